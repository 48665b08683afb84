//! The chain rule, written once for every loss: pair weights W = ∂L/∂A → ∂L/∂rows and ∂L/∂references.
//!
//! ∂L/∂xᵢ = Σⱼ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂xᵢ and ∂L/∂rⱼ = Σᵢ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂rⱼ. W is over ordered pairs and not symmetrised.

use super::affinity::{AffinitySpec, point};
use super::num::Matrix;

/// Gradients with respect to rows (d×N) and references (d×M), from affinities and pair weights (both N×M).
pub fn pull_back(
    affinity: &AffinitySpec,
    rows: &Matrix,
    references: &Matrix,
    affinities: &Matrix,
    weights: &Matrix,
) -> (Matrix, Matrix) {
    let d = rows.nrows();
    let mut to_rows = Matrix::zeros(d, rows.ncols());
    let mut to_references = Matrix::zeros(d, references.ncols());
    for j in 0..references.ncols() {
        let y = point(references, j);
        for i in 0..rows.ncols() {
            let weight = weights[(i, j)];
            if weight != 0.0 {
                let x = point(rows, i);
                let value = affinities[(i, j)];
                (affinity.add_gradient)(x, y, value, weight, &mut to_rows.as_mut_slice()[i * d..(i + 1) * d]);
                (affinity.add_gradient)(y, x, value, weight, &mut to_references.as_mut_slice()[j * d..(j + 1) * d]);
            }
        }
    }
    (to_rows, to_references)
}
