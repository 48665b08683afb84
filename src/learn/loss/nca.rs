//! NCA: ℓ_a = −ln( Σ_p e^(−κD_ap) / Σ_k e^(−κD_ak) ), k over a⁺ and a⁻, one term per anchor.
//!
//! The negative logarithm of the probability that a neighbour, drawn by the softmax of −κD, has the anchor's label. W_ap = κ(r_p − q_p) and
//! W_an = −κq_n with the softmaxes q over all and r over the positives; r_p − q_p equals r_p(1 − e^(−ℓ)), so positives never push. ln(1 +
//! |a⁻|/|a⁺|) at total collapse. The paper maximises the sum of the probabilities; their logarithm is its second proposal and what
//! pytorch-metric-learning uses.

use super::sum::group::Group;
use super::sum::terms::group_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, sharpness};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, log_sum, number, pair};
use crate::learn::num::exp;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "nca",
        name: "NCA",
        also_known_as: prose(&["neighbourhood components analysis"]),
        gist: prose(
            "Imagine drawing one neighbour of the anchor at random, near ones more often: it should have the anchor's label. One near positive is enough, so a class may stay in several places.",
        ),
        formula: prose(
            r"-\ln\frac{\sum_{p \in a^{+}} e^{-\kappa D_{ap}}}{\sum_{k \in a^{+} \cup a^{-}} e^{-\kappa D_{ak}}}",
        ),
        citation: prose(Citation {
            text: "Goldberger, Roweis, Hinton & Salakhutdinov 2004, Neighbourhood Components Analysis",
            link: "https://proceedings.neurips.cc/paper/2004/hash/42fe880812925e520249e808937738d2-Abstract.html",
        }),
        params: &[sharpness(
            "scale",
            "scale",
            "κ",
            1.0,
            "How sharply near points outweigh far ones. The paper takes 1 and lets the embedding grow. On the circle the loss then stays near 0.3; with 10 it comes near 0, and the points lie no better.",
        )],
    },
    words: "[NCA]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "ln(1 + |a⁻|/|a⁺|)",
    build: |params| Box::new(Nca { scale: params.get("scale") }),
};

struct Nca {
    scale: f64,
}

impl Loss for Nca {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax: all, other: positives, .. } = workspace;
        for group in groups.read(input).iter().filter(|group| !group.positives.is_empty()) {
            let logit = |k: &usize| -self.scale * input.affinities[(group.anchor, *k)];
            all.of(group.members().map(logit));
            positives.of(group.positives.iter().map(logit));
            let value = (all.log_sum - positives.log_sum).max(0.0);
            out.add(value);
            let missed = 1.0 - exp(-value);
            for (p, share) in group.positives.iter().zip(positives.shares(self.scale * missed)) {
                out.weights[(group.anchor, *p)] += share;
            }
            let shares = all.shares(self.scale).skip(group.positives.len());
            for (n, share) in group.negatives.iter().zip(shares) {
                out.weights[(group.anchor, *n)] -= share;
            }
        }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let logit = |a, of, k: &usize| {
            let far = number("κ", self.scale).times(pair("D", of, input.affinities, (a, *k)));
            ((a, *k), Expr::Minus(Box::new(far)))
        };
        let counts = |group: &Group| !group.positives.is_empty();
        group_terms(input, asked, counts, |group| {
            let a = group.anchor;
            let all = log_sum(group.members().map(|k| logit(a, "ak", k)));
            all.minus(log_sum(group.positives.iter().map(|p| logit(a, "ap", p))))
        })
    }
}
