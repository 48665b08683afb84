//! Affinities: one number for how far apart, or how alike, two embeddings are.
//!
//! An affinity is a distance (small = alike) or a similarity (large = alike). For losses and miners that read the other kind,
//! [`AffinitySpec::turned`] converts: distance = value at coincidence − similarity, and vice versa.

use super::num::Matrix;
use super::pair_matrix::PairMatrix;
use super::spec::{Entry, has_entry};

mod cosine;
mod dot;
mod euclidean;
mod loops;
mod squared_euclidean;

pub use loops::{Compared, Gradients};

/// A difference shorter than this has no direction; its gradient is 0 (a subgradient of the norm).
pub const TINY: f64 = 1e-12;

/// Which end of the scale means "alike".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Small means alike.
    Distance,
    /// Large means alike.
    Similarity,
}

/// An affinity, and an entry of [`LIST`]: a function of two embeddings, with its chain rule.
///
/// # Who calls when
///
/// Once per step, after the head, [`Pipeline::weigh`](crate::learn::step::Pipeline::weigh) calls [`Self::fill`] for all rows and
/// references; after the loss, the step calls [`Self::pull_back`] with the weights of all pairs. Miners call [`Self::value`] for single
/// pairs of references, and pictures for what they show. An affinity never sees labels, tuples or the loss.
///
/// # What must hold
///
/// * [`Self::value`] is symmetric bit for bit, and a rotation of both vectors changes it only by rounding. A distance does not change if
///   both are shifted.
/// * On the unit circle the distance (see [`Self::turned`]) grows from 0 at coincidence to [`Self::diameter`], and [`Self::chord`] gives
///   the straight line that belongs to it.
/// * [`Self::fill`] writes the bits of [`Self::value`], with rows as rows and references as columns; the matrix may have any shape and
///   contents before. There may be no row and no reference, in any number of dimensions.
/// * [`Self::pull_back`] returns fresh gradients: the sum over pairs of weight times slope. A pair whose weight is 0 adds nothing, even if
///   its affinity is not finite. Where the value has no slope, as at distance 0, a subgradient is taken.
/// * Coordinates up to 10¹⁰⁰ give a finite value and slope, and so do vectors without a direction. Nothing panics, and the input alone
///   determines the result, bit for bit.
///
/// `tests/learn/every/affinity.rs` checks these laws for every entry.
///
/// # Example
///
/// The weight 1 on the only pair pulls a row at (3, 4) towards a reference at the origin, along their distance:
///
/// ```
/// use pushpull_learn::affinity::{Compared, LIST};
/// use pushpull_learn::num::Matrix;
/// use pushpull_learn::pair_matrix::PairMatrix;
/// use pushpull_learn::spec::find;
///
/// let euclidean = find(LIST, "euclidean").unwrap();
/// let (rows, references) = (Matrix::from_column_slice(2, 1, &[3.0, 4.0]), Matrix::zeros(2, 1));
/// let affinities = euclidean.between(&rows, &references);
/// assert_eq!(affinities[(0, 0)], 5.0);
///
/// let weights = PairMatrix::from_element(1, 1, 1.0);
/// let compared = Compared { rows: &rows, references: &references, affinities: &affinities, weights: &weights, scale: 1.0 };
/// let (to_rows, to_references) = (euclidean.pull_back)(&compared);
/// assert!((to_rows - Matrix::from_column_slice(2, 1, &[0.6, 0.8])).amax() < 1e-12);
/// assert!((to_references - Matrix::from_column_slice(2, 1, &[-0.6, -0.8])).amax() < 1e-12);
/// ```
pub struct AffinitySpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Distance or similarity.
    pub orientation: Orientation,
    /// The value for two coinciding unit vectors.
    pub at_coincidence: f64,
    /// The greatest distance (see [`Self::turned`]) between two points of the unit circle or sphere.
    pub diameter: f64,
    /// Whether vectors of any lengths are most alike when they coincide, so that no distance is negative.
    pub nearest_at_coincidence: bool,
    /// Converts a distance (see [`Self::turned`]) between two points of the unit circle or sphere to the length of the straight line
    /// between them.
    pub chord: fn(f64) -> f64,
    /// The affinity of two vectors with the same number of coordinates.
    pub value: fn(&[f64], &[f64]) -> f64,
    /// Fills an N×M matrix with the affinities of rows (d×N) and references (d×M): [`Self::value`], without a call per pair.
    pub fill: fn(rows: &Matrix, references: &Matrix, into: &mut PairMatrix),
    /// The chain rule: Σⱼ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂xᵢ for the rows (d×N), and Σᵢ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂rⱼ for the references (d×M).
    pub pull_back: fn(&Compared) -> Gradients,
}
has_entry!(AffinitySpec, words);

impl AffinitySpec {
    /// All affinities of rows with references: N×M.
    pub fn between(&self, rows: &Matrix, references: &Matrix) -> PairMatrix {
        let mut affinities = PairMatrix::default();
        (self.fill)(rows, references, &mut affinities);
        affinities
    }

    /// Converts an affinity to the asked kind.
    pub fn turned(&self, value: f64, asked: Orientation) -> f64 {
        if asked == self.orientation { value } else { self.at_coincidence - value }
    }

    /// Whether it depends on directions only, not on lengths.
    pub fn is_scale_free(&self) -> bool {
        (self.value)(&[1.0, 0.0], &[1.0, 1.0]) == (self.value)(&[2.0, 0.0], &[2.0, 2.0])
    }

    /// ∂turned/∂value: 1 or −1.
    pub fn turn(&self, asked: Orientation) -> f64 {
        if asked == self.orientation { 1.0 } else { -1.0 }
    }
}

/// The coordinates of one point (a column) of a matrix.
pub fn point(points: &Matrix, i: usize) -> &[f64] {
    let d = points.nrows();
    &points.as_slice()[i * d..(i + 1) * d]
}

/// Distance as it is measured where nothing else is said.
pub static PLAIN: &AffinitySpec = &euclidean::SPEC;

/// All affinities, in the order of the menu.
pub static LIST: &[AffinitySpec] = &[euclidean::SPEC, squared_euclidean::SPEC, cosine::SPEC, dot::SPEC];
