//! Objectives: two output matrices → a number, both gradients, and what can be shown of it.
//!
//! A loss of pairs sees affinities of points. An objective sees the embeddings U and V of two views of the same points (d×N each), so that it can
//! compare coordinates instead of points.

use super::look::explain::Expr;
use super::num::Matrix;
use super::pair_matrix::PairMatrix;

/// A square matrix that the objective is a function of, and its slopes.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What it is.
    pub name: &'static str,
    /// The number of every two coordinates: d×d.
    pub affinities: PairMatrix,
    /// ∂L/∂affinity, in the same shape.
    pub weights: PairMatrix,
}

/// An objective's result.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The loss.
    pub value: f64,
    /// The slopes ∂L/∂U and ∂L/∂V of what draws the two views together.
    pub pull: [Matrix; 2],
    /// The slopes of what keeps coordinates apart. Both kinds together are the gradient.
    pub push: [Matrix; 2],
    /// What pictures draw: at least one matrix.
    pub shown: Vec<Shown>,
}

/// An objective.
///
/// No point at all, or one where statistics need two, gives a value and gradients that are finite; the input alone determines them, bit for
/// bit. `tests/learn/every/objective.rs` checks this for every entry of the losses' list.
pub trait Objective {
    /// The loss of two views, and everything that follows.
    fn judge(&self, first: &Matrix, second: &Matrix) -> Judged;

    /// What it costs if two coordinates say the same, beside what it costs if the views of one differ.
    fn redundancy(&self) -> f64;

    /// The part of a coordinate in the loss; those of all coordinates add up to it.
    fn part(&self, first: &Matrix, second: &Matrix, coordinate: usize) -> Expr;
}

/// A matrix as one of pairs.
pub fn pairs(matrix: &Matrix) -> PairMatrix {
    PairMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)])
}
