//! Miners: which tuples of a batch the loss gets to see.
//!
//! Every miner reads distances (N×M) and relations. Ties go to the lowest index. An anchor without a positive or without a negative is
//! dropped, except by miners of pairs.

use super::compare::Tuples;
use super::random::Rng;
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry};

mod all;
mod angular;
mod batch_hard;
mod definition;
mod distance_weighted;
mod easy_positive;
mod hard;
mod hdc;
mod input;
mod multi_similarity;
mod n_hard;
mod pair_margin;
mod random;
mod random_first;
mod row;
mod semi_hard;
mod triplet_margin;

pub use all::All;
pub use definition::{DEFINITIONS, Definition};
pub use input::MineInput;

/// Selects tuples.
pub trait Miner {
    /// Adds the tuples of a batch.
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples);

    /// Whether an anchor's tuples depend on other rows than its own, or on where it stands.
    fn is_joint(&self) -> bool {
        false
    }

    /// The tuples of a batch.
    fn mine(&self, input: &MineInput, rng: &mut Rng) -> Tuples {
        let mut tuples = Tuples::default();
        self.select(input, rng, &mut tuples);
        tuples
    }
}

/// What a miner's rule asks of the distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geometry {
    /// Which one is greater, and by how much: any affinity will do.
    Order,
    /// How long the straight line between two embeddings is.
    Lengths,
    /// The same, and that embeddings have unit length.
    UnitLengths,
}

/// An entry of [`LIST`].
pub struct MinerSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// What its rule asks of the distances.
    pub geometry: Geometry,
    /// Makes the miner.
    pub build: fn(&Params) -> Box<dyn Miner>,
}
has_entry!(MinerSpec);

/// All miners, in the order of the menu.
pub static LIST: &[MinerSpec] = &[
    all::SPEC,
    random::SPEC,
    semi_hard::SPEC,
    hard::SPEC,
    batch_hard::SPEC,
    easy_positive::SPEC,
    n_hard::SPEC,
    triplet_margin::SPEC,
    distance_weighted::SPEC,
    multi_similarity::SPEC,
    pair_margin::SPEC,
    hdc::SPEC,
    angular::SPEC,
    random_first::SPEC,
];

/// A margin that follows the loss's.
const fn margin(help: &'static str) -> ParamSpec {
    ParamSpec {
        id: "margin",
        name: "margin",
        symbol: "m",
        unit: "distance",
        min: 0.0,
        max: 100.0,
        default: 0.2,
        scale: Scale::Linear { from: 0.05, to: 2.0, by: 0.05 },
        follows: Some("loss.margin"),
        help,
    }
}
