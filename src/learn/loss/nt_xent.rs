//! NT-Xent as SimCLR writes it: ℓ_ap = −ln( e^(s_ap/τ) / Σ_k e^(s_ak/τ) ), k over a⁺ and a⁻, one term per anchor and positive.
//!
//! W_ak = (|a⁺| q_ak − [k ∈ a⁺])/τ with the softmax q. ln(|a⁺| + |a⁻|) at total collapse. SimCLR has one positive per anchor, and then this
//! equals InfoNCE. With several, the other positives are pushed away; pytorch-metric-learning's class of this name leaves them out, like
//! InfoNCE here.

use super::sum::group::{Group, Groups};
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Subject, Term, log_sum, number, pair};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "nt-xent",
        name: "NT-Xent",
        also_known_as: prose(&["normalised temperature-scaled cross-entropy", "SimCLR's loss"]),
        gist: prose(
            "SimCLR's softmax for every pair of positives: all other points of the batch are rivals, even other positives. With one positive per anchor it is InfoNCE; with as many for each anchor it is SupCon.",
        ),
        formula: prose(r"-\ln\frac{e^{s_{ap}/\tau}}{\sum_{k \in a^{+} \cup a^{-}} e^{s_{ak}/\tau}}"),
        citation: prose(Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations",
            link: "https://arxiv.org/abs/2002.05709",
        }),
        params: &[temperature(
            0.5,
            "How sharply the softmax looks at the nearest others. SimCLR takes 0.5 for small images and 0.1 for large ones.",
        )],
    },
    words: "[NT-Xent] at temperature [{temperature}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::PositivesPush],
    collapse_name: "ln(|a⁺| + |a⁻|)",
    build: |params| Box::new(NtXent { temperature: params.get("temperature") }),
};

struct NtXent {
    temperature: f64,
}

impl Loss for NtXent {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax, .. } = workspace;
        for group in groups.read(input).iter().filter(|group| !group.positives.is_empty()) {
            let a = group.anchor;
            let logit = |k: &usize| input.affinities[(a, *k)] / self.temperature;
            softmax.of(group.members().map(logit));
            let terms = group.positives.len() as f64;
            for (k, share) in group.members().zip(softmax.shares(terms / self.temperature)) {
                out.weights[(a, *k)] += share;
            }
            for p in group.positives {
                out.add(softmax.log_sum - logit(p));
                out.weights[(a, *p)] -= 1.0 / self.temperature;
            }
        }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let logit = |a, of, k| pair("s", of, input.affinities, (a, k)).over(number("τ", self.temperature));
        let of_group = |group: Group| -> Vec<Term> {
            let a = group.anchor;
            let all = || log_sum(group.members().map(|k| ((a, *k), logit(a, "ak", *k))));
            let wanted = group.positives.iter().filter(|p| asked.takes(Subject::Tuple(a, **p)));
            let term = |p: &usize| Term { subject: Subject::Tuple(a, *p), expr: all().minus(logit(a, "ap", *p)) };
            wanted.map(term).collect()
        };
        Groups::of(input).iter().flat_map(of_group).collect()
    }
}
