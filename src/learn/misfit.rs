//! Misfits: choices that have no meaning together, and choices that have nothing to do beside others, each with the reason that a learner is
//! given.
//!
//! Both read what entries say of themselves and never who they are, so that a new entry falls under them by itself.

use super::affinity::{AffinitySpec, Orientation};
use super::dataset::DatasetSpec;
use super::encoder::EncoderSpec;
use super::head::HeadSpec;
use super::loss::{Exception, LossSpec, Proxies};
use super::miner::{Geometry, MinerSpec};
use super::optimizer::OptimizerSpec;
use super::reduction::ReductionSpec;
use super::sampler::SamplerSpec;
use super::scheme::SchemeSpec;
use super::step::Pipeline;

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
pub static LIST: &[Misfit] = &[
    Misfit {
        rooms: &["affinity", "loss", "head"],
        reason: "away from the unit circle or sphere this similarity exceeds that of coinciding points, so distances fall below 0, and a loss that squares them would push positives apart",
        holds: |c| c.loss.squares_distances && !c.affinity.nearest_at_coincidence && !c.head.unit,
    },
    Misfit {
        rooms: &["affinity", "loss", "head"],
        reason: "this loss adds to the angle between two embeddings, and only a cosine tells an angle: that is the cosine similarity, or the dot product on the unit circle or sphere",
        holds: |c| {
            let cosine =
                c.affinity.orientation == Orientation::Similarity && (c.affinity.nearest_at_coincidence || c.head.unit);
            c.loss.exceptions.contains(&Exception::OnlyCosines) && !cosine
        },
    },
    Misfit {
        rooms: &["affinity", "miner", "head"],
        reason: "away from the unit circle or sphere this similarity does not say how far apart two points are, and this miner reckons with lengths",
        holds: |c| c.miner.geometry != Geometry::Order && !c.affinity.nearest_at_coincidence && !c.head.unit,
    },
    Misfit {
        rooms: &["head", "miner", "affinity"],
        reason: "this miner's weights are those of distances between points of unit length",
        holds: |c| {
            let directions = c.affinity.orientation == Orientation::Similarity && c.affinity.nearest_at_coincidence;
            c.miner.geometry == Geometry::UnitLengths && !c.head.unit && !directions
        },
    },
];

/// A room whose choice makes no difference now: it is greyed out, and kept for when it does.
pub struct Idle {
    /// The key of the room.
    pub room: &'static str,
    /// Why, as what the loss does.
    pub reason: &'static str,
    /// Whether it is so.
    pub holds: fn(&Pipeline) -> bool,
}

/// All rooms that may be idle.
pub static IDLE: &[Idle] = &[
    Idle {
        room: "miner",
        reason: "compares every point with all class proxies: there is nothing to mine",
        holds: |pipeline| pipeline.loss.learns().proxies != Proxies::None,
    },
    Idle {
        room: "scheme",
        reason: "compares points with class proxies, and not with other points",
        holds: |pipeline| pipeline.loss.learns().proxies != Proxies::None,
    },
];

/// Why the choice in a room makes no difference in this pipeline, if it does not.
pub fn idle(pipeline: &Pipeline, room: &str) -> Option<String> {
    let found = IDLE.iter().find(|idle| idle.room == room && (idle.holds)(pipeline))?;
    Some(format!("{} {}.", pipeline.loss_spec.entry.name, found.reason))
}
