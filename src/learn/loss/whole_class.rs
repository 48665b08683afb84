//! Whole classes: members that are each other's positives, all of them, with the same negatives. What is a sum over triplets then is a
//! product of matrices, of which half is enough as it is symmetric.

use super::LossInput;

/// A class in the tuples.
pub(super) struct WholeClass<'a> {
    /// Its members, ascending.
    pub members: Vec<usize>,
    /// The negatives of each of them.
    pub negatives: &'a [usize],
}

/// The whole classes of an input, and for every anchor whether it is in one.
pub(super) fn whole_classes<'a>(input: &LossInput<'a>) -> (Vec<WholeClass<'a>>, Vec<bool>) {
    let rows = input.affinities.nrows();
    let mut runs = vec![None; rows];
    let mut single = vec![input.relations.within; rows];
    for (a, positives, negatives) in input.tuples.runs() {
        single[a] &= runs[a].replace((positives, negatives)).is_none();
    }
    let (mut classes, mut taken) = (vec![], vec![false; rows]);
    for a in 0..rows {
        let Some((positives, negatives)) = runs[a].filter(|_| single[a] && !taken[a]) else { continue };
        let mut members = positives.to_vec();
        members.insert(members.partition_point(|p| *p < a), a);
        let belongs = |m: &usize| {
            let of = |(own, theirs): (&[usize], &[usize])| {
                theirs == negatives && own.iter().eq(members.iter().filter(|k| *k != m))
            };
            single[*m] && runs[*m].is_some_and(of)
        };
        if !negatives.is_empty() && members.is_sorted_by(|x, y| x < y) && members.iter().all(belongs) {
            members.iter().for_each(|m| taken[*m] = true);
            classes.push(WholeClass { members, negatives });
        }
    }
    (classes, taken)
}

/// Rows of numbers, one for each member of a class, with memory that is used again.
#[derive(Default)]
pub(super) struct Rows {
    length: usize,
    cells: Vec<f64>,
    sums: Vec<f64>,
    /// For each row and each row a number: row i with row k at i·count + k.
    pub table: Vec<f64>,
}

impl Rows {
    /// Takes rows of this length, one after the other.
    pub fn take(&mut self, length: usize, cells: impl Iterator<Item = f64>) {
        self.length = length;
        self.cells.clear();
        self.cells.extend(cells);
    }

    fn count(&self) -> usize {
        self.cells.len() / self.length.max(1)
    }

    /// Fills the table with the product of each row with each.
    pub fn multiply(&mut self) {
        let count = self.count();
        let Self { length, ref cells, ref mut table, .. } = *self;
        let row = |i: usize| &cells[i * length..(i + 1) * length];
        table.clear();
        table.resize(count * count, 0.0);
        for start in (0..count).step_by(BLOCK) {
            let block: [&[f64]; BLOCK] = std::array::from_fn(|i| row((start + i).min(count - 1)));
            for k in start..count {
                let mut sums = [0.0; BLOCK];
                for (n, x) in row(k).iter().enumerate() {
                    (0..BLOCK).for_each(|i| sums[i] += block[i][n] * x);
                }
                for i in start..count.min(start + BLOCK) {
                    table[i * count + k] = sums[i - start];
                    table[k * count + i] = sums[i - start];
                }
            }
        }
    }

    /// Visits for each row the sum of all rows times the numbers of its row of the table.
    pub fn combine(&mut self, mut visit: impl FnMut(usize, &[f64])) {
        let count = self.count();
        let Self { length, ref cells, ref mut sums, ref table } = *self;
        for start in (0..count).step_by(BLOCK) {
            sums.clear();
            sums.resize(length * BLOCK.min(count - start), 0.0);
            for (k, row) in cells.chunks_exact(length).enumerate() {
                for (i, sums) in sums.chunks_exact_mut(length).enumerate() {
                    let factor = table[(start + i) * count + k];
                    sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += factor * x);
                }
            }
            sums.chunks_exact(length).enumerate().for_each(|(i, sums)| visit(start + i, sums));
        }
    }
}

/// Rows that are gone through together.
const BLOCK: usize = 4;
