//! Generalised lifted structure: ℓ_a = max(0, ln Σ_p e^(D_ap) + ln Σ_n e^(m−D_an)), one term per anchor.
//!
//! While ℓ_a > 0, W_ap is the softmax over the positives and W_an is minus the softmax over the negatives. m + ln(PQ) at total collapse.

use super::sum::terms::group_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, log_sum, number, pair};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "generalized-lifted",
        name: "Generalised lifted",
        also_known_as: prose(&["lifted embedding loss"]),
        gist: prose(
            "A smooth form of batch-hard: the farthest positives against the nearest negatives, each as a soft maximum over all those of the anchor. Meant for the plane.",
        ),
        formula: prose(r"\Big[\ln\sum_{p} e^{D_{ap}} \sum_{n} e^{m - D_{an}}\Big]_+"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017, In Defense of the Triplet Loss for Person Re-Identification",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[margin(
            1.0,
            "How much farther than the farthest positives the nearest negatives have to be. Many points ask for more than two do.",
        )],
    },
    words: "the [generalised lifted loss] with margin [{margin}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "m + ln |a⁺||a⁻|",
    build: |params| Box::new(GeneralizedLifted { margin: params.get("margin") }),
};

struct GeneralizedLifted {
    margin: f64,
}

impl Loss for GeneralizedLifted {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax: far, other: near, .. } = workspace;
        for group in groups.read(input).iter().filter(|group| group.is_whole()) {
            let distance = |k: &usize| input.affinities[(group.anchor, *k)];
            far.of(group.positives.iter().map(distance));
            near.of(group.negatives.iter().map(|n| self.margin - distance(n)));
            let value = (far.log_sum + near.log_sum).max(0.0);
            out.add(value);
            if value > 0.0 {
                for (p, share) in group.positives.iter().zip(far.shares(1.0)) {
                    out.weights[(group.anchor, *p)] += share;
                }
                for (n, share) in group.negatives.iter().zip(near.shares(1.0)) {
                    out.weights[(group.anchor, *n)] -= share;
                }
            }
        }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        group_terms(
            input,
            asked,
            |group| group.is_whole(),
            |group| {
                let a = group.anchor;
                let far =
                    log_sum(group.positives.iter().map(|p| ((a, *p), pair("D", "ap", input.affinities, (a, *p)))));
                let lack = |n: &usize| number("m", self.margin).minus(pair("D", "an", input.affinities, (a, *n)));
                far.plus(log_sum(group.negatives.iter().map(|n| ((a, *n), lack(n))))).positive()
            },
        )
    }
}
