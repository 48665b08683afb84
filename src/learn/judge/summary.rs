//! The few numbers of each step that are kept for the whole run; its history is a list of them.

use super::glimpse::Glimpse;
use super::unlabelled::Unlabelled;
use crate::learn::compare::Relation;
use crate::learn::num::spread;
use crate::learn::step::{Pipeline, State, Trace};
use serde::{Deserialize, Serialize};

/// One step's batch in numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The loss after reduction.
    pub loss: f64,
    /// The loss if the batch were collapsed to a point.
    pub collapse_loss: f64,
    /// The mean of the active terms; 0 without one.
    pub active_loss: f64,
    /// The number of terms: triplets, pairs or tuples.
    pub terms: usize,
    /// The number of active terms.
    pub active: usize,
    /// The number of mined tuples.
    pub tuples: usize,
    /// The number of hard triplets in the batch: the negative is no farther than the positive.
    pub hard: u64,
    /// The number of semi-hard triplets: the negative is farther, but within the margin.
    pub semi_hard: u64,
    /// The number of triplets in the batch.
    pub triplets: u64,
    /// The mean distance of the batch's positive pairs.
    pub mean_positive: Option<f64>,
    /// The mean distance of the batch's negative pairs.
    pub mean_negative: Option<f64>,
    /// The mean distance of both.
    pub mean_pair: Option<f64>,
    /// Root mean square distance of the batch from its centroid, in coordinates.
    pub spread: f64,
    /// The mean pulled distance minus the mean pushed distance, by pair weights; see [`Trace::scale`].
    pub scale: Option<f64>,
    /// The length of the gradient over all parameters.
    pub gradient_norm: f64,
    /// The margin of a triplet loss.
    pub margin: Option<f64>,
    /// The greatest distance that two embeddings can have; `None` where they can have any.
    pub reach: Option<f64>,
    /// The whole data set.
    pub whole: Glimpse,
    /// Figures of a scheme that reads no labels.
    pub unlabelled: Option<Unlabelled>,
}

impl Summary {
    /// The summary of a step: of a state, and of the trace of it.
    pub fn of(pipeline: &Pipeline, state: &State, trace: &Trace) -> Self {
        let few = Glimpse::few(pipeline, state);
        Self {
            loss: trace.loss,
            collapse_loss: trace.collapse_loss,
            active_loss: trace.active_loss,
            terms: trace.terms,
            active: trace.active,
            tuples: trace.whole.tuples,
            hard: trace.counts.hard,
            semi_hard: trace.counts.semi_hard,
            triplets: trace.counts.triplets,
            mean_positive: trace.mean_distance(Relation::Positive),
            mean_negative: trace.mean_distance(Relation::Negative),
            mean_pair: trace.whole.pairs[2].value(),
            spread: spread(&trace.whole.embedding),
            scale: trace.scale,
            gradient_norm: trace.gradient_norm,
            margin: pipeline.loss.triplet_margin(),
            reach: pipeline.head.unit.then_some(pipeline.affinity.diameter),
            unlabelled: Unlabelled::of(pipeline, trace, &few),
            whole: Glimpse::of(pipeline, state, &few, trace.whole.step),
        }
    }

    /// The active share of the terms; `None`, if nothing was mined.
    pub fn active_fraction(&self) -> Option<f64> {
        (self.terms > 0).then(|| self.active as f64 / self.terms as f64)
    }
}
