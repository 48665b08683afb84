//! Trace: the record of one look at a state, and a loss's result for given embeddings.

use crate::learn::compare::{Relation, Relations, Tuples};
use crate::learn::loss::LossOutput;
use crate::learn::metric::TripletCounts;
use crate::learn::num::{Matrix, all_finite};
use crate::learn::objective::Shown;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::relating::Relating;
use crate::learn::scheme::Who;
use std::ops::AddAssign;
use std::rc::Rc;

/// The record of one look at a state, before its update.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The batch: indices of points.
    pub batch: Vec<usize>,
    /// All rows of the step.
    pub whole: Whole,
    /// The positions in the batch of the rows below, if they are only some; empty, if they are all.
    pub places: Vec<usize>,
    /// The point behind every row.
    pub points: Vec<usize>,
    /// The rows' embeddings: d×N.
    pub rows: Matrix,
    /// Whom each reference stands for.
    pub who: Vec<Who>,
    /// Whether the gradient reaches each reference.
    pub reached: Vec<bool>,
    /// The references' embeddings: d×M.
    pub references: Matrix,
    /// Distances of rows to references: N×M.
    pub distances: Rc<PairMatrix>,
    /// The relation of every row to every reference: N×M.
    pub relations: Relations,
    /// The teacher's similarities of all rows of the step to its prototypes, if there is a teacher: N×K.
    pub taught: PairMatrix,
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
    /// What a loss of coordinates compares, instead of pairs.
    pub shown: Vec<Shown>,
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
        let seen = self.learned_gradients.iter().chain([&self.whole.embedding]);
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

    /// ∂L/∂distance of a row and a reference: of this order and, if the reference is a row, of the order in which it is the anchor. If the
    /// rows below are only some, that order is not known of all of them, and left out of all.
    pub fn pair_weight(&self, row: usize, reference: usize) -> f64 {
        let own = self.who.iter().position(|who| who.row() == Some(row)).filter(|_| self.places.is_empty());
        let other = self.who[reference].row().zip(own);
        self.weights[(row, reference)] + other.map_or(0.0, |order| self.weights[order])
    }

    /// The mean distance over all pairs of this relation, or `None` without such a pair.
    pub fn mean_distance(&self, relation: Relation) -> Option<f64> {
        self.pairs(relation).value()
    }

    /// All pairs of positives, or of negatives.
    pub fn pairs(&self, relation: Relation) -> Mean {
        self.whole.pairs[usize::from(relation != Relation::Positive)]
    }
}

/// All rows of a step, as far as known without a matrix of all pairs.
#[derive(Clone, Debug, Default)]
pub struct Whole {
    /// The step.
    pub step: u64,
    /// The point behind every row.
    pub points: Vec<usize>,
    /// The embedding of every row: d×N.
    pub embedding: Matrix,
    /// The number of mined tuples.
    pub tuples: usize,
    /// The number of triplets in them.
    pub triplets: usize,
    /// Distances of positive pairs, of negative pairs, and of both.
    pub pairs: [Mean; 3],
    /// How to repeat the step by blocks of rows, if it was made so.
    pub by_blocks: Option<Rc<ByBlocks>>,
}

/// What is needed to go through a step by blocks of rows again.
#[derive(Debug)]
pub struct ByBlocks {
    /// The relations of references to rows.
    pub relating: Relating,
    /// The first column of the rows among the references, if they are included.
    pub own: Option<usize>,
}

/// A sum of distances over pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    /// The sum.
    pub sum: f64,
    /// The number of pairs.
    pub pairs: usize,
}

impl Mean {
    /// The mean; `None` without a pair.
    pub fn value(self) -> Option<f64> {
        (self.pairs > 0).then(|| self.sum / self.pairs as f64)
    }

    fn add(&mut self, distance: f64) {
        self.sum += distance;
        self.pairs += 1;
    }
}

/// Adds the distances of some rows to the sums over positive pairs, negative pairs, and both.
pub(super) fn add_distances(pairs: &mut [Mean; 3], distances: &PairMatrix, relations: &Relations) {
    let [positive, negative, both] = pairs;
    for i in 0..relations.rows() {
        for (relation, distance) in relations.row(i).iter().zip(distances.row(i)) {
            match relation {
                Relation::Positive => positive.add(*distance),
                Relation::Negative => negative.add(*distance),
                Relation::Ignored => continue,
            }
            both.add(*distance);
        }
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
    /// What a loss of coordinates compares.
    pub shown: Vec<Shown>,
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
