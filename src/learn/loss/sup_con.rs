//! SupCon ("L_out"): ℓ_a = −1/|a⁺| Σ_p ln( e^(s_ap/τ) / Σ_k e^(s_ak/τ) ), k over a⁺ and a⁻, one term per anchor.
//!
//! W_ak = (q_ak − [k ∈ a⁺]/|a⁺|)/τ with the softmax q. At least ln |a⁺|; ln(|a⁺| + |a⁻|) at total collapse. The authors' code multiplies by
//! τ/0.07 and includes anchors without a positive in the mean; this loss, like pytorch-metric-learning, does neither.

use super::sum::group::Group;
use super::sum::terms::group_terms;
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, log_sum, number, pair};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "sup-con",
        name: "SupCon",
        also_known_as: prose(&["supervised contrastive loss"]),
        gist: prose(
            "Every positive of an anchor has to stand out in a softmax over the whole batch. As the positives are rivals in it, the loss cannot fall below the logarithm of their number.",
        ),
        formula: prose(
            r"-\frac{1}{|a^{+}|}\sum_{p \in a^{+}} \ln\frac{e^{s_{ap}/\tau}}{\sum_{k \in a^{+} \cup a^{-}} e^{s_{ak}/\tau}}",
        ),
        citation: prose(Citation {
            text: "Khosla et al. 2020, Supervised Contrastive Learning",
            link: "https://arxiv.org/abs/2004.11362",
        }),
        params: &[temperature(
            0.1,
            "How sharply the softmax looks at the nearest others. The paper's 0.1; with wrong labels 0.5 or 1 does better.",
        )],
    },
    words: "[SupCon] at temperature [{temperature}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::PositivesPush],
    collapse_name: "ln(|a⁺| + |a⁻|)",
    build: |params| Box::new(SupCon { temperature: params.get("temperature") }),
};

struct SupCon {
    temperature: f64,
}

impl Loss for SupCon {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax, .. } = workspace;
        for group in groups.read(input).iter().filter(|group| !group.positives.is_empty()) {
            let a = group.anchor;
            let logit = |k: &usize| input.affinities[(a, *k)] / self.temperature;
            softmax.of(group.members().map(logit));
            let each = 1.0 / group.positives.len() as f64;
            out.add(group.positives.iter().map(|p| (softmax.log_sum - logit(p)) * each).sum());
            for (k, share) in group.members().zip(softmax.shares(1.0 / self.temperature)) {
                out.weights[(a, *k)] += share;
            }
            for p in group.positives {
                out.weights[(a, *p)] -= each / self.temperature;
            }
        }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let logit = |a, of, k| pair("s", of, input.affinities, (a, k)).over(number("τ", self.temperature));
        let counts = |group: &Group| !group.positives.is_empty();
        group_terms(input, asked, counts, |group| {
            let a = group.anchor;
            let all = log_sum(group.members().map(|k| ((a, *k), logit(a, "ak", *k))));
            let own = Expr::Sum(group.positives.iter().map(|p| logit(a, "ap", *p)).collect());
            all.minus(own.over(number("|a⁺|", group.positives.len() as f64)))
        })
    }
}
