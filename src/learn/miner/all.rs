//! All: every pair of the batch, as every anchor with each of its positives and all of its negatives ("batch all").

use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "all",
        name: "All",
        also_known_as: prose(&[]),
        gist: prose(
            "No mining: every positive of every anchor against every negative. Once the classes begin to part, most of these triplets are easy: they neither pull nor push.",
        ),
        formula: prose(r"\{(a,p,n) : p \in a^{+},\ n \in a^{-}\}"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017 (batch all)",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[],
    },
    words: "[all positives and negatives] of every anchor",
    geometry: Geometry::Order,
    build: |_| Box::new(All),
};

/// Selects every pair of a batch.
pub struct All;

impl Miner for All {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        tuples.push_all(input.relations, input.asked());
    }
}
