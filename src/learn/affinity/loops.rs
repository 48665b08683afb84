//! The two loops over all pairs of rows and references, written once: filling in affinities, and the chain rule.
//!
//! They are compiled anew for each affinity (`inline(always)`), with unrolled coordinates in two and three dimensions, so that no function
//! is called per pair. Every sum runs in the order of rows and references, in any dimension.

use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;

/// The input of the chain rule.
pub struct Compared<'a> {
    /// Embeddings of the rows: d×N.
    pub rows: &'a Matrix,
    /// Embeddings of the references: d×M.
    pub references: &'a Matrix,
    /// Affinities of rows with references: N×M.
    pub affinities: &'a PairMatrix,
    /// ∂L/∂affinity before scaling: N×M.
    pub weights: &'a PairMatrix,
    /// The factor of every weight.
    pub scale: f64,
}

impl Compared<'_> {
    /// Affinity and scaled weight of a row with each reference.
    fn row(&self, i: usize) -> impl Iterator<Item = (f64, f64)> {
        self.affinities.row(i).iter().zip(self.weights.row(i)).map(|(value, weight)| (*value, weight * self.scale))
    }
}

/// Gradients with respect to rows (d×N) and references (d×M).
pub type Gradients = (Matrix, Matrix);

/// Makes [`super::AffinitySpec::fill`] from the value of one pair.
#[inline(always)]
pub(super) fn fill(rows: &Matrix, references: &Matrix, into: &mut PairMatrix, value: impl Fn(&[f64], &[f64]) -> f64) {
    into.shape_to(rows.ncols(), references.ncols());
    match rows.nrows() {
        2 => fill_in::<2>(rows, references, into, value),
        3 => fill_in::<3>(rows, references, into, value),
        d => {
            for (i, x) in points(rows, d).enumerate() {
                for (place, y) in into.row_mut(i).iter_mut().zip(points(references, d)) {
                    *place = value(x, y);
                }
            }
        }
    }
}

#[inline(always)]
fn fill_in<const D: usize>(
    rows: &Matrix,
    references: &Matrix,
    into: &mut PairMatrix,
    value: impl Fn(&[f64], &[f64]) -> f64,
) {
    for (i, x) in arrays::<D>(rows).iter().enumerate() {
        for (place, y) in into.row_mut(i).iter_mut().zip(arrays::<D>(references)) {
            *place = value(x, y);
        }
    }
}

/// Makes [`super::AffinitySpec::pull_back`] from a function of x, y, affinity and pair weight, which adds weight times ∂affinity/∂x and
/// ∂affinity/∂y to its last two arguments. A weight of 0 adds nothing, whatever the slope.
#[inline(always)]
pub(super) fn pull(compared: &Compared, add: impl Fn(&[f64], &[f64], f64, f64, &mut [f64], &mut [f64])) -> Gradients {
    let Compared { rows, references, .. } = *compared;
    let d = rows.nrows();
    let (mut to_rows, mut to_references) = (Matrix::zeros(d, rows.ncols()), Matrix::zeros(d, references.ncols()));
    match d {
        2 => pull_in::<2>(compared, &mut to_rows, &mut to_references, add),
        3 => pull_in::<3>(compared, &mut to_rows, &mut to_references, add),
        _ => {
            for (i, (x, to_x)) in points(rows, d).zip(to_rows.as_mut_slice().chunks_exact_mut(d.max(1))).enumerate() {
                let others = points(references, d).zip(to_references.as_mut_slice().chunks_exact_mut(d.max(1)));
                for ((y, to_y), (value, weight)) in others.zip(compared.row(i)) {
                    if weight != 0.0 {
                        add(x, y, value, weight, to_x, to_y);
                    }
                }
            }
        }
    }
    (to_rows, to_references)
}

#[inline(always)]
fn pull_in<const D: usize>(
    compared: &Compared,
    to_rows: &mut Matrix,
    to_references: &mut Matrix,
    add: impl Fn(&[f64], &[f64], f64, f64, &mut [f64], &mut [f64]),
) {
    let (rows, references) = (arrays::<D>(compared.rows), arrays::<D>(compared.references));
    let to_references = to_references.as_mut_slice().as_chunks_mut::<D>().0;
    for (i, (x, to_x)) in rows.iter().zip(to_rows.as_mut_slice().as_chunks_mut::<D>().0).enumerate() {
        let mut sum = [0.0; D];
        for ((y, to_y), (value, weight)) in references.iter().zip(&mut *to_references).zip(compared.row(i)) {
            if weight != 0.0 {
                add(x, y, value, weight, &mut sum, to_y);
            }
        }
        *to_x = sum;
    }
}

fn points(matrix: &Matrix, d: usize) -> impl Iterator<Item = &[f64]> {
    matrix.as_slice().chunks_exact(d.max(1))
}

fn arrays<const D: usize>(matrix: &Matrix) -> &[[f64; D]] {
    matrix.as_slice().as_chunks::<D>().0
}
