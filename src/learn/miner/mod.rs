//! Miners: which tuples of a batch the loss gets to see.
//!
//! Every miner reads distances (N×M) and relations. Ties go to the lowest index. An anchor without a positive or without a negative is
//! dropped.

use super::compare::{Relation, Relations, Tuples};
use super::num::Matrix;
use super::random::Rng;
use super::spec::{Entry, Params, has_entry};

mod all;
mod batch_hard;
mod hard;
mod random;
mod semi_hard;

/// Selects tuples.
pub trait Miner {
    /// Tuples from distances and relations, both N×M.
    fn mine(&self, distances: &Matrix, relations: &Relations, rng: &mut Rng) -> Tuples;
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

/// The anchors that have both, each with its positives and negatives.
fn anchors(relations: &Relations) -> impl Iterator<Item = (usize, Vec<usize>, Vec<usize>)> + '_ {
    (0..relations.rows()).filter_map(|a| {
        let positives: Vec<usize> = relations.of(a, Relation::Positive).collect();
        let negatives: Vec<usize> = relations.of(a, Relation::Negative).collect();
        (!positives.is_empty() && !negatives.is_empty()).then_some((a, positives, negatives))
    })
}

/// The candidate with the least key, the first one of equals.
fn least(candidates: impl IntoIterator<Item = usize>, key: impl Fn(usize) -> f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for candidate in candidates {
        let k = key(candidate);
        if best.is_none_or(|(_, least)| k < least) {
            best = Some((candidate, k));
        }
    }
    best.map(|(candidate, _)| candidate)
}
