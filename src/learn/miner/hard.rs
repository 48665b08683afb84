//! Hardest negative: for each anchor–positive pair the nearest negative.

use super::{Miner, MinerSpec, anchors, least};
use crate::learn::compare::{Relations, Tuples};
use crate::learn::num::Matrix;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "hard",
        name: "Hardest negative",
        also_known_as: &[],
        gist: "Each anchor and positive against the nearest negative. The most informative triplet there is, or the wrongly labelled one.",
        formula: r"n = \arg\min_{n \in N(a)} D_{an}",
        citation: Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.2)",
            link: "https://arxiv.org/abs/1503.03832",
        },
        params: &[],
    },
    build: |_| Box::new(Hard),
};

struct Hard;

impl Miner for Hard {
    fn mine(&self, distances: &Matrix, relations: &Relations, _: &mut Rng) -> Tuples {
        let mut tuples = Tuples::default();
        for (a, positives, negatives) in anchors(relations) {
            tuples.push_shared(a, positives, least(negatives, |n| distances[(a, n)]));
        }
        tuples
    }
}
