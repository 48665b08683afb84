//! Distance-weighted: for each anchor–positive pair a negative drawn with weight 1/q(d), so that all distances are equally likely.
//!
//! q(d) ∝ d^(k−2) (1 − d²/4)^((k−3)/2) is the density of the distance between two random points of the unit sphere in k dimensions. As in
//! the authors' code, d is raised to a floor, and negatives at 1.4 or more are left out. On the circle (k = 2) 1/q = √(1 − d²/4) is nearly
//! constant; the method was made for k = 128, where almost all pairs are about √2 apart.

use super::row::{At, own};
use super::{Geometry, MineInput, Miner, MinerSpec};
use crate::learn::compare::Tuples;
use crate::learn::num::{exp, ln};
use crate::learn::random::{Rng, uniform};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: MinerSpec = MinerSpec {
    entry: Entry {
        id: "distance-weighted",
        name: "Distance-weighted",
        also_known_as: prose(&["DistanceWeightedMiner", "distance weighted sampling"]),
        gist: prose(
            "Random negatives, but drawn so that near ones come as often as far ones. On a circle this is nearly the same as random; in many dimensions it is not.",
        ),
        formula: prose(
            r"w_{an} \propto \min\!\left(\lambda, \frac{1}{q(d_{an})}\right),\quad q(d) = d^{k-2}\left(1 - \tfrac{d^2}{4}\right)^{\frac{k-3}{2}}",
        ),
        citation: prose(Citation {
            text: "Wu, Manmatha, Smola & Krähenbühl 2017, Sampling Matters in Deep Embedding Learning",
            link: "https://arxiv.org/abs/1706.07567",
        }),
        params: &[
            ParamSpec {
                id: "dimensions",
                name: "dimensions",
                symbol: "k",
                unit: "",
                min: 2.0,
                max: 512.0,
                default: 2.0,
                scale: Scale::Integer { from: 2, to: 128, by: 1 },
                follows: Some("head.dimensions"),
                help: prose(
                    "The dimension of the sphere for which the weights are computed; unless you set it, that of the embeddings. With the paper's 128, the nearest negatives get almost all of the weight.",
                ),
            },
            distance(
                "cutoff",
                "floor",
                "",
                0.5,
                "Nearer negatives count as if they were this far away. This keeps the weights, and with them the gradient, from growing without bound.",
            ),
            distance(
                "farthest",
                "farthest",
                "",
                1.4,
                "Negatives this far or farther are not drawn. The paper's loss is 0 there.",
            ),
        ],
    },
    words: "[negatives weighted by distance] for every anchor",
    geometry: Geometry::UnitLengths,
    build: |params| {
        Box::new(DistanceWeighted {
            dimensions: params.get("dimensions"),
            cutoff: params.get("cutoff"),
            farthest: params.get("farthest"),
        })
    },
};

const fn distance(
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
        unit: "",
        min: 0.0,
        max: 2.0,
        default,
        scale: Scale::Linear { from: 0.1, to: 2.0, by: 0.1 },
        follows: None,
        help: prose(help),
    }
}

struct DistanceWeighted {
    dimensions: f64,
    cutoff: f64,
    farthest: f64,
}

impl DistanceWeighted {
    /// ln 1/q, or −∞ for a negative that cannot be drawn.
    fn log_weight(&self, chord: f64) -> f64 {
        let d = chord.max(self.cutoff);
        let weight = (2.0 - self.dimensions) * ln(d) - 0.5 * (self.dimensions - 3.0) * ln(1.0 - 0.25 * d * d);
        if d < self.farthest && weight.is_finite() { weight } else { f64::NEG_INFINITY }
    }
}

impl Miner for DistanceWeighted {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        let (mut logs, mut sums) = (vec![], vec![]);
        input.anchors(|row| {
            logs.clear();
            logs.extend(row.negatives.iter().map(|n| self.log_weight((input.affinity.chord)(n.distance))));
            let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            if most == f64::NEG_INFINITY {
                return;
            }
            sums.clear();
            sums.extend(logs.iter().scan(0.0, |sum, log| {
                *sum += exp(log - most);
                Some(*sum)
            }));
            let all = sums[sums.len() - 1];
            let mut rng = own(rng, row.place);
            for At { index: p, .. } in &row.positives {
                let place = all * uniform(&mut rng);
                let drawn = sums.partition_point(|sum| *sum <= place);
                tuples.push(row.anchor, *p, row.negatives.get(drawn).map(|n| n.index));
            }
        });
    }
}
