//! Row blocks: some rows at a time, so that pairs stay in the nearest caches and no matrix of all pairs is held.
//!
//! A training step uses blocks if it has more than [`TOGETHER`] rows. The run's text alone decides that, so the bits do not depend on the
//! machine.

use super::{Learned, Pipeline, Verdict, Weighed};
use crate::learn::affinity::Compared;
use crate::learn::compare::Relations;
use crate::learn::loss::{LossOutput, Proxies};
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::relating::Relating;
use std::ops::AddAssign;

/// The greatest number of pairs in a block of several rows: 128 KiB of affinities, and as much of weights.
const PAIRS: usize = 1 << 14;

/// The input: rows (d×N), references (d×M), and their relations.
pub(in crate::learn) struct Blocks<'a> {
    pub rows: &'a Matrix,
    pub references: &'a Matrix,
    pub relating: &'a Relating,
    /// The rows in the order in which they are visited: rows with the same negatives together.
    pub order: Vec<usize>,
}

impl<'a> Blocks<'a> {
    /// All rows with these references.
    pub fn new(rows: &'a Matrix, references: &'a Matrix, relating: &'a Relating) -> Self {
        Self { rows, references, relating, order: relating.together() }
    }
}

/// A block.
pub(in crate::learn) struct Block<'a> {
    /// Its rows.
    pub rows: &'a [usize],
    /// Their embeddings.
    pub embedding: &'a Matrix,
    /// The relations of the references to them.
    pub relations: &'a Relations,
    /// The loss's result for them, not reduced over the whole batch.
    pub weighed: &'a Weighed,
}

impl Pipeline {
    /// Visits all rows block by block, in their order. While a block is visited the workspace has its loss at collapse.
    pub(in crate::learn) fn by_blocks(&self, of: &Blocks, step: u64, mut visit: impl FnMut(&Block)) {
        for rows in of.order.chunks((PAIRS / of.relating.columns().max(1)).max(1)) {
            let (embedding, relations) = (of.rows.select_columns(rows), of.relating.select(rows));
            let weighed = self.weigh_rows(&embedding, of.references, &relations, (&[], rows), step);
            visit(&Block { rows, embedding: &embedding, relations: &relations, weighed: &weighed });
            self.forget_weighed(weighed);
        }
    }

    /// Adds a block's ∂sum/∂rows and ∂sum/∂references to those of all rows (d×N and d×M), before the reduction. `weights` are the block's
    /// pair weights.
    pub(in crate::learn) fn pull_block(
        &self,
        of: &Blocks,
        block: &Block,
        weights: &PairMatrix,
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

    /// The loss and ∂L/∂raw embedding (d×N) of [`Self::judge`], up to rounding, by blocks of rows; if the rows must be seen together, by
    /// [`Self::judge`].
    pub fn value_and_gradient(&self, raw: &Matrix, relating: &Relating, learned: &Learned, step: u64) -> (f64, Matrix) {
        if relating.rows() * relating.columns() <= PAIRS || self.is_joint() {
            let Verdict { weighed, gradient, .. } = self.judge(raw, &relating.clone().all(), learned, step);
            let loss = weighed.loss;
            self.forget_weighed(weighed);
            return (loss, gradient);
        }
        let embedding = (self.head.forward)(raw);
        let of = Blocks::new(&embedding, &embedding, relating);
        let (mut all, mut gradient) = (LossOutput::default(), Matrix::zeros(raw.nrows(), raw.ncols()));
        let mut to_references = gradient.clone();
        self.by_blocks(&of, step, |block| {
            self.pull_block(&of, block, &block.weighed.output.weights, [&mut gradient, &mut to_references]);
            all.count(&block.weighed.output);
        });
        let factor = self.reduction.factor(&all);
        (all.sum * factor, (self.head.backward)(raw, &embedding, &((gradient + to_references) * factor)))
    }

    /// Whether rows must be seen together: by the loss, by the miner, or because something is learned from all of them.
    pub(super) fn is_joint(&self) -> bool {
        let learns = self.loss.learns();
        self.loss.is_joint() || self.miner.is_joint() || learns.proxies != Proxies::None || !learns.numbers.is_empty()
    }
}
