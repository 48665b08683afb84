//! SigLIP: ℓ_a = Σ_k ln(1 + e^(−y (κ s_ak + b))), y = 1 for the anchor's positives and −1 for its negatives. κ = e^t and b are learned.
//!
//! W = −y κ σ(−y (κ s + b)). A term belongs to an anchor, so the mean divides by their number, as in the paper; it grows with the batch.

use super::scale::{RATE, clipped, learned, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, log_one_plus, number, pair};
use crate::learn::loss::sum::group::Group;
use crate::learn::loss::sum::terms::group_terms;
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Number, Workspace};
use crate::learn::num::{exp, sigmoid, softplus};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "siglip",
        name: "SigLIP",
        also_known_as: prose(&["sigmoid loss", "pairwise logistic loss"]),
        gist: prose(
            "A yes-or-no question for every pair of a point and a word: do they belong together? Pairs are judged each for itself. Temperature and bias are learned.",
        ),
        formula: prose(r"\sum_{p} \ln(1 + e^{-s_{ap}/\tau - b}) + \sum_{n} \ln(1 + e^{s_{an}/\tau + b})"),
        citation: prose(Citation {
            text: "Zhai, Mustafa, Kolesnikov & Beyer 2023, Sigmoid Loss for Language Image Pre-Training",
            link: "https://arxiv.org/abs/2303.15343",
        }),
        params: &[
            temperature(0.1),
            ParamSpec {
                id: "bias",
                name: "first bias",
                symbol: "b₀",
                unit: "",
                min: -100.0,
                max: 100.0,
                default: -10.0,
                scale: Scale::Linear { from: -20.0, to: 0.0, by: 1.0 },
                follows: None,
                help: prose(
                    "What is added to the similarity divided by the temperature, at first. It is learned. Below 0 it says beforehand that most pairs do not belong together.",
                ),
            },
            RATE,
        ],
    },
    words: "[SigLIP]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        let bias = Number { start: params.get("bias"), price: 0.0, most: f64::INFINITY };
        Box::new(SigLip { learns: learned(params, vec![clipped(params), bias]) })
    },
};

struct SigLip {
    learns: Learns,
}

/// The members of a group, each with y.
fn members<'a>(group: &'a Group) -> impl Iterator<Item = (usize, f64)> + 'a {
    group.positives.iter().map(|p| (*p, 1.0)).chain(group.negatives.iter().map(|n| (*n, -1.0)))
}

impl SigLip {
    /// t and b.
    fn numbers(&self, learned: &[f64]) -> [f64; 2] {
        let starts = &self.learns.numbers;
        [0, 1].map(|k| learned.get(k).copied().unwrap_or(starts[k].start))
    }
}

impl Loss for SigLip {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let [t, bias] = self.numbers(input.numbers);
        let factor = exp(t);
        let (mut to_factor, mut to_bias) = (0.0, 0.0);
        for group in workspace.groups.read(input).iter() {
            let mut value = 0.0;
            for (k, y) in members(&group) {
                let s = input.affinities[(group.anchor, k)];
                let x = -y * (factor * s + bias);
                let to_logit = -y * sigmoid(x);
                value += softplus(x);
                out.weights[(group.anchor, k)] += factor * to_logit;
                to_factor += s * to_logit;
                to_bias += to_logit;
            }
            out.add_at_work(value);
        }
        out.to_numbers.iter_mut().zip([factor * to_factor, to_bias]).for_each(|(number, more)| *number += more);
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let [t, bias] = self.numbers(input.numbers);
        let factor = exp(t);
        group_terms(
            input,
            asked,
            |_| true,
            |group| {
                let answer = |(k, y): (usize, f64)| {
                    let cell = (group.anchor, k);
                    let logit = pair("s", if y > 0.0 { "ap" } else { "an" }, input.affinities, cell)
                        .over(number("τ", 1.0 / factor))
                        .plus(number("b", bias));
                    let exponent = if y > 0.0 { Expr::Minus(Box::new(logit)) } else { logit };
                    log_one_plus(None, [(cell, exponent)])
                };
                Expr::Sum(members(group).map(answer).collect())
            },
        )
    }
}
