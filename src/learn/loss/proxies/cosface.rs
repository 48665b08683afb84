//! CosFace: ℓ = −ln( e^(κ(s_y − m)) / (e^(κ(s_y − m)) + Σ_c e^(κ s_c)) ), cosines to one proxy per class.
//!
//! ln(1 + (C − 1) e^(κm)) at total collapse.

use super::shared;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, log_one_plus, number, pair};
use crate::learn::loss::sum::margin_softmax::margin_softmax;
use crate::learn::loss::sum::terms::tuple_terms;
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::spec::{Citation, Entry, ParamSpec, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "cosface",
        name: "CosFace",
        also_known_as: prose(&["large margin cosine loss", "LMCL", "AM-softmax"]),
        gist: prose(
            "Normalised softmax with a handicap: a point's own class must win although a margin is taken off its cosine, which asks for a gap between classes.",
        ),
        formula: prose(r"\ln\Big(1 + \sum_{c \ne y} e^{\kappa(s_{c} - s_{y} + m)}\Big)"),
        citation: prose(Citation {
            text: "Wang et al. 2018, CosFace: Large Margin Cosine Loss for Deep Face Recognition",
            link: "https://arxiv.org/abs/1801.09414",
        }),
        params: &[
            ParamSpec {
                unit: "cosine",
                ..margin(0.35, "How much is taken off the cosine of a point's own class, as in the paper.")
            },
            shared::SCALE,
            shared::RATE,
        ],
    },
    words: "[CosFace] with margin [{margin}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        Box::new(CosFace { margin: params.get("margin"), scale: params.get("scale"), learns: shared::learned(params) })
    },
};

struct CosFace {
    margin: f64,
    scale: f64,
    learns: Learns,
}

impl Loss for CosFace {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        margin_softmax(input, self.scale, out, |s| (s - self.margin, 1.0))
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        tuple_terms(input, asked, |a, own, others| {
            let exponent = |c: &usize| {
                let gap = pair("s", "c", input.affinities, (a, *c)).minus(pair("s", "y", input.affinities, (a, own)));
                ((a, *c), number("κ", self.scale).times(gap.plus(number("m", self.margin))))
            };
            log_one_plus(Some((a, own)), others.iter().map(exponent))
        })
    }
}
