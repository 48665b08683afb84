//! Batch-hard: for each anchor the farthest positive and the nearest negative.

use super::row::{farthest, nearest};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "batch-hard",
        name: "Batch-hard",
        also_known_as: prose(&[]),
        gist: prose(
            "The farthest positive and the nearest negative of each anchor: one triplet, the worst in the batch.",
        ),
        formula: prose(r"p = \arg\max_{p \in a^{+}} D_{ap},\quad n = \arg\min_{n \in a^{-}} D_{an}"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017, In Defense of the Triplet Loss for Person Re-Identification",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[],
    },
    words: "the [hardest positive and negative] for every anchor",
    geometry: Geometry::Order,
    build: |_| Box::new(BatchHard),
};

struct BatchHard;

impl Miner for BatchHard {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| {
            if let (Some(p), Some(n)) = (farthest(&row.positives), nearest(&row.negatives)) {
                tuples.push(row.anchor, p.index, [n.index]);
            }
        });
    }
}
