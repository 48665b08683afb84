//! A teacher: a side whose probabilities of the prototypes are soft targets for the rows.

use super::Side;
use crate::learn::compare::{Relation, Relations};
use crate::learn::num::{exp, log_sum_exp};
use crate::learn::pair_matrix::PairMatrix;

/// A teacher.
#[derive(Clone, Debug)]
pub struct Taught {
    /// Its input, a column for each row.
    pub side: Side,
    /// The tower with its own prototypes.
    pub prototypes: usize,
    /// What is subtracted from its similarity to each prototype.
    pub centre: Vec<f64>,
    /// What they are then divided by.
    pub temperature: f64,
}

impl Taught {
    /// The relations of rows to prototypes, given the teacher's similarities (N×K): its probabilities softmax((s − c)/τ) are the targets, and
    /// the most probable prototype is the positive one.
    pub fn relations(&self, similarities: &PairMatrix) -> Relations {
        let (rows, columns) = similarities.shape();
        let logit = |i: usize, k: usize| (similarities[(i, k)] - self.centre[k]) / self.temperature;
        let sums: Vec<f64> = (0..rows).map(|i| log_sum_exp((0..columns).map(|k| logit(i, k)))).collect();
        let targets = PairMatrix::from_fn(rows, columns, |i, k| exp(logit(i, k) - sums[i]));
        let first =
            |i: usize| (1..columns).fold(0, |best, k| if targets[(i, k)] > targets[(i, best)] { k } else { best });
        let best: Vec<usize> = (0..rows).map(first).collect();
        let relation = |i: usize, k| if best[i] == k { Relation::Positive } else { Relation::Negative };
        let mut relations = Relations::from_fn(rows, columns, false, relation);
        relations.targets = targets;
        relations
    }
}
