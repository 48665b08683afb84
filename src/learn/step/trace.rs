//! Trace: what one look at a state saw, and what a loss says of given embeddings.

use crate::learn::compare::{Relation, Relations, Tuples};
use crate::learn::loss::LossOutput;
use crate::learn::metric::TripletCounts;
use crate::learn::num::{Matrix, all_finite};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::scheme::Who;
use std::ops::AddAssign;
use std::rc::Rc;

/// What one look at a state saw.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The batch: indices of points.
    pub batch: Vec<usize>,
    /// The point behind every row.
    pub points: Vec<usize>,
    /// The rows' embeddings: d×N.
    pub rows: Matrix,
    /// Whom every reference stands for.
    pub who: Vec<Who>,
    /// The references' embeddings: d×M.
    pub references: Matrix,
    /// Distances of rows to references: N×M.
    pub distances: Rc<PairMatrix>,
    /// What the references are to the rows.
    pub relations: Relations,
    /// What the miner selected.
    pub tuples: Tuples,
    /// The loss after reduction.
    pub loss: f64,
    /// The terms of the loss: triplets, pairs or tuples.
    pub terms: usize,
    /// The terms above zero.
    pub active: usize,
    /// The mean of the terms above zero; 0 without one.
    pub active_loss: f64,
    /// The loss's value if all embeddings of this batch coincided, after the same reduction.
    pub collapse_loss: f64,
    /// ∂L/∂distance after reduction: N×M; positive pulls, negative pushes.
    pub weights: PairMatrix,
    /// How many of the batch's triplets are hard, semi-hard and easy at the loss's margin (0 where it has none).
    pub counts: TripletCounts,
    /// Σ W D / ½ Σ |W|: the mean distance that is pulled less the mean distance that is pushed, by pair weights W. Above 0 the
    /// embedding is told to contract, below 0 to expand (Euler's theorem: ⟨E, ∂L/∂E⟩ is a positive multiple). For the triplet hinge it is
    /// the mean over active triplets of ℓ − m. `None` where nothing is weighed or scale has no meaning.
    pub scale: Option<f64>,
    /// ∂L/∂raw embedding of the rows, before the head: d×N.
    pub gradient: Matrix,
    /// The gradient of each trained tower's parameters; empty for an untrained one.
    pub parameter_gradients: Vec<Vec<Matrix>>,
    /// Its Euclidean norm over all trained parameters, before clipping.
    pub gradient_norm: f64,
    /// The gradient of what the loss learns, shaped like `Learned::parameters`.
    pub learned_gradients: [Matrix; 2],
}

impl Trace {
    /// Whether the loss and the whole gradient are finite.
    pub fn is_finite(&self) -> bool {
        let seen = self.learned_gradients.iter().chain([&self.rows]);
        self.loss.is_finite() && self.gradient_norm.is_finite() && all_finite(seen)
    }

    /// The first row that a point is behind.
    pub fn row_of(&self, point: usize) -> Option<usize> {
        self.points.iter().position(|p| *p == point)
    }

    /// The first reference that stands for a point as it is now.
    pub fn reference_of(&self, point: usize) -> Option<usize> {
        self.who.iter().position(|who| who.point() == Some(point))
    }

    /// The reference that is the proxy of a class.
    pub fn proxy_of(&self, class: usize) -> Option<usize> {
        self.who.iter().position(|who| *who == Who::Class(class))
    }

    /// Adds to the rows' gradients (d×N) those of the references (d×M) that are rows.
    pub fn add_to_rows(&self, to_rows: &mut Matrix, to_references: &Matrix) {
        for (who, to_reference) in self.who.iter().zip(to_references.column_iter()) {
            if let Some(row) = who.row() {
                to_rows.column_mut(row).add_assign(&to_reference);
            }
        }
    }

    /// The mean distance over pairs of this relation, or `None` without such a pair.
    pub fn mean_distance(&self, wanted: impl Fn(Relation) -> bool) -> Option<f64> {
        let (mut sum, mut pairs) = (0.0, 0_usize);
        for i in 0..self.relations.rows() {
            for (relation, distance) in self.relations.row(i).iter().zip(self.distances.row(i)) {
                if wanted(*relation) {
                    sum += distance;
                    pairs += 1;
                }
            }
        }
        (pairs > 0).then(|| sum / pairs as f64)
    }
}

/// What a loss says about given embeddings, reduced.
pub struct Weighed {
    /// Distances of rows to references: N×M.
    pub distances: Rc<PairMatrix>,
    /// What the miner selected.
    pub tuples: Tuples,
    /// The loss's own output, before reduction.
    pub output: LossOutput,
    /// The reduced loss.
    pub loss: f64,
    /// The loss at total collapse, reduced.
    pub collapse_loss: f64,
    /// What the output's weights are multiplied by to be ∂L/∂affinity.
    pub scale: f64,
    /// Affinities in their own orientation: N×M.
    pub affinities: Rc<PairMatrix>,
    /// ∂L/∂learned number.
    pub to_numbers: Vec<f64>,
}

impl Weighed {
    /// ∂L/∂affinity, reduced: N×M.
    pub fn weights(&self) -> PairMatrix {
        self.output.weights.map(|w| w * self.scale)
    }
}

/// What a loss says about given raw embeddings, and how it would have everything moved.
pub struct Verdict {
    /// The loss with everything on the way to it.
    pub weighed: Weighed,
    /// ∂L/∂raw embedding of the rows, before the head: d×N.
    pub gradient: Matrix,
    /// The gradient of what the loss learns, shaped like `Learned::parameters`.
    pub learned_gradients: [Matrix; 2],
}
