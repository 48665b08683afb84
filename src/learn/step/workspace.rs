//! Workspace: memory that steps reuse, so that no step allocates any that grows with the pairs of the batch.
//!
//! A trace holds some of it while it is looked at, and gives it back afterwards. Its contents never matter.

use super::{Pipeline, Trace, Weighed};
use crate::learn::compare::Tuples;
use crate::learn::loss::{self, LossOutput};
use crate::learn::pair_matrix::PairMatrix;
use std::rc::Rc;

/// The number of matrices given back after a step and taken by the next.
const MATRICES: usize = 3;

/// Memory that steps reuse.
#[derive(Default)]
pub struct Workspace {
    matrices: Vec<PairMatrix>,
    tuples: Tuples,
    pub(super) loss: loss::Workspace,
    /// The loss at collapse.
    pub(super) collapse: LossOutput,
}

impl Workspace {
    /// A matrix of any shape with any contents.
    pub(super) fn matrix(&mut self) -> PairMatrix {
        self.matrices.pop().unwrap_or_default()
    }

    /// An empty list of tuples.
    pub(super) fn tuples(&mut self) -> Tuples {
        self.tuples.clear();
        std::mem::take(&mut self.tuples)
    }

    fn keep(&mut self, matrix: PairMatrix) {
        if self.matrices.len() < MATRICES {
            self.matrices.push(matrix);
        }
    }

    /// Takes a matrix back, if nobody else has it.
    pub(super) fn keep_shared(&mut self, matrix: Rc<PairMatrix>) {
        Rc::into_inner(matrix).into_iter().for_each(|matrix| self.keep(matrix));
    }
}

impl Pipeline {
    /// Takes back the memory of a trace that is no longer looked at.
    pub fn forget(&self, trace: Trace) {
        let mut workspace = self.workspace.borrow_mut();
        workspace.keep_shared(trace.distances);
        workspace.keep(trace.weights);
        workspace.tuples = trace.tuples;
    }

    /// Takes back the memory of a loss's result.
    pub fn forget_weighed(&self, weighed: Weighed) {
        let mut workspace = self.workspace.borrow_mut();
        workspace.keep_shared(weighed.affinities);
        workspace.keep_shared(weighed.distances);
        workspace.keep(weighed.output.weights);
        workspace.tuples = weighed.tuples;
    }
}
