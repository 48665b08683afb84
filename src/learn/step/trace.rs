//! Trace: the record of one look at a state, and a loss's result for given embeddings.

use crate::learn::compare::{Relation, Relations, Tuples};
use crate::learn::loss::LossOutput;
use crate::learn::metric::TripletCounts;
use crate::learn::num::{Matrix, all_finite};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::scheme::Who;
use std::ops::AddAssign;
use std::rc::Rc;

/// The record of one look at a state, before its update.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The batch: indices of points.
    pub batch: Vec<usize>,
    /// The point behind every row.
    pub points: Vec<usize>,
    /// The rows' embeddings: d×N.
    pub rows: Matrix,
    /// Whom each reference stands for.
    pub who: Vec<Who>,
    /// The references' embeddings: d×M.
    pub references: Matrix,
    /// Distances of rows to references: N×M.
    pub distances: Rc<PairMatrix>,
    /// The relation of every row to every reference: N×M.
    pub relations: Relations,
    /// The tuples that the miner selected.
    pub tuples: Tuples,
    /// The loss after reduction.
    pub loss: f64,
    /// The number of terms: triplets, pairs or tuples.
    pub terms: usize,
    /// The number of active terms.
    pub active: usize,
    /// The mean of the active terms; 0 without one.
    pub active_loss: f64,
    /// The loss if all embeddings of this batch coincided, after the same reduction.
    pub collapse_loss: f64,
    /// ∂L/∂distance after reduction: N×M; positive pulls, negative pushes.
    pub weights: PairMatrix,
    /// The numbers of hard, semi-hard and easy triplets in the batch, at the loss's margin (0 if it has none).
    pub counts: TripletCounts,
    /// Σ W D / ½ Σ |W|: the mean pulled distance minus the mean pushed distance, by pair weights W. If it is positive the gradient
    /// contracts the embedding, if negative it expands it (Euler's theorem: ⟨E, ∂L/∂E⟩ is a positive multiple). For the triplet hinge it is
    /// the mean of ℓ − m over active triplets. `None`, if there is no weight or scale means nothing.
    pub scale: Option<f64>,
    /// ∂L/∂raw embedding of the rows, before the head: d×N.
    pub gradient: Matrix,
    /// The gradient of each trained tower's parameters; empty for an untrained one.
    pub parameter_gradients: Vec<Vec<Matrix>>,
    /// The Euclidean norm of these gradients together, before clipping.
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

    /// The first row of a point.
    pub fn row_of(&self, point: usize) -> Option<usize> {
        self.points.iter().position(|p| *p == point)
    }

    /// The first reference that stands for a point embedded in this step.
    pub fn reference_of(&self, point: usize) -> Option<usize> {
        self.who.iter().position(|who| who.point() == Some(point))
    }

    /// The reference that is a class's proxy.
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

    /// The mean distance over pairs with this relation; `None` without such a pair.
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

/// A loss's result for given embeddings, reduced.
pub struct Weighed {
    /// Distances of rows to references: N×M.
    pub distances: Rc<PairMatrix>,
    /// The tuples that the miner selected.
    pub tuples: Tuples,
    /// The loss's own output, before reduction.
    pub output: LossOutput,
    /// The reduced loss.
    pub loss: f64,
    /// The loss at total collapse, reduced.
    pub collapse_loss: f64,
    /// The factor that turns the output's weights into ∂L/∂affinity.
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

/// A loss's result for given raw embeddings, with all gradients.
pub struct Verdict {
    /// The loss and everything that leads to it.
    pub weighed: Weighed,
    /// ∂L/∂raw embedding of the rows, before the head: d×N.
    pub gradient: Matrix,
    /// The gradient of what the loss learns, shaped like `Learned::parameters`.
    pub learned_gradients: [Matrix; 2],
}
