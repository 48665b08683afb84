//! Proxy-NCA: ℓ = −ln( e^(−κD_y) / Σ_c e^(−κD_c) ), squared distances to one proxy per class.
//!
//! The paper leaves the row's own class out of the sum, so its loss can be negative, and takes κ = 1; at total collapse it is ln(C − 1).
//! With the own class in the sum, as in pytorch-metric-learning, that is ln C. Every term has a slope and counts as active, even a negative
//! one.

use super::shared;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, log_one_plus, log_sum, number, pair};
use crate::learn::loss::sum::terms::tuple_terms;
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Workspace};
use crate::learn::num::{exp, log_sum_exp};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "proxy-nca",
        name: "Proxy-NCA",
        also_known_as: prose(&["proxy neighbourhood component analysis"]),
        gist: prose(
            "Triplets of a point, the proxy of its class and all other proxies: with one proxy per class there are few enough to take them all, and nothing is mined.",
        ),
        formula: prose(
            r"\begin{gathered} -\ln\frac{e^{-\kappa D_{y}}}{\sum_{c} e^{-\kappa D_{c}}} \\ c \ne y \text{, unless it is kept} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Movshovitz-Attias, Toshev, Leung, Ioffe & Singh 2017, No Fuss Distance Metric Learning using Proxies",
            link: "https://arxiv.org/abs/1703.07464",
        }),
        params: &[
            ParamSpec {
                id: "own_class",
                name: "own class",
                symbol: "",
                unit: "",
                min: 0.0,
                max: 1.0,
                default: 0.0,
                scale: Scale::Choice(&["left-out", "kept"]),
                follows: None,
                help: prose(
                    "Whether the sum below the line includes the point's own class. The paper leaves it out, so that the loss may fall below 0; pytorch-metric-learning includes it, which makes a softmax.",
                ),
            },
            ParamSpec { help: prose("How sharply the nearest proxies count. The paper takes 1."), ..shared::SCALE },
            shared::RATE,
        ],
    },
    words: "[Proxy-NCA{own_class|| with its own class kept}]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        Box::new(ProxyNca {
            keeps_own: params.count("own_class") == 1,
            scale: params.get("scale"),
            learns: shared::learned(params),
        })
    },
};

struct ProxyNca {
    keeps_own: bool,
    scale: f64,
    learns: Learns,
}

impl Loss for ProxyNca {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        for (a, own, others) in input.tuples.iter().filter(|(_, _, others)| !others.is_empty()) {
            let exponent = |c: &usize| self.scale * (input.affinities[(a, own)] - input.affinities[(a, *c)]);
            let kept = if self.keeps_own { Some(0.0) } else { None };
            let value = log_sum_exp(kept.into_iter().chain(others.iter().map(exponent)));
            out.add_at_work(value);
            for c in others {
                let share = self.scale * exp(exponent(c) - value);
                out.weights[(a, own)] += share;
                out.weights[(a, *c)] -= share;
            }
        }
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let expr = |a, own, others: &[usize]| {
            let exponent = |c: &usize| {
                let gap = pair("D", "y", input.affinities, (a, own)).minus(pair("D", "c", input.affinities, (a, *c)));
                ((a, *c), number("κ", self.scale).times(gap))
            };
            let rivals = others.iter().map(exponent);
            if self.keeps_own { log_one_plus(Some((a, own)), rivals) } else { log_sum(rivals) }
        };
        // With a single class there is no term.
        let alone = input.tuples.iter().all(|(_, _, others)| others.is_empty());
        if alone { vec![] } else { tuple_terms(input, asked, expr) }
    }
}
