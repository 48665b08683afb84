//! Affinities: one number for how far apart, or how alike, two embeddings are.
//!
//! An affinity is a distance (small = alike) or a similarity (large = alike). Losses and miners that read the other kind get it turned
//! round by [`AffinitySpec::turned`]: distance = value of coincidence − similarity, and the same the other way.

use super::num::Matrix;
use super::pair_matrix::PairMatrix;
use super::spec::{Entry, has_entry};

mod cosine;
mod dot;
mod euclidean;
mod loops;
mod squared_euclidean;

pub use loops::{Compared, Gradients};

/// Below this length a difference has no direction and its gradient is 0 (a subgradient of the norm).
pub const TINY: f64 = 1e-12;

/// Which end of the scale means "alike".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Small means alike.
    Distance,
    /// Large means alike.
    Similarity,
}

/// An entry of [`LIST`].
pub struct AffinitySpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Distance or similarity.
    pub orientation: Orientation,
    /// The value for two unit vectors that coincide.
    pub at_coincidence: f64,
    /// The greatest distance (see [`Self::turned`]) between two points of the unit circle or sphere.
    pub diameter: f64,
    /// Whether no two vectors of any lengths are more alike than two that coincide, so that no distance is below 0.
    pub nearest_at_coincidence: bool,
    /// The length of the straight line between two points of the unit circle or sphere at a distance (see [`Self::turned`]).
    pub chord: fn(f64) -> f64,
    /// The affinity of two vectors of equal length.
    pub value: fn(&[f64], &[f64]) -> f64,
    /// Fills a matrix with the affinities of rows (d×N) and references (d×M): [`Self::value`] without a call for each pair.
    pub fill: fn(rows: &Matrix, references: &Matrix, into: &mut PairMatrix),
    /// The chain rule, ∂L/∂xᵢ = Σⱼ Wᵢⱼ ∂A(xᵢ, rⱼ)/∂xᵢ and the same for the references.
    pub pull_back: fn(&Compared) -> Gradients,
}
has_entry!(AffinitySpec);

impl AffinitySpec {
    /// All affinities of rows with references: N×M.
    pub fn between(&self, rows: &Matrix, references: &Matrix) -> PairMatrix {
        let mut affinities = PairMatrix::default();
        (self.fill)(rows, references, &mut affinities);
        affinities
    }

    /// An affinity as the asked kind.
    pub fn turned(&self, value: f64, asked: Orientation) -> f64 {
        if asked == self.orientation { value } else { self.at_coincidence - value }
    }

    /// Whether it sees directions only, so that longer vectors are as alike as short ones.
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

/// All affinities, in the order of the menu.
pub static LIST: &[AffinitySpec] = &[euclidean::SPEC, squared_euclidean::SPEC, cosine::SPEC, dot::SPEC];
