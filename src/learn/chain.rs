//! The chain rule, the same for every loss: pair weights W = ∂L/∂A → ∂L/∂rows and ∂L/∂references.
//!
//! ∂L/∂xᵢ = Σⱼ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂xᵢ and ∂L/∂rⱼ = Σᵢ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂rⱼ. W is over ordered pairs and not symmetrised. The loop is in
//! `affinity/loops.rs`; each affinity contributes its derivative.

use super::affinity::{AffinitySpec, Compared, Gradients};
use super::num::Matrix;
use super::pair_matrix::PairMatrix;

/// Gradients with respect to rows (d×N) and references (d×M), from affinities and pair weights (both N×M).
pub fn pull_back(
    affinity: &AffinitySpec,
    rows: &Matrix,
    references: &Matrix,
    affinities: &PairMatrix,
    weights: &PairMatrix,
) -> Gradients {
    (affinity.pull_back)(&Compared { rows, references, affinities, weights, scale: 1.0 })
}
