//! Workspace: the memory that losses reuse, so that only the first step allocates any.

use super::group::{Groups, Pairs};
use super::hinge::Counting;
use super::softmax::Softmax;
use super::softplus_sum::SoftplusSum;
use super::whole_class::Rows;
use crate::learn::pair_matrix::PairMatrix;

/// Memory that losses reuse. Its contents mean nothing to the next loss.
#[derive(Default)]
pub struct Workspace {
    pub(in crate::loss) groups: Groups,
    pub(in crate::loss) pairs: Pairs,
    pub(in crate::loss) softmax: Softmax,
    /// A second softmax, for losses that need two.
    pub(in crate::loss) other: Softmax,
    pub(in crate::loss) counting: Counting,
    pub(in crate::loss) sums: SoftplusSum,
    /// Exponentials of affinities, and of those of one class.
    pub(in crate::loss) powers: PairMatrix,
    pub(in crate::loss) rows: Rows,
    /// The same affinity for every pair.
    pub(in crate::loss) equal: PairMatrix,
}
