//! Pair margin: positives farther than one distance, negatives nearer than another. Pairs are selected one by one.
//!
//! As tuples: each selected positive of an anchor with all its selected negatives. An anchor with only one kind keeps it, for losses of
//! pairs.

use super::row::indices;
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "pair-margin",
        name: "Pair margin",
        also_known_as: prose(&["PairMarginMiner"]),
        gist: prose(
            "Leaves out pairs that are good enough by themselves: positives that are already near, negatives that are already far. Made for losses of pairs.",
        ),
        formula: prose(r"D_{ap} > m_+,\quad D_{an} < m_-"),
        citation: prose(Citation {
            text: "Musgrave, Belongie & Lim 2020, PyTorch Metric Learning (PairMarginMiner)",
            link: "https://kevinmusgrave.github.io/pytorch-metric-learning/miners/#pairmarginminer",
        }),
        params: &[
            limit("positive_margin", "positives beyond", "m₊", 0.2, "Positives nearer than this are left out."),
            limit("negative_margin", "negatives within", "m₋", 0.8, "Negatives farther than this are left out."),
        ],
    },
    words: "the [pairs not yet good enough]",
    geometry: Geometry::Order,
    build: |params| {
        Box::new(PairMargin { positive: params.get("positive_margin"), negative: params.get("negative_margin") })
    },
};

const fn limit(
    id: &'static str,
    name: &'static str,
    symbol: &'static str,
    default: f64,
    help: &'static str,
) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol,
        unit: "distance",
        min: 0.0,
        max: 100.0,
        default,
        scale: Scale::Linear { from: 0.0, to: 2.0, by: 0.05 },
        follows: None,
        help: prose(help),
    }
}

struct PairMargin {
    positive: f64,
    negative: f64,
}

impl Miner for PairMargin {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.rows(|row| {
            row.positives.retain(|p| p.distance > self.positive);
            row.negatives.retain(|n| n.distance < self.negative);
            tuples.push_pairs(row.anchor, indices(&row.positives), indices(&row.negatives));
        });
    }
}
