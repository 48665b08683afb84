//! Margin loss: ℓ_ij = max(0, α ± (D_ij − β)), + for a positive pair and − for a negative one, over the distinct pairs of the tuples.
//!
//! W = ±1 on active pairs. The paper divides by the number of active pairs ("mean of active"); the value at total collapse is then α + β,
//! as long as α ≤ β. pytorch-metric-learning sums over triplets, so a pair counts once per triplet that contains it.
//!
//! β can be learned: it rises while more positives than negatives are active, and a price νβ holds it down.

use super::sum::terms::pair_terms;
use super::{Learns, Loss, LossInput, LossOutput, LossSpec, Number, Reach, Workspace, margin};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, number, pair};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "margin-loss",
        name: "Margin loss",
        also_known_as: prose(&["margin-based loss", "Wu's loss"]),
        gist: prose(
            "There is one boundary for all pairs: positives have to be nearer and negatives farther, both by the margin. Pairs that are so are left alone.",
        ),
        formula: prose(
            r"\begin{gathered} \begin{cases} [\,m + D - \beta\,]_+ & \text{positive} \\ [\,m - D + \beta\,]_+ & \text{negative} \end{cases} \\ \text{and } \nu\beta \text{ once, if } \beta \text{ is learned} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Wu, Manmatha, Smola & Krähenbühl 2017, Sampling Matters in Deep Embedding Learning",
            link: "https://arxiv.org/abs/1706.07567",
        }),
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
                help: prose(
                    "The distance between positives and negatives, which sets the scale of the embedding. If it is learned, it starts here.",
                ),
            },
            ParamSpec {
                id: "beta_lr",
                name: "boundary’s rate",
                symbol: "",
                unit: "",
                min: 0.0,
                max: f64::MAX,
                default: 0.0,
                scale: Scale::Log { from: 0.0001, to: 1.0, zero: true },
                follows: None,
                help: prose(
                    "The learning rate of the boundary, which is moved by the same kind of optimizer as the encoder. At 0, the boundary stays where it is; the authors learn it.",
                ),
            },
            ParamSpec {
                id: "nu",
                name: "boundary’s price",
                symbol: "ν",
                unit: "",
                min: 0.0,
                max: 100.0,
                default: 0.0,
                scale: Scale::Log { from: 0.001, to: 1.0, zero: true },
                follows: None,
                help: prose(
                    "What is added to the loss for each unit of a learned boundary. It draws the boundary inwards; positives beyond it push it outwards.",
                ),
            },
        ],
    },
    words: "the [margin loss] with margin [{margin}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        let rate = params.get("beta_lr");
        let number = Number { start: params.get("beta"), price: params.get("nu"), most: f64::INFINITY };
        let numbers = if rate > 0.0 { vec![number] } else { vec![] };
        let learns = Learns { numbers, rate, rate_id: "beta_lr", ..Learns::default() };
        Box::new(MarginLoss { margin: params.get("margin"), boundary: number.start, learns })
    },
};

struct MarginLoss {
    margin: f64,
    /// β, if it is not learned.
    boundary: f64,
    learns: Learns,
}

impl MarginLoss {
    fn boundary(&self, numbers: &[f64]) -> f64 {
        numbers.first().copied().unwrap_or(self.boundary)
    }
}

impl Loss for MarginLoss {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let boundary = self.boundary(input.numbers);
        for (pairs, sign) in workspace.pairs.read(input, &mut workspace.groups).iter().zip([1.0, -1.0]) {
            for &pair in pairs {
                let value = self.margin + sign * (input.affinities[pair] - boundary);
                out.add(value.max(0.0));
                if value > 0.0 {
                    out.weights[pair] += sign;
                    out.to_numbers.iter_mut().for_each(|slope| *slope -= sign);
                }
            }
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn reach(&self, numbers: &[f64]) -> Reach {
        let boundary = self.boundary(numbers);
        Reach::Fixed { rest: boundary - self.margin, limit: boundary + self.margin }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let (margin, boundary) = (|| number("m", self.margin), || number("β", self.boundary(input.numbers)));
        let near = |a, p| margin().plus(pair("D", "ap", input.affinities, (a, p))).minus(boundary()).positive();
        let far = |a, n| margin().minus(pair("D", "an", input.affinities, (a, n))).plus(boundary()).positive();
        pair_terms(input, asked, near, far)
    }
}
