//! Workspace: the memory that losses work in, so that a step after the first asks for none.

use super::group::{Groups, Pairs};
use super::hinge::Counting;
use super::softmax::Softmax;
use super::softplus_sum::SoftplusSum;
use super::whole_class::Rows;
use crate::learn::pair_matrix::PairMatrix;

/// The memory that losses work in. What is in it means nothing to the next loss.
#[derive(Default)]
pub struct Workspace {
    pub(in crate::loss) groups: Groups,
    pub(in crate::loss) pairs: Pairs,
    pub(in crate::loss) softmax: Softmax,
    /// A second one, of those that need two.
    pub(in crate::loss) other: Softmax,
    pub(in crate::loss) counting: Counting,
    pub(in crate::loss) sums: SoftplusSum,
    /// Exponentials of affinities, and those of one class.
    pub(in crate::loss) powers: PairMatrix,
    pub(in crate::loss) rows: Rows,
    /// One affinity for every pair.
    pub(in crate::loss) equal: PairMatrix,
}
