//! Samples: the embedding of the data set at chosen steps, for figures that are too expensive for every step. They are computed when
//! needed.
//!
//! The step's number alone decides whether it is chosen: the first 64 steps, then 32 between a number and its double. So a run that was
//! replayed, branched or opened from a link has the same samples, and the longest has about 330.

use crate::learn::look::teacher;
use crate::learn::metric::{Evaluation, Ranks, alignment_and_uniformity, draw, effective_rank, percentiles};
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::principal;
use crate::learn::step::{Pipeline, State, Trace};
use std::cell::OnceCell;
use std::rc::Rc;

/// The number of chosen steps between a number and its double.
const PER_DOUBLING: u64 = 32;

/// The most points of either part that are looked at: few enough for all their pairs.
const POINTS: usize = 1000;

/// The distance between the chosen steps around a step.
pub fn stride(step: u64) -> u64 {
    1 << (step / PER_DOUBLING).checked_ilog2().unwrap_or(0)
}

/// Retrieval as [`Ranks`] counts it, by true and by given labels.
#[derive(Debug, PartialEq)]
pub struct Retrieval {
    /// By the true labels.
    pub truth: Ranks,
    /// By the given labels, if they differ from the true ones.
    pub given: Option<Ranks>,
    /// For held-out points by the true labels, if there are any.
    pub held_out: Option<Ranks>,
}

/// The whole data set at one step.
pub struct Sample {
    pipeline: Rc<Pipeline>,
    /// The points that are trained on, and those that are held out; of more than [`POINTS`] so many that are drawn.
    points: [Vec<usize>; 2],
    raw: Matrix,
    held_out: Option<Matrix>,
    retrieval: OnceCell<Retrieval>,
    distances: OnceCell<Option<[f64; 5]>>,
    lengths: OnceCell<Option<[f64; 5]>>,
    hypersphere: OnceCell<[Option<f64>; 2]>,
    axes: OnceCell<Matrix>,
    rank: OnceCell<Option<f64>>,
    /// How undecided a teacher is about a point, how evenly it uses its prototypes, and how far the student is from it.
    pub teacher: [Option<f64>; 3],
    /// How far the centres of points and words lie apart.
    pub gap: Option<f64>,
}

impl Sample {
    /// The whole data set in a state, which a trace has looked at.
    pub fn of(pipeline: &Rc<Pipeline>, state: &State, trace: &Trace) -> Self {
        let few = |points: &[usize]| draw(points.len(), POINTS).into_iter().map(|place| points[place]).collect();
        let points: [Vec<usize>; 2] = [pipeline.dataset.training(), pipeline.dataset.held_out()].map(few);
        let raw = pipeline.embed_raw(state, &points[0]);
        let held_out = Some(&points[1]).filter(|points| !points.is_empty());
        let held_out = held_out.map(|points| pipeline.embed_raw(state, points));
        let taught = pipeline.taught(state, &points[0]).map(|relations| relations.targets);
        let entropy = |of: fn(&PairMatrix) -> Option<f64>| of(taught.as_ref()?);
        let teacher = [entropy(teacher::of_each), entropy(teacher::of_mean), teacher::divergence(pipeline, trace)];
        let embeddings = pipeline.reads_words().then(|| (pipeline.head.forward)(&raw));
        let gap = embeddings.and_then(|embeddings| pipeline.gap(state, &points[0], &embeddings));
        let (retrieval, distances, lengths, hypersphere, axes, rank) = Default::default();
        let pipeline = Rc::clone(pipeline);
        Self { pipeline, points, raw, held_out, retrieval, distances, lengths, hypersphere, axes, rank, teacher, gap }
    }

    fn evaluation(&self, raw: &Matrix, points: &[usize], labels: &[usize]) -> Evaluation {
        let labels: Vec<usize> = points.iter().map(|i| labels[*i]).collect();
        Evaluation::new(&(self.pipeline.head.forward)(raw), &labels, self.pipeline.affinity, 0.0)
    }

    /// The evaluation of the training points.
    fn training(&self, labels: &[usize]) -> Evaluation {
        self.evaluation(&self.raw, &self.points[0], labels)
    }

