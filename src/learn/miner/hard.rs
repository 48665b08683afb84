//! Hardest negative: for each anchor–positive pair the nearest negative.

use super::row::{indices, nearest};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "hard",
        name: "Hardest negative",
        also_known_as: prose(&[]),
        gist: prose(
            "The nearest negative for each anchor and positive: far ahead if the classes can be separated, but a collapse if one label in five is wrong.",
        ),
        formula: prose(r"n = \arg\min_{n \in a^{-}} D_{an}"),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2)",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[],
    },
    words: "the [hardest negative] for every anchor",
    geometry: Geometry::Order,
    build: |_| Box::new(Hard),
};

struct Hard;

impl Miner for Hard {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| {
            let n = nearest(&row.negatives).map(|n| n.index);
            tuples.push_shared(row.anchor, indices(&row.positives), n);
        });
    }
}
