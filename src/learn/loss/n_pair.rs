//! N-pair: ℓ = ln(1 + Σ_n e^(s_an − s_ap)), one term per tuple: softmax cross-entropy with the positive as target.
//!
//! ln(1 + |a⁻|) + λ at total collapse on the unit circle, with |a⁻| negatives per tuple. The paper uses raw dot products and limits their
//! length with λ/2 (s_aa + s_pp), as the dot product of a point with itself is its squared length. If the references are not the rows, that
//! affinity is unknown and there is no penalty. pytorch-metric-learning normalises by default and takes one tuple per class.

use super::sum::terms::softmax_terms;
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace, softmax_over_tuples};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Subject, Term, number, pair};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "n-pair",
        name: "N-pair",
        also_known_as: prose(&["multi-class N-pair loss", "N-pairs loss"]),
        gist: prose(
            "All negatives at once: a softmax has to pick the positive out of a line-up. It is cross-entropy over the examples of the batch.",
        ),
        formula: prose(
            r"\begin{gathered} \ln\Big(1 + \sum_{n} e^{s_{an} - s_{ap}}\Big) \\ {} + \frac{\lambda}{2}(s_{aa} + s_{pp}) \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Sohn 2016, Improved Deep Metric Learning with Multi-class N-pair Loss Objective",
            link: "https://proceedings.neurips.cc/paper/2016/hash/6b180037abbebea991d8b1232f8a8ca9-Abstract.html",
        }),
        params: &[ParamSpec {
            id: "l2",
            name: "penalty on length",
            symbol: "λ",
            unit: "",
            min: 0.0,
            max: 100.0,
            default: 0.02,
            scale: Scale::Log { from: 0.001, to: 1.0, zero: true },
            follows: None,
            help: prose(
                "Keeps embeddings short. Without it they go on growing in the plane once the classes are apart. It does nothing on the circle.",
            ),
        }],
    },
    words: "the [N-pair loss]",
    reads: Orientation::Similarity,
    usual_affinity: "dot",
    squares_distances: false,
    exceptions: &[Exception::WeighsItself],
    collapse_name: "ln(1 + |a⁻|) + λ",
    build: |params| Box::new(NPair { penalty: params.get("l2") }),
};

struct NPair {
    penalty: f64,
}

impl Loss for NPair {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        softmax_over_tuples(input, 1.0, out, workspace);
        if input.relations.within {
            for (a, p, _) in input.tuples.iter() {
                for end in [(a, a), (p, p)] {
                    out.sum += self.penalty / 2.0 * input.affinities[end];
                    out.weights[end] += self.penalty / 2.0;
                }
            }
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let mut terms = softmax_terms(input, asked, None);
        for term in terms.iter_mut().filter(|_| input.relations.within && self.penalty > 0.0) {
            if let Subject::Tuple(a, p) = term.subject {
                let lengths = pair("s", "aa", input.affinities, (a, a)).plus(pair("s", "pp", input.affinities, (p, p)));
                let price = number("λ", self.penalty).over(Expr::Plain(2.0)).times(lengths);
                term.expr = term.expr.clone().plus(price);
            }
        }
        terms
    }
}
