//! Multi-similarity: ℓ_a = 1/α ln(1 + Σ_p e^(−α(s_ap−λ))) + 1/β ln(1 + Σ_n e^(β(s_an−λ))), one term per anchor.
//!
//! W_ap = −e^(−α(s−λ))/(1 + Σ_p …), W_an = e^(β(s−λ))/(1 + Σ_n …). The paper uses it with its own miner. At total collapse
//! 1/α ln(1 + |a⁺| e^(−α(1−λ))) + 1/β ln(1 + |a⁻| e^(β(1−λ))).

use super::sum::terms::group_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, sharpness};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, log_one_plus, number, pair};
use crate::learn::num::{sigmoid, softplus};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "multi-similarity",
        name: "Multi-similarity",
        also_known_as: prose(&["MS loss"]),
        gist: prose(
            "Positives are pulled above a threshold and negatives pushed below it, the more so the worse a pair is in comparison with the anchor's others.",
        ),
        formula: prose(
            r"\begin{gathered} \frac{1}{\alpha}\ln\Big(1 + \sum_{p} e^{-\alpha (s_{ap} - \lambda)}\Big) \\ {} + \frac{1}{\beta}\ln\Big(1 + \sum_{n} e^{\beta (s_{an} - \lambda)}\Big) \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Wang et al. 2019, Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning",
            link: "https://arxiv.org/abs/1904.06627",
        }),
        params: &[
            sharpness(
                "alpha",
                "positives' sharpness",
                "α",
                2.0,
                "How much more a far positive is pulled than a near one.",
            ),
            sharpness(
                "beta",
                "negatives' sharpness",
                "β",
                50.0,
                "How much more a near negative is pushed than a far one.",
            ),
            ParamSpec {
                id: "lambda",
                name: "threshold",
                symbol: "λ",
                unit: "similarity",
                min: -10.0,
                max: 10.0,
                default: 0.5,
                scale: Scale::Linear { from: -0.5, to: 1.0, by: 0.05 },
                follows: None,
                help: prose("The similarity that positives are pulled above and negatives pushed below."),
            },
        ],
    },
    words: "the [multi-similarity loss] with threshold [{lambda}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        Box::new(MultiSimilarity {
            alpha: params.get("alpha"),
            beta: params.get("beta"),
            threshold: params.get("lambda"),
        })
    },
};

struct MultiSimilarity {
    alpha: f64,
    beta: f64,
    threshold: f64,
}

impl Loss for MultiSimilarity {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax, .. } = workspace;
        for group in groups.read(input).iter() {
            let mut value = 0.0;
            for (members, scale) in [(group.positives, -self.alpha), (group.negatives, self.beta)] {
                let logit = |k: &usize| scale * (input.affinities[(group.anchor, *k)] - self.threshold);
                softmax.of(members.iter().map(logit));
                value += softplus(softmax.log_sum) / scale.abs();
                for (k, share) in members.iter().zip(softmax.shares(scale.signum() * sigmoid(softmax.log_sum))) {
                    out.weights[(group.anchor, *k)] += share;
                }
            }
            out.add(value);
        }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let side = |a: usize, of, letter, scale: f64, members: &[usize]| {
            let exponent = |k: &usize| {
                let beyond = pair("s", of, input.affinities, (a, *k)).minus(number("λ", self.threshold));
                let product = number(letter, scale.abs()).times(beyond);
                ((a, *k), if scale < 0.0 { Expr::Minus(Box::new(product)) } else { product })
            };
            log_one_plus(None, members.iter().map(exponent)).over(number(letter, scale.abs()))
        };
        group_terms(
            input,
            asked,
            |_| true,
            |group| {
                let near = side(group.anchor, "ap", "α", -self.alpha, group.positives);
                near.plus(side(group.anchor, "an", "β", self.beta, group.negatives))
            },
        )
    }
}
