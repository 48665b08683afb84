//! Room: the memory that losses work in, so that a step after the first asks for none.

use super::group::{Groups, Pairs};
use super::hinge::Counting;
use super::softmax::Softmax;
use super::softplus_sum::SoftplusSum;
use super::whole_class::Rows;
use crate::learn::pair_matrix::PairMatrix;

/// The memory that losses work in. What is in it means nothing to the next loss.
#[derive(Default)]
pub struct Room {
    pub(super) groups: Groups,
    pub(super) pairs: Pairs,
    pub(super) softmax: Softmax,
    /// A second one, of those that need two.
    pub(super) other: Softmax,
    pub(super) counting: Counting,
    pub(super) sums: SoftplusSum,
    /// Exponentials of affinities, and those of one class.
    pub(super) powers: PairMatrix,
    pub(super) rows: Rows,
    /// One affinity for every pair.
    pub(super) equal: PairMatrix,
}