    /// How well the nearest points agree in label.
    pub fn retrieval(&self) -> &Retrieval {
        self.retrieval.get_or_init(|| {
            let dataset = &self.pipeline.dataset;
            let noisy = dataset.given != dataset.truth;
            Retrieval {
                truth: self.training(&dataset.truth).ranks().clone(),
                given: noisy.then(|| self.training(&dataset.given).ranks().clone()),
                held_out: self
                    .held_out
                    .as_ref()
                    .map(|raw| self.evaluation(raw, &self.points[1], &dataset.truth).ranks().clone()),
            }
        })
    }

    /// The percentiles of all pair distances.
    pub fn distances(&self) -> Option<[f64; 5]> {
        *self.distances.get_or_init(|| {
            let evaluation = self.training(&self.pipeline.dataset.truth);
            percentiles([evaluation.positive(), evaluation.negative()].concat())
        })
    }

    /// The percentiles of the lengths of raw embeddings, before the head.
    pub fn lengths(&self) -> Option<[f64; 5]> {
        *self.lengths.get_or_init(|| percentiles(self.raw.column_iter().map(|e| e.norm()).collect()))
    }

    /// How many points were drawn, where they are not all.
    pub fn drawn(&self) -> Option<usize> {
        let count = self.points[0].len();
        (count < self.pipeline.dataset.training().len()).then_some(count)
    }

    /// The points that are trained on, as far as they are looked at, and their embeddings (d×N).
    pub fn embedding(&self) -> (&[usize], Matrix) {
        (&self.points[0], (self.pipeline.head.forward)(&self.raw))
    }

    /// The number of dimensions of the embedding.
    pub fn dimensions(&self) -> usize {
        self.pipeline.dimensions
    }

    /// The three axes along which the embedding spreads most (d×3), continuing those of the previous sample; for more than two dimensions.
    pub fn axes(&self, before: Option<&Matrix>) -> &Matrix {
        self.axes.get_or_init(|| principal::follow(&(self.pipeline.head.forward)(&self.raw), before))
    }

    /// How many directions the embedding uses.
    pub fn rank(&self) -> Option<f64> {
        *self.rank.get_or_init(|| effective_rank(&(self.pipeline.head.forward)(&self.raw)))
    }

    /// Alignment (by the true labels) and uniformity.
    pub fn hypersphere(&self) -> [Option<f64>; 2] {
        *self.hypersphere.get_or_init(|| {
            let dataset = &self.pipeline.dataset;
            let labels: Vec<usize> = self.points[0].iter().map(|i| dataset.truth[*i]).collect();
            alignment_and_uniformity(&self.raw, &labels)
        })
    }
}

/// The samples of a run by step, ascending.
#[derive(Clone, Default)]
pub struct Samples(Vec<(u64, Rc<Sample>)>);

impl Samples {
    /// Takes the sample of a step, if the step is chosen.
    pub fn offer(&mut self, step: u64, sample: impl FnOnce() -> Sample) {
        if step.is_multiple_of(stride(step)) && self.get(step).is_none() {
            self.0.insert(self.before(step), (step, Rc::new(sample())));
        }
    }

    /// Drops the samples from this step on.
    pub fn forget_from(&mut self, step: u64) {
        self.0.truncate(self.before(step));
    }

    /// The sample of a step.
    pub fn get(&self, step: u64) -> Option<&Sample> {
        self.0.get(self.before(step)).filter(|(k, _)| *k == step).map(|(_, sample)| sample.as_ref())
    }

    /// The sampled steps, ascending.
    pub fn steps(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().map(|(step, _)| *step)
    }

    /// The number of samples before a step.
    fn before(&self, step: u64) -> usize {
        self.0.partition_point(|(k, _)| *k < step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_become_rarer_as_the_run_goes_on() {
        let chosen: Vec<u64> = (0..=20_000_u64).filter(|k| k.is_multiple_of(stride(*k))).collect();
        assert_eq!(chosen[..66], [(0..64).collect::<Vec<_>>(), vec![64, 66]].concat());
        assert!(chosen.len() < 340, "{}", chosen.len());
        for pair in chosen.windows(2) {
            assert!(pair[1] - pair[0] <= (pair[1] / PER_DOUBLING).max(1), "{pair:?}");
        }
    }
}
