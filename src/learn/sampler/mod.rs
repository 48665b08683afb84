//! Samplers: which points make up the batch of a step.

use super::random::Rng;
use super::spec::{Entry, Params, has_entry};

mod balanced;
mod full;

/// Draws a batch.
pub trait Sampler {
    /// The indices of the points of one batch, from the labels that training is given.
    fn sample(&self, labels: &[usize], rng: &mut Rng) -> Vec<usize>;
}

/// An entry of [`LIST`].
pub struct SamplerSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Makes the sampler.
    pub build: fn(&Params) -> Box<dyn Sampler>,
}
has_entry!(SamplerSpec);

/// All samplers, in the order of the menu.
pub static LIST: &[SamplerSpec] = &[balanced::SPEC, full::SPEC];
