//! Proxy-Anchor: 1/C⁺ Σ_{c in the batch} ln(1 + Σ_{x∈c} e^(−α(s_xc − δ))) + 1/C Σ_c ln(1 + Σ_{x∉c} e^(α(s_xc + δ))), cosines to one proxy per
//! class.
//!
//! C⁺ of the C classes have a point in the batch. There is one term per proxy. The two means have different denominators, so the
//! first half is multiplied by C/C⁺, which makes the mean over the C terms the paper's loss.

use super::shared;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, log_one_plus, number, pair};
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::num::{exp, log_sum_exp};
use crate::learn::spec::{Citation, Entry, ParamSpec, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "proxy-anchor",
        name: "Proxy-Anchor",
        also_known_as: prose(&[]),
        gist: prose(
            "The proxies are the anchors: each looks at the whole batch, pulls most on the farthest points of its class and pushes most on the nearest points of others. Hard points count more, without a miner.",
        ),
        formula: prose(
            r"\frac{1}{C^{+}}\sum_{c \in \text{batch}}\ln\Big(1 + \sum_{x \in c} e^{-\alpha(s_{xc} - \delta)}\Big) + \frac{1}{C}\sum_{c}\ln\Big(1 + \sum_{x \notin c} e^{\alpha(s_{xc} + \delta)}\Big)",
        ),
        citation: prose(Citation {
            text: "Kim, Kim, Cho & Kwak 2020, Proxy Anchor Loss for Deep Metric Learning",
            link: "https://arxiv.org/abs/2003.13911",
        }),
        params: &[
            ParamSpec {
                symbol: "δ",
                unit: "",
                ..margin(0.1, "How far beyond a cosine of 0 positives and negatives have to be, as in the paper.")
            },
            ParamSpec {
                symbol: "α",
                help: prose(
                    "How much more the hardest points count than the others. The paper takes 32; where one label in five is wrong, 1 does better.",
                ),
                ..shared::SCALE
            },
            shared::RATE,
        ],
    },
    words: "[Proxy-Anchor] with margin [{margin}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        Box::new(ProxyAnchor {
            margin: params.get("margin"),
            scale: params.get("scale"),
            learns: shared::learned(params),
        })
    },
};

struct ProxyAnchor {
    margin: f64,
    scale: f64,
    learns: Learns,
}

/// The rows that each proxy is compared with.
struct Rows {
    /// Rows of the proxy's class.
    members: Vec<Vec<usize>>,
    /// Rows of other classes.
    strangers: Vec<Vec<usize>>,
    /// The number of proxies with a row of their class.
    present: usize,
}

impl Rows {
    fn of(input: &LossInput) -> Self {
        let columns = input.affinities.ncols();
        let (mut members, mut strangers) = (vec![vec![]; columns], vec![vec![]; columns]);
        for (x, own, others) in input.tuples.iter() {
            members[own].push(x);
            others.iter().for_each(|&p| strangers[p].push(x));
        }
        Self { present: members.iter().filter(|xs| !xs.is_empty()).count(), members, strangers }
    }
}

impl Loss for ProxyAnchor {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        let Rows { members, strangers, present } = Rows::of(input);
        if present == 0 {
            return;
        }
        let share = members.len() as f64 / present as f64;
        for p in 0..members.len() {
            let far = |x: &usize| self.scale * (self.margin - input.affinities[(*x, p)]);
            let near = |x: &usize| self.scale * (self.margin + input.affinities[(*x, p)]);
            let pull = log_sum_exp(std::iter::once(0.0).chain(members[p].iter().map(far)));
            let push = log_sum_exp(std::iter::once(0.0).chain(strangers[p].iter().map(near)));
            out.add(share * pull + push);
            for x in &members[p] {
                out.weights[(*x, p)] -= share * self.scale * exp(far(x) - pull);
            }
            for x in &strangers[p] {
                out.weights[(*x, p)] += self.scale * exp(near(x) - push);
            }
        }
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let Rows { members, strangers, present } = Rows::of(input);
        let similar = |x: usize, p: usize| pair("s", "xc", input.affinities, (x, p));
        let scaled = |gap: Expr| number("α", self.scale).times(gap);
        let margin = || number("δ", self.margin);
        let expr = |p: usize| {
            let far = members[p].iter().map(|x| ((*x, p), scaled(margin().minus(similar(*x, p)))));
            let near = strangers[p].iter().map(|x| ((*x, p), scaled(margin().plus(similar(*x, p)))));
            let share = number("C", members.len() as f64).over(number("C⁺", present as f64));
            share.times(log_one_plus(None, far)).plus(log_one_plus(None, near))
        };
        let wanted = (0..members.len()).filter(|p| present > 0 && asked.takes(Subject::Proxy(*p)));
        wanted.map(|p| Term { subject: Subject::Proxy(p), expr: expr(p) }).collect()
    }
}
