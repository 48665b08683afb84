//! Misfits: choices that have no meaning together, each with the reason that a learner is given.
//!
//! A misfit reads what entries say of themselves and never who they are, so that a new entry falls under it by itself.

use super::affinity::AffinitySpec;
use super::dataset::DatasetSpec;
use super::encoder::EncoderSpec;
use super::head::HeadSpec;
use super::loss::LossSpec;
use super::miner::MinerSpec;
use super::optimizer::OptimizerSpec;
use super::reduction::ReductionSpec;
use super::sampler::SamplerSpec;
use super::scheme::SchemeSpec;

/// The entry that is chosen in each room.
pub struct Chosen {
    /// The data.
    pub data: &'static DatasetSpec,
    /// What embeds it.
    pub encoder: &'static EncoderSpec,
    /// Where embeddings live.
    pub head: &'static HeadSpec,
    /// What draws batches.
    pub sampler: &'static SamplerSpec,
    /// What is compared with what.
    pub scheme: &'static SchemeSpec,
    /// How two embeddings are compared.
    pub affinity: &'static AffinitySpec,
    /// What selects tuples.
    pub miner: &'static MinerSpec,
    /// What weighs pairs.
    pub loss: &'static LossSpec,
    /// What the sum is divided by.
    pub reduction: &'static ReductionSpec,
    /// What moves the parameters.
    pub optimizer: &'static OptimizerSpec,
}

/// A combination that has no meaning.
pub struct Misfit {
    /// The keys of the rooms that take part; another choice in the first is the way out that is named.
    pub rooms: &'static [&'static str],
    /// Why, as the end of a sentence.
    pub reason: &'static str,
    /// Whether these choices are such a combination.
    pub holds: fn(&Chosen) -> bool,
}

/// All misfits.
pub static LIST: &[Misfit] = &[Misfit {
    rooms: &["affinity", "loss", "head"],
    reason: "away from the unit circle this similarity exceeds that of coinciding points, so distances fall below 0, and a loss that squares them would push positives apart",
    holds: |c| c.loss.squares_distances && !c.affinity.nearest_at_coincidence && !c.head.unit,
}];
