//! Circle, pair form: ℓ_a = ln(1 + Σ_n e^(γ α_n (s_an − m)) · Σ_p e^(−γ α_p (s_ap − 1 + m))), one term per anchor with both.
//!
//! α_n = max(0, s_an + m) and α_p = max(0, 1 + m − s_ap) weigh each pair by its distance from its goal. The gradient treats them as
//! constants, as the authors do: W_an = σ·q_n·γα_n and W_ap = −σ·q_p·γα_p with the softmaxes q and σ = 1 − e^(−ℓ). So the gradient is not
//! the slope of this value but of the loss that [`Loss::held`] returns. About γ(1 − 2m²) + ln(PQ) at total collapse.

use super::sum::terms::group_terms;
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Reach, Workspace, sharpness};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, constant, log_one_plus_product, log_sum, number, pair};
use crate::learn::num::{sigmoid, softplus};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "circle",
        name: "Circle",
        also_known_as: prose(&[]),
        gist: prose(
            "Each similarity is weighted by how far it is from its goal, so the worst pairs move first. The gradient treats these weights as constants.",
        ),
        formula: prose(
            r"\begin{gathered} \ln\Big(1 + \sum_{n} e^{\gamma x_n} \sum_{p} e^{\gamma x_p}\Big) \\ x_i = [t_i + 2m]_+\, t_i \\ t_n = s_{an} - m \\ t_p = 1 - m - s_{ap} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Sun et al. 2020, Circle Loss: A Unified Perspective of Pair Similarity Optimization",
            link: "https://arxiv.org/abs/2002.10857",
        }),
        params: &[
            ParamSpec {
                id: "margin",
                name: "margin",
                symbol: "m",
                unit: "similarity",
                min: 0.0,
                max: 1.0,
                default: 0.25,
                scale: Scale::Linear { from: 0.05, to: 0.5, by: 0.05 },
                follows: None,
                help: prose(
                    "Positives should be above 1 − m, negatives below m. The paper takes 0.25 for faces and 0.4 for retrieval.",
                ),
            },
            sharpness(
                "gamma",
                "scale",
                "γ",
                16.0,
                "How much the worst pairs outweigh the others. The paper takes 80 to 256 for many dimensions.",
            ),
        ],
    },
    words: "the [circle loss] with margin [{margin}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::Detached],
    collapse_name: "γ(1 − 2m²) + ln |a⁺||a⁻|",
    build: |params| Box::new(Circle { margin: params.get("margin"), gamma: params.get("gamma"), held: None }),
};

struct Circle {
    margin: f64,
    gamma: f64,
    /// The affinities that α is computed from, if not from the input's.
    held: Option<PairMatrix>,
}

impl Loss for Circle {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let weighed = self.held.as_ref().unwrap_or(input.affinities);
        let Workspace { groups, softmax: negatives, other: positives, .. } = workspace;
        for group in groups.read(input).iter().filter(|group| group.is_whole()) {
            let at = |k: &usize| (group.anchor, *k);
            let push = |n: &usize| self.gamma * (weighed[at(n)] + self.margin).max(0.0);
            let pull = |p: &usize| self.gamma * (1.0 + self.margin - weighed[at(p)]).max(0.0);
            let too_near = |n: &usize| push(n) * (input.affinities[at(n)] - self.margin);
            let too_far = |p: &usize| pull(p) * (1.0 - self.margin - input.affinities[at(p)]);
            negatives.of(group.negatives.iter().map(too_near));
            positives.of(group.positives.iter().map(too_far));
            let both = negatives.log_sum + positives.log_sum;
            out.add(softplus(both));
            for (n, share) in group.negatives.iter().zip(negatives.shares(sigmoid(both))) {
                out.weights[at(n)] += share * push(n);
            }
            for (p, share) in group.positives.iter().zip(positives.shares(sigmoid(both))) {
                out.weights[at(p)] -= share * pull(p);
            }
        }
    }

    fn reach(&self, _: &[f64]) -> Reach {
        let m = self.margin;
        Reach::Soft { rest: 1.0 + m, near: 1.0 - m, far: m, limit: -m }
    }

    fn held(&self, affinities: &PairMatrix) -> Option<Box<dyn Loss>> {
        Some(Box::new(Self { held: Some(affinities.clone()), ..*self }))
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let weighed = self.held.as_ref().unwrap_or(input.affinities);
        let product = |weight: Expr, gap: Expr| Expr::Product(vec![number("γ", self.gamma), weight, gap]);
        group_terms(
            input,
            asked,
            |group| group.is_whole(),
            |group| {
                let too_near = |n: &usize| {
                    let at = (group.anchor, *n);
                    let weight = constant("α", "n", (weighed[at] + self.margin).max(0.0));
                    (at, product(weight, pair("s", "an", input.affinities, at).minus(number("m", self.margin))))
                };
                let too_far = |p: &usize| {
                    let at = (group.anchor, *p);
                    let weight = constant("α", "p", (1.0 + self.margin - weighed[at]).max(0.0));
                    let lack =
                        Expr::Plain(1.0).minus(number("m", self.margin)).minus(pair("s", "ap", input.affinities, at));
                    (at, product(weight, lack))
                };
                let negatives = log_sum(group.negatives.iter().map(too_near));
                log_one_plus_product(negatives, log_sum(group.positives.iter().map(too_far)))
            },
        )
    }
}
