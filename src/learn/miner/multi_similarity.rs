//! Multi-similarity: negatives not clearly farther than the farthest positive, positives not clearly nearer than the nearest negative.
//!
//! D_an − ε < max_p D_ap and D_ap + ε > min_n D_an: the paper's rule s_an + ε > min_p s_ap in distances. An anchor gets pairs of both kinds
//! or none, since the farthest positive and the nearest negative select each other.

use super::row::{farthest, indices, nearest};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "multi-similarity",
        name: "Multi-similarity",
        also_known_as: prose(&["MultiSimilarityMiner", "MS mining"]),
        gist: prose(
            "Keeps the pairs on the wrong side: negatives that are nearer than the farthest positive, and positives that are farther than the nearest negative.",
        ),
        formula: prose(r"D_{an} < \max_{p} D_{ap} + \varepsilon,\quad D_{ap} > \min_{n} D_{an} - \varepsilon"),
        citation: prose(Citation {
            text: "Wang, Han, Huang, Dong & Scott 2019, Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning",
            link: "https://arxiv.org/abs/1904.06627",
        }),
        params: &[ParamSpec {
            id: "epsilon",
            name: "tolerance",
            symbol: "ε",
            unit: "distance",
            min: 0.0,
            max: 10.0,
            default: 0.1,
            scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.05 },
            follows: None,
            help: prose(
                "By how much a pair may be on the right side and still be kept. The paper's 0.1 is meant for cosine similarities.",
            ),
        }],
    },
    words: "the [pairs on the wrong side] for every anchor",
    geometry: Geometry::Order,
    build: |params| Box::new(MultiSimilarity { epsilon: params.get("epsilon") }),
};

struct MultiSimilarity {
    epsilon: f64,
}

impl Miner for MultiSimilarity {
    fn select(&self, input: &MineInput, _: &mut Rng, tuples: &mut Tuples) {
        input.anchors(|row| {
            let (Some(far), Some(near)) = (farthest(&row.positives), nearest(&row.negatives)) else { return };
            row.positives.retain(|p| p.distance + self.epsilon > near.distance);
            row.negatives.retain(|n| n.distance - self.epsilon < far.distance);
            tuples.push_pairs(row.anchor, indices(&row.positives), indices(&row.negatives));
        });
    }
}
