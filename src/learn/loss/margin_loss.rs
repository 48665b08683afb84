//! Margin loss: ℓ_ij = max(0, α ± (D_ij − β)), + for a positive pair and − for a negative one, over the distinct pairs of the tuples.
//!
//! W = ±1 on active pairs. The paper divides by the active pairs ("mean of active"); then it is α + β at total collapse while α ≤ β. pytorch-metric-learning
//! sums over triplets, so that a pair counts once for each triplet that it is in.

use super::group::pairs;
use super::{Loss, LossInput, LossOutput, LossSpec, margin};
use crate::learn::affinity::Orientation;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "margin-loss",
        name: "Margin loss",
        also_known_as: &["margin-based loss", "Wu's loss"],
        gist: "One boundary for all pairs: positives have to be nearer than it and negatives farther, both by the margin. Inside of that, pairs are left alone.",
        formula: r"\begin{cases} \max(0,\; m + D - \beta) & \text{positive} \\ \max(0,\; m - D + \beta) & \text{negative} \end{cases}",
        citation: Citation {
            text: "Wu, Manmatha, Smola & Krähenbühl 2017, Sampling Matters in Deep Embedding Learning",
            link: "https://arxiv.org/abs/1706.07567",
        },
        params: &[
            margin(
                0.2,
                "How far on its side of the boundary a pair has to be before it is left alone; α in the paper.",
            ),
            ParamSpec {
                id: "beta",
                name: "boundary",
                symbol: "β",
                unit: "distance",
                min: 0.0,
                max: 100.0,
                default: 1.2,
                scale: Scale::Linear { from: 0.1, to: 2.0, by: 0.1 },
                follows: None,
                help: "The distance that parts positives from negatives. It sets the scale of the embedding.",
            },
        ],
    },
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| Box::new(MarginLoss { margin: params.get("margin"), boundary: params.get("beta") }),
};

struct MarginLoss {
    margin: f64,
    boundary: f64,
}

impl Loss for MarginLoss {
    fn evaluate(&self, input: &LossInput) -> LossOutput {
        let mut out = LossOutput::empty(input);
        for (pairs, sign) in pairs(input).into_iter().zip([1.0, -1.0]) {
            for pair in pairs {
                let value = self.margin + sign * (input.affinities[pair] - self.boundary);
                out.add(value.max(0.0));
                if value > 0.0 {
                    out.weights[pair] += sign;
                }
            }
        }
        out
    }
}
