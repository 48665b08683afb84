//! Whole classes: members that are all positives of each other and have the same negatives. A sum over their triplets is a product of
//! matrices; symmetry halves it, and low rank reduces it further.

use super::low_rank::{LowRank, add, dot};
use crate::learn::loss::LossInput;

/// A class whose tuples are complete.
pub(in crate::loss) struct WholeClass<'a> {
    /// Its members, ascending.
    pub members: Vec<usize>,
    /// The negatives of each of them.
    pub negatives: &'a [usize],
}

/// The whole classes of an input, and for every anchor whether it belongs to one.
pub(in crate::loss) fn whole_classes<'a>(input: &LossInput<'a>) -> (Vec<WholeClass<'a>>, Vec<bool>) {
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

/// From this many rows on, a search for low rank may pay. It does if the rank is at most this part of the number of rows.
const MANY: usize = 160;
const PART: usize = 4;

/// A product below this part of the greatest possible one has lost digits in the sum over the few rows; it is computed from its two rows
/// instead.
const SMALL: f64 = 1e-4;

/// Rows of numbers ≥ 0, one per member of a class. Reuses its memory.
#[derive(Default)]
pub(in crate::loss) struct Rows {
    length: usize,
    cells: Vec<f64>,
    sums: Vec<f64>,
    low_rank: LowRank,
    is_low: bool,
    /// For each row, the rows with which its product is small.
    small: Vec<Vec<usize>>,
    /// One number per pair of rows: row i with row k at i·count + k.
    pub table: Vec<f64>,
}

impl Rows {
    /// Takes these rows, one after the other.
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
        self.table.clear();
        self.table.resize(count * count, 0.0);
        self.is_low = count >= MANY && self.low_rank.find(self.length, &self.cells, count / PART);
        if self.is_low {
            self.low_rank.multiply(&mut self.table);
            self.multiply_small();
        } else {
            self.multiply_each();
        }
    }

    fn multiply_small(&mut self) {
        let count = self.count();
        let least = SMALL * self.length as f64 * self.low_rank.greatest * self.low_rank.greatest;
        let Self { length, ref cells, ref mut table, ref mut small, .. } = *self;
        small.iter_mut().for_each(Vec::clear);
        small.resize(small.len().max(count), vec![]);
        let row = |i: usize| &cells[i * length..(i + 1) * length];
        for (i, small) in small.iter_mut().enumerate().take(count) {
            for k in 0..count {
                let product = &mut table[i * count + k];
                if *product < least {
                    *product = dot(row(i), row(k));
                    small.push(k);
                }
            }
        }
    }

    fn multiply_each(&mut self) {
        let count = self.count();
        let Self { length, ref cells, ref mut table, .. } = *self;
        let row = |i: usize| &cells[i * length..(i + 1) * length];
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

    /// Visits, for each row, the sum of all rows weighted by its row of the table.
    pub fn combine(&mut self, visit: impl FnMut(usize, &[f64])) {
        if self.is_low { self.combine_few(visit) } else { self.combine_each(visit) }
    }

    fn combine_few(&mut self, mut visit: impl FnMut(usize, &[f64])) {
        let count = self.count();
        let Self { length, ref cells, ref mut sums, ref mut table, ref mut low_rank, ref small, .. } = *self;
        for (i, small) in small.iter().enumerate().take(count) {
            sums.clear();
            sums.resize(length, 0.0);
            let weights = &mut table[i * count..(i + 1) * count];
            for k in small {
                add(sums, std::mem::take(&mut weights[*k]), &cells[k * length..(k + 1) * length]);
            }
            low_rank.combine(weights, sums);
            visit(i, sums);
        }
    }

    fn combine_each(&mut self, mut visit: impl FnMut(usize, &[f64])) {
        let count = self.count();
        let Self { length, ref cells, ref mut sums, ref table, .. } = *self;
        for start in (0..count).step_by(BLOCK) {
            sums.clear();
            sums.resize(length * BLOCK.min(count - start), 0.0);
            for (k, row) in cells.chunks_exact(length).enumerate() {
                for (i, sums) in sums.chunks_exact_mut(length).enumerate() {
                    add(sums, table[(start + i) * count + k], row);
                }
            }
            sums.chunks_exact(length).enumerate().for_each(|(i, sums)| visit(start + i, sums));
        }
    }
}

/// The number of rows processed together.
const BLOCK: usize = 4;
