//! A glimpse of the whole data set, cheap enough for every step: the spread of a few points and, now and then, retrieval.
//!
//! Verdicts need the past of these figures, however a step was reached, so every step's summary keeps them. The points are evenly spaced in
//! the order of the data set, class by class, and the same at every step. A glimpse changes nothing: it sees the state, and draws no number.
//!
//! It costs a tenth of a training step at the defaults, nearly all of it for the spread, and a fifth at 1,000 points in batches of 32;
//! with wrong labels and held-out points, which are searched as well, three tenths.

use crate::learn::affinity::Orientation;
use crate::learn::metric::Ranks;
use crate::learn::num::{Matrix, spread};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::relating::Relating;
use crate::learn::step::{Pipeline, State};
use serde::{Deserialize, Serialize};

/// The number of points whose spread is measured.
const POINTS: usize = 32;
/// Retrieval is measured so often; at the start, when it moves fastest, five times as often.
pub const EVERY: usize = 25;
/// The most points of a part among which is searched.
const SEARCHED: usize = 1000;
/// The most pairs of a query and such a point.
const PAIRS: usize = 1 << 14;

/// Figures of the whole data set at a step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Glimpse {
    /// Root mean square distance of some training points from their centroid, in coordinates.
    pub spread: f64,
    /// Retrieval, if the step is one at which it is [`measured`].
    pub retrieval: Option<Retrieval>,
}

/// MAP@R of a data set, exact up to 128 points; `None` where no point has a positive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Retrieval {
    /// Of training points, by the true labels.
    pub truth: Option<f64>,
    /// Of training points, by the given labels.
    pub given: Option<f64>,
    /// Of held-out points, by the true labels.
    pub held_out: Option<f64>,
    /// The share of the training points' triplets that are within the margin, by the true labels.
    pub active: Option<f64>,
    /// The number of these triplets.
    pub triplets: u64,
}

/// The last step up to this one at which retrieval is measured.
pub fn measured(step: usize) -> usize {
    step - step % if step < EVERY { EVERY / 5 } else { EVERY }
}

/// At most so many of these, evenly spaced.
fn spaced(points: &[usize], most: usize) -> Vec<usize> {
    let count = most.min(points.len());
    (0..count).map(|k| points[k * points.len() / count]).collect()
}

impl Glimpse {
    /// The embeddings of a few points.
    pub fn few(pipeline: &Pipeline, state: &State) -> Matrix {
        pipeline.embed(state, &spaced(pipeline.dataset.training(), POINTS))
    }

    /// A glimpse of a state at a step, given the embeddings of a few points.
    pub fn of(pipeline: &Pipeline, state: &State, few: &Matrix, step: u64) -> Self {
        Self {
            spread: spread(few),
            retrieval: (measured(step as usize) == step as usize).then(|| Retrieval::of(pipeline, state)),
        }
    }
}

impl Retrieval {
    /// The figure that a run is judged by: of held-out points where there are some.
    pub fn judged(&self) -> Option<f64> {
        self.held_out.or(self.truth)
    }

    /// The retrieval of a state.
    pub fn of(pipeline: &Pipeline, state: &State) -> Self {
        let dataset = &pipeline.dataset;
        let training = Part::of(pipeline, state, dataset.training());
        let truth = training.ranks(pipeline, &dataset.truth);
        let noisy = dataset.given != dataset.truth;
        let given = if noisy { training.ranks(pipeline, &dataset.given).map_at_r } else { truth.map_at_r };
        let held_out = Part::of(pipeline, state, dataset.held_out()).ranks(pipeline, &dataset.truth).map_at_r;
        let (active, triplets) = (truth.counts.active_fraction(), truth.counts.triplets);
        Self { truth: truth.map_at_r, given, held_out, active, triplets }
    }
}

/// Points of the data set, and the distances of some of them to all.
struct Part {
    points: Vec<usize>,
    queries: Vec<usize>,
    distances: PairMatrix,
}

impl Part {
    fn of(pipeline: &Pipeline, state: &State, points: &[usize]) -> Self {
        let points = spaced(points, SEARCHED);
        let places: Vec<usize> = (0..points.len()).collect();
        let queries = spaced(&places, PAIRS / points.len().max(1));
        let embedding: Matrix = pipeline.embed(state, &points);
        let mut distances = pipeline.affinity.between(&embedding.select_columns(&queries), &embedding);
        distances.apply(|a| pipeline.affinity.turned(a, Orientation::Distance));
        Self { points, queries, distances }
    }

    fn ranks(&self, pipeline: &Pipeline, labels: &[usize]) -> Ranks {
        let labels: Vec<usize> = self.points.iter().map(|i| labels[*i]).collect();
        let ids: Vec<usize> = (0..labels.len()).collect();
        let relations = Relating::supervised(&labels, &ids).select(&self.queries);
        Ranks::of(&self.distances, &relations, pipeline.loss.triplet_margin().unwrap_or(0.0))
    }
}
