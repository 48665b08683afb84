//! What points are worth to whoever knows their classes, and what a scheme of views asks of them without knowing any: figures of an embedding, of an
//! encoder before training and of the raw data. Only side by side do they tell what training has added, so they stand together where a run
//! reads no labels.

use crate::learn::affinity;
use crate::learn::dataset::Dataset;
use crate::learn::metric::{Evaluation, draw, linear_probe, of_views};
use crate::learn::num::Matrix;
use crate::learn::step::{Pipeline, State};

/// The figures, of the training points and their true classes. One that has no meaning is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Worth {
    /// recall@1.
    pub recall_at_1: Option<f64>,
    /// MAP@R.
    pub map_at_r: Option<f64>,
    /// The linear probe.
    pub probe: Option<f64>,
    /// The linear probe of the last hidden layer.
    pub hidden_probe: Option<f64>,
    /// Alignment of two views, or of points and their words, by direction alone.
    pub alignment: Option<f64>,
    /// Their uniformity.
    pub uniformity: Option<f64>,
}

/// The most points whose views are looked at.
const VIEWED: usize = 250;

impl Worth {
    /// Of the whole data set's embedding (d×N) in a state, which has been evaluated.
    pub fn of(pipeline: &Pipeline, state: &State, embedding: &Matrix, evaluation: &Evaluation) -> Self {
        let dataset = &pipeline.dataset;
        let hidden_probe = pipeline.hidden_all(state).and_then(|hidden| probe(&hidden, dataset));
        let [alignment, uniformity] = by_direction(pipeline.positives(state, &viewed(dataset)));
        Self { hidden_probe, alignment, uniformity, ..Self::by(evaluation, embedding, dataset) }
    }

    /// Of the embedding in a state, by the distance of the pipeline's affinity.
    pub fn of_state(pipeline: &Pipeline, state: &State) -> Self {
        let embedding = pipeline.embed_all(state);
        Self::of(pipeline, state, &embedding, &Evaluation::of(&embedding, &pipeline.dataset, pipeline.affinity, 0.0))
    }

    /// Of the features as they are, by Euclidean distance.
    pub fn of_features(pipeline: &Pipeline) -> Self {
        let dataset = &pipeline.dataset;
        let [alignment, uniformity] = by_direction(pipeline.two_views(&viewed(dataset)));
        let by_classes =
            Self::by(&Evaluation::of(&dataset.points, dataset, affinity::PLAIN, 0.0), &dataset.points, dataset);
        Self { alignment, uniformity, ..by_classes }
    }

    fn by(evaluation: &Evaluation, points: &Matrix, dataset: &Dataset) -> Self {
        let ranks = evaluation.ranks();
        Self {
            recall_at_1: ranks.recall_at_1,
            map_at_r: ranks.map_at_r,
            probe: probe(points, dataset),
            ..Self::default()
        }
    }
}

fn by_direction(positives: Option<[Matrix; 2]>) -> [Option<f64>; 2] {
    positives.map_or([None; 2], |positives| of_views(&positives))
}

/// The training points whose views are looked at.
fn viewed(dataset: &Dataset) -> Vec<usize> {
    let training = dataset.training();
    draw(training.len(), VIEWED).into_iter().map(|place| training[place]).collect()
}

/// The linear probe of the training points.
fn probe(points: &Matrix, dataset: &Dataset) -> Option<f64> {
    let training = dataset.training();
    let labels: Vec<usize> = training.iter().map(|i| dataset.truth[*i]).collect();
    linear_probe(&points.select_columns(training), &labels)
}
