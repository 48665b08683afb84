//! Low rank: many rows of positive numbers as sums of a few rows, by elimination with complete pivoting that stops at rounding (adaptive
//! cross approximation; Bebendorf 2000, Approximation of boundary element matrices).
//!
//! Exponentials of the affinities of embeddings with two coordinates have low rank, however many there are, because each row is a smooth
//! function of a point. The product of all rows with all rows then costs, per row, as much as the few rows.

/// Residuals of this size are rounding, for numbers up to 1.
const ROUNDING: f64 = 4e-15;

/// Rows (P×Q) as a product of P×R and R×Q.
#[derive(Default)]
pub(in crate::loss) struct LowRank {
    length: usize,
    /// The greatest number of the rows.
    pub greatest: f64,
    rank: usize,
    /// The highest rank accepted.
    most: usize,
    /// The residual: P×Q.
    left: Vec<f64>,
    /// For each row its factors of the few rows, with space for `most`.
    factors: Vec<f64>,
    /// The few rows: R×Q.
    few: Vec<f64>,
    /// The product of each of the few rows with each: R×R.
    products: Vec<f64>,
    combination: Vec<f64>,
}

impl LowRank {
    /// Whether rows of this length have at most this rank, up to rounding of their greatest number.
    pub fn find(&mut self, length: usize, rows: &[f64], most: usize) -> bool {
        (self.length, self.rank, self.most) = (length, 0, most);
        self.left.clear();
        self.left.extend_from_slice(rows);
        self.factors.clear();
        self.factors.resize(rows.len() / length * most, 0.0);
        self.few.clear();
        let mut pivot = (0.0, 0);
        for (place, x) in rows.iter().enumerate() {
            if x.abs() > pivot.0 {
                pivot = (x.abs(), place);
            }
        }
        self.greatest = pivot.0;
        while pivot.0 > ROUNDING * self.greatest {
            if self.rank == most {
                return false;
            }
            let (row, column) = (pivot.1 / length, pivot.1 % length);
            let start = self.few.len();
            self.few.extend_from_slice(&self.left[row * length..(row + 1) * length]);
            let few = &self.few[start..];
            pivot.0 = 0.0;
            for (i, left) in self.left.chunks_exact_mut(length).enumerate() {
                let factor = left[column] / few[column];
                self.factors[i * most + self.rank] = factor;
                for (j, (x, few)) in left.iter_mut().zip(few).enumerate() {
                    *x -= factor * few;
                    if x.abs() > pivot.0 {
                        pivot = (x.abs(), i * length + j);
                    }
                }
            }
            self.rank += 1;
        }
        true
    }

    fn factors(&self, i: usize) -> &[f64] {
        &self.factors[i * self.most..i * self.most + self.rank]
    }

    /// Fills the symmetric table (P×P) with the product of each row with each.
    pub fn multiply(&mut self, table: &mut [f64]) {
        let Self { length, rank, .. } = *self;
        self.products.clear();
        self.products.resize(rank * rank, 0.0);
        let few = |k: usize| &self.few[k * length..(k + 1) * length];
        for k in 0..rank {
            for l in 0..=k {
                let product = dot(few(k), few(l));
                self.products[k * rank + l] = product;
                self.products[l * rank + k] = product;
            }
        }
        let count = self.factors.len() / self.most;
        let mut combination = std::mem::take(&mut self.combination);
        for i in 0..count {
            combination.clear();
            combination.extend(self.products.chunks_exact(rank.max(1)).map(|products| dot(products, self.factors(i))));
            for k in 0..=i {
                let product = dot(&combination, self.factors(k));
                table[i * count + k] = product;
                table[k * count + i] = product;
            }
        }
        self.combination = combination;
    }

    /// Adds up all rows, each times its weight.
    pub fn combine(&mut self, weights: &[f64], sums: &mut [f64]) {
        self.combination.clear();
        self.combination.resize(self.rank, 0.0);
        for (weight, factors) in weights.iter().zip(self.factors.chunks_exact(self.most)) {
            add(&mut self.combination, *weight, factors);
        }
        for (weight, few) in self.combination.iter().zip(self.few.chunks_exact(self.length)) {
            add(sums, *weight, few);
        }
    }
}

/// Σ x y.
pub(in crate::loss) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Adds a row times a weight.
pub(in crate::loss) fn add(sums: &mut [f64], weight: f64, row: &[f64]) {
    sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += weight * x);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::num::{cos, exp};

    /// Exponentials of cosines of differences of angles: P×Q, the greatest 1.
    fn rows(count: usize, length: usize, sharpness: f64) -> Vec<f64> {
        // Small angles: larger ones are rounded more coarsely than the tolerance.
        let angle = |i: usize, of: usize| 6.0 * (i * i % of) as f64 / of as f64;
        let cells = (0..count).flat_map(|i| (0..length).map(move |j| angle(i, 151) - angle(j, 173)));
        cells.map(|apart| exp(sharpness * (cos(apart) - 1.0))).collect()
    }

    #[test]
    fn a_few_rows_make_products_and_sums_of_all() {
        for sharpness in [0.0, 0.5, 2.8, 4.0] {
            let (count, length) = (50 + 100, 170);
            let rows = rows(count, length, sharpness);
            let row = |i: usize| &rows[i * length..(i + 1) * length];
            let mut low_rank = LowRank::default();
            assert!(low_rank.find(length, &rows, 50), "{sharpness}");
            let mut table = vec![0.0; count * count];
            low_rank.multiply(&mut table);
            for (place, found) in table.iter().enumerate() {
                let expected = dot(row(place / count), row(place % count));
                assert!((found - expected).abs() < 1e-14 * length as f64, "{sharpness}: {found} for {expected}");
            }
            let weights: Vec<f64> = (0..count).map(|i| (i % 7) as f64 - 3.0).collect();
            let (mut found, mut expected) = (vec![0.0; length], vec![0.0; length]);
            low_rank.combine(&weights, &mut found);
            weights.iter().enumerate().for_each(|(i, weight)| add(&mut expected, *weight, row(i)));
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-13 * count as f64, "{sharpness}: {found} for {expected}");
            }
        }
    }

    #[test]
    fn what_is_not_low_is_said() {
        let identity: Vec<f64> = (0..400).map(|place| if place % 21 == 0 { 1.0 } else { 0.0 }).collect();
        assert!(!LowRank::default().find(20, &identity, 19));
        assert!(LowRank::default().find(20, &identity, 20));
    }
}
