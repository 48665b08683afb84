//! Lifted structure, smooth form: ℓ_ap = ½ max(0, J)², J = D_ap + ln( Σ_{n∈a⁻} e^(m−D_an) + Σ_{n∈p⁻} e^(m−D_pn) ), one term per anchor
//! and positive.
//!
//! Both ends of the pair contribute their negatives. The positive's are those mined for it as an anchor; if the references are not the
//! rows, it has none. W_ap = J, distributed over the negatives by their softmax. (m + ln 2|a⁻|)²/2 at total collapse.

use super::sum::group::Groups;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, log_sum, number, pair};
use crate::learn::num::{exp, log_sum_exp};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "lifted-structure",
        name: "Lifted structure",
        also_known_as: prose(&["lifted structured loss", "lifted structured feature embedding"]),
        gist: prose(
            "Every pair of positives is compared at once with all negatives of both its points; the nearest of them count most. Meant for the plane.",
        ),
        formula: prose(
            r"\begin{gathered} \tfrac{1}{2}[\,D_{ap} + \ln(A_a + A_p)\,]_+^2 \\ A_i = \sum_{n \in i^{-}} e^{m - D_{in}} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Oh Song, Xiang, Jegelka & Savarese 2016, Deep Metric Learning via Lifted Structured Feature Embedding",
            link: "https://arxiv.org/abs/1511.06452",
        }),
        params: &[margin(
            1.0,
            "How much farther than the positive the nearest negatives have to be. Many negatives ask for more than one does.",
        )],
    },
    words: "the [lifted structure loss] with margin [{margin}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "½(m + ln 2|a⁻|)²",
    build: |params| Box::new(LiftedStructure { margin: params.get("margin") }),
};

struct LiftedStructure {
    margin: f64,
}

impl Loss for LiftedStructure {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, softmax, .. } = workspace;
        let groups = groups.read(input);
        let logit = |a: usize, n: usize| self.margin - input.affinities[(a, n)];
        // How near the negatives of each anchor are, and how strongly its pairs push them.
        let mut near = vec![f64::NEG_INFINITY; input.affinities.nrows()];
        let mut push = vec![0.0; near.len()];
        for group in groups.iter() {
            softmax.of(group.negatives.iter().map(|n| logit(group.anchor, *n)));
            near[group.anchor] = softmax.log_sum;
            let weights = out.weights.row_mut(group.anchor);
            group.negatives.iter().zip(softmax.shares(1.0)).for_each(|(n, share)| weights[*n] = share);
        }
        for group in groups.iter() {
            let a = group.anchor;
            for &p in group.positives {
                let other = if input.relations.within { near[p] } else { f64::NEG_INFINITY };
                let both = log_sum_exp([near[a], other].into_iter());
                let excess = (input.affinities[(a, p)] + both).max(0.0);
                out.add(0.5 * excess * excess);
                if excess > 0.0 {
                    out.weights[(a, p)] += excess;
                    push[a] += excess * exp(near[a] - both);
                    if other > f64::NEG_INFINITY {
                        push[p] += excess * exp(other - both);
                    }
                }
            }
        }
        for group in groups.iter() {
            group.negatives.iter().for_each(|n| out.weights[(group.anchor, *n)] *= -push[group.anchor]);
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let groups = Groups::of(input);
        let lift = |of: &'static str, i: usize| {
            let own = groups.iter().find(|group| group.anchor == i);
            let negatives = own.map_or(&[][..], |group| group.negatives).iter();
            negatives.map(move |n| ((i, *n), number("m", self.margin).minus(pair("D", of, input.affinities, (i, *n)))))
        };
        let expr = |a, p| {
            let other = Some(p).filter(|_| input.relations.within);
            let both = log_sum(lift("an", a).chain(other.into_iter().flat_map(|p| lift("pn", p))));
            Expr::Plain(0.5).times(pair("D", "ap", input.affinities, (a, p)).plus(both).positive().squared())
        };
        let pairs = groups.iter().flat_map(|group| group.positives.iter().map(move |p| (group.anchor, *p)));
        let wanted = pairs.filter(|(a, p)| asked.takes(Subject::Tuple(*a, *p)));
        wanted.map(|(a, p)| Term { subject: Subject::Tuple(a, p), expr: expr(a, p) }).collect()
    }
}
