//! Alignment + uniformity: mean D over positive pairs + λ ln(mean e^(−tD) over all pairs), over the distinct pairs of the tuples.
//!
//! D is the squared distance on the unit sphere. There is one term per positive pair: its own D plus the uniformity of the whole batch, so
//! that the mean over terms is the paper's sum. Per term, W is 1 on positive pairs, minus λt times the softmax of −tD on every pair. On the
//! circle uniformity tends to −2t + ln I₀(2t), which is −1.575 for t = 2. The loss is 0 at total collapse and negative for better
//! embeddings.

use super::sum::group::{Groups, Pairs};
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, log_sum, number, pair};
use crate::learn::num::ln;
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "align-uniform",
        name: "Alignment + uniformity",
        also_known_as: prose(&["uniformity loss"]),
        gist: prose(
            "It asks for two things: that positives are together, and that the whole batch is spread evenly over the circle. Every pair repels, even a positive one. At collapse the loss is 0; a good embedding is below that.",
        ),
        formula: prose(
            r"\underset{(a,p)}{\mathrm{mean}}\, D_{ap} + \lambda \ln \underset{(i,j)}{\mathrm{mean}}\, e^{-t D_{ij}}",
        ),
        citation: prose(Citation {
            text: "Wang & Isola 2020, Understanding Contrastive Representation Learning through Alignment and Uniformity on the Hypersphere",
            link: "https://arxiv.org/abs/2005.10242",
        }),
        params: &[
            ParamSpec {
                id: "t",
                name: "reach",
                symbol: "t",
                unit: "",
                min: 0.001,
                max: 1000.0,
                default: 2.0,
                scale: Scale::Log { from: 0.5, to: 20.0, zero: false },
                follows: None,
                help: prose(
                    "How fast a pair's repulsion fades with its distance. The paper takes 2; more looks at near neighbours only.",
                ),
            },
            ParamSpec {
                id: "lambda",
                name: "weight of uniformity",
                symbol: "λ",
                unit: "",
                min: 0.0,
                max: 1000.0,
                default: 1.0,
                scale: Scale::Log { from: 0.1, to: 10.0, zero: false },
                follows: None,
                help: prose(
                    "How much spreading out counts beside pulling positives together. At 0, nothing holds the points apart.",
                ),
            },
        ],
    },
    words: "[alignment and uniformity]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[Exception::PositivesPush],
    collapse_name: "collapse",
    build: |params| Box::new(AlignUniform { reach: params.get("t"), weight: params.get("lambda") }),
};

struct AlignUniform {
    reach: f64,
    weight: f64,
}

impl Loss for AlignUniform {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let Workspace { groups, pairs, softmax, .. } = workspace;
        let [positives, negatives] = pairs.read(input, groups);
        let all = || positives.iter().chain(negatives);
        let logit = |pair: &(usize, usize)| -self.reach * input.affinities[*pair];
        softmax.of(all().map(logit));
        let uniformity = softmax.log_sum - ln(all().count() as f64);
        let terms = positives.len() as f64;
        for (pair, share) in all().zip(softmax.shares(terms * self.weight * self.reach)) {
            out.weights[*pair] -= share;
        }
        for pair in positives {
            out.add_at_work(input.affinities[*pair] + self.weight * uniformity);
            out.weights[*pair] += 1.0;
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let mut pairs = Pairs::default();
        let [positives, negatives] = pairs.read(input, &mut Groups::default());
        let all = || positives.iter().chain(negatives);
        let logit =
            |cell| Expr::Minus(Box::new(number("t", self.reach).times(pair("D", "ij", input.affinities, cell))));
        let expr = |cell| {
            let sum = log_sum(all().map(|cell| (*cell, logit(*cell))));
            let mean = sum.minus(Expr::Log(Box::new(Expr::Plain(all().count() as f64))));
            pair("D", "ap", input.affinities, cell).plus(number("λ", self.weight).times(mean))
        };
        let wanted = positives.iter().filter(|(a, p)| asked.takes(Subject::Positive(*a, *p)));
        wanted.map(|(a, p)| Term { subject: Subject::Positive(*a, *p), expr: expr((*a, *p)) }).collect()
    }
}
