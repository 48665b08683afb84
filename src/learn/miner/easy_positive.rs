//! Easy positive: for each anchor the nearest positive, with the hardest or a semi-hard negative.
//!
//! A semi-hard negative is here the nearest one with D_an > D_ap, without a margin. An anchor without one is dropped, as in
//! pytorch-metric-learning's BatchEasyHardMiner.

use super::row::{At, Row, nearest};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "easy-positive",
        name: "Easy positive",
        also_known_as: prose(&["EPHN", "EPSHN", "BatchEasyHardMiner"]),
        gist: prose(
            "Each anchor is only pulled to its nearest positive. A class may stay in several places, and a wrong label pulls no point across the map.",
        ),
        formula: prose(r"p = \arg\min_{p \in a^{+}} D_{ap},\quad n = \arg\min\,\{D_{an} : D_{an} > D_{ap}\}"),
        citation: prose(Citation {
            text: "Xuan, Stylianou & Pless 2020, Improved Embeddings with Easy Positive Triplet Mining",
            link: "https://arxiv.org/abs/1904.04370",
        }),
        params: &[ParamSpec {
            id: "negative",
            name: "negative",
            symbol: "",
            unit: "",
            min: 0.0,
            max: 1.0,
            default: 0.0,
            scale: Scale::Choice(&["semi-hard", "hard"]),
            follows: None,
            help: prose(
                "Which negative goes with the positive: the nearest one that is farther than it (semi-hard), or the nearest of all (hard).",
            ),
        }],
    },
    words: "the [nearest positive and the {negative|semi-hard|hardest} negative] for every anchor",
    geometry: Geometry::Order,
    build: |params| Box::new(EasyPositive { negative: NEGATIVES[params.count("negative")] }),
};

/// The negative for a positive, one rule for each word of the parameter.
const NEGATIVES: [fn(&Row, At) -> Option<At>; 2] = [|row, p| row.nearest_farther(p), |row, _| nearest(&row.negatives)];

struct EasyPositive {
    negative: fn(&Row, At) -> Option<At>,
}

impl Miner for EasyPositive {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| {
            let Some(p) = nearest(&row.positives) else { return };
            if let Some(n) = (self.negative)(row, p) {
                tuples.push(row.anchor, p.index, [n.index]);
            }
        });
    }
}
