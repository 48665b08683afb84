//! Angular: ℓ = ln(1 + Σ_n e^(f_apn)), f = 4 tan²α (s_an + s_pn) − 2(1 + tan²α) s_ap, one term per tuple.
//!
//! On unit vectors f is how much the angle at the negative, in the triangle with the middle of anchor and positive, exceeds α. W follows
//! from the softmax with 1: 4 tan²α on (a,n) and (p,n), −2(1 + tan²α) on (a,p). The exponent does not split, so it costs what the
//! triplets cost. Where references are not the rows, s_an stands for the unknown s_pn. ln(1 + Q e^(6 tan²α − 2)) at total collapse.
//! pytorch-metric-learning leaves the negative unnormalised: the same on unit vectors only.

use super::terms::tuple_terms;
use super::{Loss, LossInput, LossOutput, LossSpec};
use crate::learn::affinity::Orientation;
use crate::learn::explain::{Asked, Expr, Term, log_one_plus, number, pair};
use crate::learn::num::{exp, log_sum_exp, softplus, tan};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "angular",
        name: "Angular",
        also_known_as: &["N-pair angular loss"],
        gist: "In the triangle of anchor, positive and negative, the angle at the negative has to be small. An angle needs no margin and knows no scale.",
        formula: r"\begin{gathered} \ln\Big(1 + \sum_{n} e^{f_n}\Big) \\ f_n = 4 \tan^2\alpha\,(s_{an} + s_{pn}) \\ {} - 2(1 + \tan^2\alpha)\,s_{ap} \end{gathered}",
        citation: Citation {
            text: "Wang, Zhou, Wen, Liu & Lin 2017, Deep Metric Learning with Angular Loss",
            link: "https://arxiv.org/abs/1708.01682",
        },
        params: &[ParamSpec {
            id: "alpha",
            name: "angle",
            symbol: "α",
            unit: "°",
            min: 1.0,
            max: 85.0,
            default: 40.0,
            scale: Scale::Linear { from: 15.0, to: 60.0, by: 5.0 },
            follows: None,
            help: "The greatest angle at the negative that is still fine. The paper takes 36° to 45°; a larger one pushes harder.",
        }],
    },
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| {
        let tangent = tan(params.get("alpha").to_radians());
        Box::new(Angular { square: tangent * tangent })
    },
};

struct Angular {
    /// tan²α.
    square: f64,
}

impl Loss for Angular {
    fn evaluate(&self, input: &LossInput) -> LossOutput {
        let mut out = LossOutput::empty(input);
        let (apart, together) = (4.0 * self.square, 2.0 * (1.0 + self.square));
        for (a, p, negatives) in input.tuples.iter() {
            let s = |pair: (usize, usize)| input.affinities[pair];
            let logit = |n: &usize| apart * (s((a, *n)) + s(input.beyond(a, p, *n))) - together * s((a, p));
            let value = softplus(log_sum_exp(negatives.iter().map(logit)));
            out.add(value);
            for n in negatives {
                let share = exp(logit(n) - value);
                out.weights[(a, *n)] += apart * share;
                out.weights[input.beyond(a, p, *n)] += apart * share;
                out.weights[(a, p)] -= together * share;
            }
        }
        out
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        tuple_terms(input, asked, |a, p, negatives| {
            let exponent = |n: &usize| {
                let near = pair("s", "an", input, (a, *n)).plus(pair("s", "pn", input, input.beyond(a, p, *n)));
                let pushed = Expr::Plain(4.0).times(number("tan²α", self.square)).times(near);
                let one_plus = Expr::Plain(1.0).plus(number("tan²α", self.square));
                let pulled = Expr::Plain(2.0).times(one_plus).times(pair("s", "ap", input, (a, p)));
                ((a, *n), pushed.minus(pulled))
            };
            log_one_plus(Some((a, p)), negatives.iter().map(exponent))
        })
    }
}
