//! Samplers: which points make up the batch of a step.

use super::pair_matrix::LARGEST_BATCH;
use super::random::Rng;
use super::spec::{Entry, Params, has_entry};

mod balanced;
mod full;
mod uniform;

/// A sampler: draws batches.
///
/// Each step calls [`Self::sample`] first, with the given labels of the training points and the stream `batch` of that step. Nothing is
/// remembered between batches: the stream alone determines the draw. The batch is empty only if there is no point; a point may occur twice.
/// `tests/learn/every/sampler.rs` checks this.
pub trait Sampler {
    /// The indices of the points of one batch, as positions in `labels`.
    fn sample(&self, labels: &[usize], rng: &mut Rng) -> Vec<usize>;
}

/// An entry of [`LIST`].
pub struct SamplerSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// The most points of a batch, from data with at most so many classes and points.
    pub most: fn(&Params, [usize; 2]) -> usize,
    /// Makes the sampler.
    pub build: fn(&Params) -> Box<dyn Sampler>,
}
has_entry!(SamplerSpec, words; LARGEST_BATCH);

/// All samplers, in the order of the menu.
pub static LIST: &[SamplerSpec] = &[balanced::SPEC, full::SPEC, uniform::SPEC];
