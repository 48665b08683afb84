//! What a loss gets and what it gives: affinities, relations and tuples in; a sum, counts and weights out.

use crate::learn::compare::{Relations, Tuples};
use crate::learn::pair_matrix::PairMatrix;

/// The input of a loss.
pub struct LossInput<'a> {
    /// Affinities in the orientation that the loss [`reads`](super::LossSpec::reads): N×M.
    pub affinities: &'a PairMatrix,
    /// The relation of every row to every reference: N×M.
    pub relations: &'a Relations,
    /// The tuples that the miner selected.
    pub tuples: &'a Tuples,
    /// The learned numbers, one for each of [`Learns::numbers`](super::Learns::numbers).
    pub numbers: &'a [f64],
}

impl LossInput<'_> {
    /// The cell with the affinity of a positive and a negative; if they were never compared, the anchor stands in for its positive.
    pub(super) fn beyond(&self, anchor: usize, positive: usize, negative: usize) -> (usize, usize) {
        if self.relations.within { (positive, negative) } else { (anchor, negative) }
    }
}

/// The output of a loss.
#[derive(Clone, Debug, Default)]
pub struct LossOutput {
    /// The sum over all terms.
    pub sum: f64,
    /// The number of terms: triplets, pairs or tuples.
    pub terms: usize,
    /// The number of active terms: those above zero, and those that have a slope whatever their value.
    pub active: usize,
    /// ∂sum/∂affinity: N×M. The pairs (i, j) and (j, i) have separate weights. For a distance, a positive weight pulls the pair together.
    pub weights: PairMatrix,
    /// ∂sum/∂number for each of [`Learns::numbers`](super::Learns::numbers).
    pub to_numbers: Vec<f64>,
}

impl LossOutput {
    /// Removes all terms and shapes the output for N×M affinities, keeping its memory.
    pub fn clear(&mut self, input: &LossInput) {
        self.clear_for(input, false);
    }

    /// Like [`Self::clear`], but may leave the weights to the loss: see [`Loss::clears_weights`](super::Loss::clears_weights).
    pub fn clear_for(&mut self, input: &LossInput, loss_clears_weights: bool) {
        let (rows, columns) = input.affinities.shape();
        match loss_clears_weights {
            true => self.weights.shape_to(rows, columns),
            false => self.weights.clear(rows, columns),
        }
        self.to_numbers.clear();
        self.to_numbers.resize(input.numbers.len(), 0.0);
        (self.sum, self.terms, self.active) = (0.0, 0, 0);
    }

    /// Adds sum and counts of other rows.
    pub(in crate::learn) fn count(&mut self, other: &Self) {
        self.sum += other.sum;
        self.terms += other.terms;
        self.active += other.active;
    }

    /// Becomes this many terms of one value, without weights.
    pub(super) fn become_equal(&mut self, value: f64, terms: usize) {
        self.active = if value > 0.0 { terms } else { 0 };
        (self.sum, self.terms) = (value * terms as f64, terms);
    }

    /// Adds one term.
    pub(super) fn add(&mut self, value: f64) {
        self.sum += value;
        self.terms += 1;
        self.active += usize::from(value > 0.0);
    }

    /// Adds several terms by their sum; `silent` of them are 0.
    pub(super) fn add_many(&mut self, sum: f64, terms: usize, silent: usize) {
        self.sum += sum;
        self.terms += terms;
        self.active += terms - silent;
    }

    /// Adds one term that is active whatever its value.
    pub(super) fn add_at_work(&mut self, value: f64) {
        self.sum += value;
        self.terms += 1;
        self.active += 1;
    }
}
