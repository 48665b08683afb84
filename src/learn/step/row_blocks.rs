//! Row blocks: a few rows at a time, so that what is known of pairs stays in the nearest caches and no matrix of all pairs is held.
//!
//! A training step goes by blocks when it has more than [`TOGETHER`] rows: that depends on the run's text alone, so bits depend on no machine.

use super::{Learned, Pipeline, Verdict, Weighed};
use crate::learn::affinity::Compared;
use crate::learn::compare::Relations;
use crate::learn::loss::{LossOutput, Proxies};
use crate::learn::num::Matrix;
use crate::learn::relating::Relating;
use std::ops::AddAssign;

/// A block has so many pairs at most, or one row: 128 KiB of affinities, and as much of weights.
const PAIRS: usize = 1 << 14;

/// The most rows that a step looks at together.
pub const TOGETHER: usize = 1024;

/// The most rows of a step.
pub const LARGEST_BATCH: usize = 4096;

/// What goes by blocks: rows (d×N), references (d×M), and what these are to the rows.
pub(in crate::learn) struct Blocks<'a> {
    pub rows: &'a Matrix,
    pub references: &'a Matrix,
    pub relating: &'a Relating,
}

/// A block.
pub(in crate::learn) struct Block<'a> {
    /// Its rows.
    pub rows: &'a [usize],
    /// Their embeddings.
    pub embedding: &'a Matrix,
    /// What the references are to them.
    pub relations: &'a Relations,
    /// What the loss says of them, not reduced as a whole.
    pub weighed: &'a Weighed,
    /// What it says of them at collapse.
    pub collapse: [usize; 2],
    /// The sum of that.
    pub collapse_sum: f64,
}

impl Pipeline {
    /// Visits all rows block by block. Rows that share their negatives come together.
    pub(in crate::learn) fn by_blocks(&self, of: &Blocks, step: u64, mut visit: impl FnMut(&Block)) {
        let order = of.relating.together();
        for rows in order.chunks((PAIRS / of.relating.columns().max(1)).max(1)) {
            let (embedding, relations) = (of.rows.select_columns(rows), of.relating.select(rows));
            let weighed = self.weigh_rows(&embedding, of.references, &relations, (&[], rows), step);
            let (collapse, collapse_sum) = {
                let collapse = &self.workspace.borrow().collapse;
                ([collapse.terms, collapse.active], collapse.sum)
            };
            let (embedding, relations, weighed_block) = (&embedding, &relations, &weighed);
            visit(&Block { rows, embedding, relations, weighed: weighed_block, collapse, collapse_sum });
            self.forget_weighed(weighed);
        }
    }

    /// Adds ∂Σ/∂rows and ∂Σ/∂references of a block to those of all (d×N and d×M), before the reduction. `weights` are those of its loss.
    pub(in crate::learn) fn pull_block(
        &self,
        of: &Blocks,
        block: &Block,
        weights: &crate::learn::pair_matrix::PairMatrix,
        [to_rows, to_references]: [&mut Matrix; 2],
    ) {
        let (rows, references, affinities) = (block.embedding, of.references, &*block.weighed.affinities);
        let scale = self.affinity.turn(self.loss_spec.reads);
        let pulled = (self.affinity.pull_back)(&Compared { rows, references, affinities, weights, scale });
        for (i, to_row) in block.rows.iter().zip(pulled.0.column_iter()) {
            to_rows.column_mut(*i).add_assign(&to_row);
        }
        *to_references += pulled.1;
    }

    /// The loss and ∂L/∂raw embedding (d×N) that [`Self::judge`] finds, to rounding: sums over blocks of rows are sums over all. Where rows
    /// cannot be told apart, [`Self::judge`] finds them.
    pub fn value_and_gradient(&self, raw: &Matrix, relating: &Relating, learned: &Learned, step: u64) -> (f64, Matrix) {
        if relating.rows() * relating.columns() <= PAIRS || self.is_joint() {
            return self.value_and_gradient_at_once(raw, &relating.clone().all(), learned, step);
        }
        let embedding = (self.head.forward)(raw);
        let of = Blocks { rows: &embedding, references: &embedding, relating };
        let (mut all, mut gradient) = (LossOutput::default(), Matrix::zeros(raw.nrows(), raw.ncols()));
        let mut to_references = gradient.clone();
        self.by_blocks(&of, step, |block| {
            self.pull_block(&of, block, &block.weighed.output.weights, [&mut gradient, &mut to_references]);
            all.count(&block.weighed.output);
        });
        let factor = self.reduction.factor(&all);
        (all.sum * factor, (self.head.backward)(raw, &embedding, &((gradient + to_references) * factor)))
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
    pub(super) fn is_joint(&self) -> bool {
        let learns = self.loss.learns();
        self.loss.is_joint() || self.miner.is_joint() || learns.proxies != Proxies::None || !learns.numbers.is_empty()
    }
}
