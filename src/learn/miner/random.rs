//! Random: for each anchor a few triplets, positive and negative drawn uniformly.

use super::row::drawn;
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Entry, FOLKLORE, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "random",
        name: "Random",
        also_known_as: prose(&[]),
        gist: prose(
            "One random positive and one random negative for each anchor. Soon almost every such triplet is easy, and learning becomes slow.",
        ),
        formula: prose(r"p \sim U(a^{+}),\quad n \sim U(a^{-})"),
        citation: FOLKLORE,
        params: &[ParamSpec {
            id: "count",
            name: "per anchor",
            symbol: "T",
            unit: "triplets",
            min: 1.0,
            max: 100.0,
            default: 1.0,
            scale: Scale::Integer { from: 1, to: 20, by: 1 },
            follows: None,
            help: prose("How many random triplets each anchor gets."),
        }],
    },
    words: "[{count||# random triplet|# random triplets}] for every anchor",
    geometry: Geometry::Order,
    build: |params| Box::new(Random { count: params.count("count") }),
};

struct Random {
    count: usize,
}

impl Miner for Random {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        input.every_anchor(|row| {
            for _ in 0..self.count {
                if let (Some(p), Some(n)) = (drawn(&row.positives, rng), drawn(&row.negatives, rng)) {
                    tuples.push(row.anchor, p.index, [n.index]);
                }
            }
        });
    }

    fn is_joint(&self) -> bool {
        true
    }
}
