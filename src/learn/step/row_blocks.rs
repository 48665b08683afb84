//! Row blocks: loss and gradient alone, a few rows at a time, so that what is known of pairs stays in the nearest caches and no matrix of
//! all pairs is held.

use super::{Learned, Pipeline, Verdict};
use crate::learn::affinity::Compared;
use crate::learn::compare::Relations;
use crate::learn::loss::{LossOutput, Proxies};
use crate::learn::num::Matrix;
use std::ops::AddAssign;

/// A block has so many pairs at most, or one row: 128 KiB of affinities, and as much of weights.
const PAIRS: usize = 1 << 14;

impl Pipeline {
    /// The loss and ∂L/∂raw embedding (d×N) that [`Self::judge`] finds, to rounding: sums over blocks of rows are sums over all. Where rows
    /// cannot be told apart, [`Self::judge`] finds them.
    pub fn value_and_gradient(
        &self,
        raw: &Matrix,
        relations: &Relations,
        learned: &Learned,
        step: u64,
    ) -> (f64, Matrix) {
        let rows_of_block = (PAIRS / relations.columns().max(1)).max(1);
        if relations.rows() <= rows_of_block || self.is_joint() {
            return self.value_and_gradient_at_once(raw, relations, learned, step);
        }
        let embedding = (self.head.forward)(raw);
        let (mut all, mut gradient) = (LossOutput::default(), Matrix::zeros(raw.nrows(), raw.ncols()));
        // Rows of one class share their negatives.
        let mut order: Vec<usize> = (0..relations.rows()).collect();
        order.sort_by_key(|i| relations.alike(*i));
        for block in order.chunks(rows_of_block) {
            let (rows, relations) = (embedding.select_columns(block), relations.select_rows(block));
            let weighed = self.weigh(&rows, &embedding, &relations, &[], step);
            let (affinities, output) = (&*weighed.affinities, &weighed.output);
            let scale = self.affinity.turn(self.loss_spec.reads);
            let compared =
                Compared { rows: &rows, references: &embedding, affinities, weights: &output.weights, scale };
            let (to_rows, to_references) = (self.affinity.pull_back)(&compared);
            gradient += to_references;
            for (i, to_row) in block.iter().zip(to_rows.column_iter()) {
                gradient.column_mut(*i).add_assign(&to_row);
            }
            all.sum += output.sum;
            all.terms += output.terms;
            all.active += output.active;
            self.forget_weighed(weighed);
        }
        let factor = self.reduction.factor(&all);
        (all.sum * factor, (self.head.backward)(raw, &embedding, &(gradient * factor)))
    }

    /// The same of all rows at once, as a step finds them.
    pub fn value_and_gradient_at_once(
        &self,
        raw: &Matrix,
        relations: &Relations,
        learned: &Learned,
        step: u64,
    ) -> (f64, Matrix) {
        let Verdict { weighed, gradient, .. } = self.judge(raw, relations, learned, step);
        let loss = weighed.loss;
        self.forget_weighed(weighed);
        (loss, gradient)
    }

    /// Whether rows are to be seen together: by the loss, by the miner, or because something is learned from all.
    fn is_joint(&self) -> bool {
        let learns = self.loss.learns();
        self.loss.is_joint() || self.miner.is_joint() || learns.proxies != Proxies::None || !learns.numbers.is_empty()
    }
}
