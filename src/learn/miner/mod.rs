//! Miners: which tuples of a batch the loss gets to see.
//!
//! Every miner reads distances (N×M) and relations. Ties go to the lowest index. An anchor without a positive or without a negative is
//! dropped, except by miners of pairs.

use super::compare::Tuples;
use super::random::Rng;
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry};

mod all;
mod batch_hard;
mod definition;
mod hard;
mod input;
mod random;
mod row;
mod semi_hard;

pub use all::All;
pub use definition::{DEFINITIONS, Definition};
pub use input::MineInput;

/// Selects tuples.
pub trait Miner {
    /// The tuples of a batch.
    fn mine(&self, input: &MineInput, rng: &mut Rng) -> Tuples;
}

/// An entry of [`LIST`].
pub struct MinerSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Makes the miner.
    pub build: fn(&Params) -> Box<dyn Miner>,
}
has_entry!(MinerSpec);

/// All miners, in the order of the menu.
pub static LIST: &[MinerSpec] = &[all::SPEC, random::SPEC, semi_hard::SPEC, hard::SPEC, batch_hard::SPEC];

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
