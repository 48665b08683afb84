//! Selectively contrastive triplet: a hard triplet (s_an > s_ap) contributes only λ s_an, any other ln(1 + e^((s_an − s_ap)/τ)).
//!
//! A hard triplet thus pushes its negative with λ and ignores its positive; the others are a softmax of two. The value jumps when a triplet
//! turns hard, and can be negative. ln 2 at exact collapse, where no negative is nearer than a positive. If many triplets of an anchor
//! share their negatives, hard ones are counted and [`super::sum::softplus_sum`] sums the rest to rounding: O(N²) for all triplets.

use super::sum::softplus_sum::Pairs;
use super::sum::terms::triplet_terms;
use super::{Exception, Loss, LossInput, LossOutput, LossSpec, Workspace, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, log_one_plus, number, pair};
use crate::learn::num::{ln, sigmoid, softplus};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "sct",
        name: "Selectively contrastive triplet",
        also_known_as: prose(&["SCT", "Xuan's repair"]),
        gist: prose(
            "A repair for hard-negative mining: while a negative is nearer than the positive (hard), it is pushed and nothing pulls. None of our runs collapses with it, even if one label in five is wrong.",
        ),
        formula: prose(
            r"\begin{cases} \lambda\, s_{an} & \text{hard} \\ \ln\left(1 + e^{(s_{an} - s_{ap})/\tau}\right) & \text{else} \end{cases}",
        ),
        citation: prose(Citation {
            text: "Xuan, Stylianou, Liu & Pless 2020, Hard Negative Examples are Hard, but Useful",
            link: "https://arxiv.org/abs/2007.12749",
        }),
        params: &[
            ParamSpec {
                id: "lambda",
                name: "push of hard triplets",
                symbol: "λ",
                unit: "",
                min: 0.001,
                max: 100.0,
                default: 0.1,
                scale: Scale::Log { from: 0.01, to: 10.0, zero: false },
                follows: None,
                help: prose(
                    "How strongly a negative that is nearer than the positive is pushed. Where one label in five is wrong, 10 does worse than 0.1.",
                ),
            },
            temperature(
                0.1,
                "How sharply the other triplets are judged: when it is low, only those that are nearly hard still move.",
            ),
        ],
    },
    words: "the [selectively contrastive triplet loss]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[Exception::Jumps],
    collapse_name: "ln 2",
    build: |params| Box::new(Sct { push: params.get("lambda"), temperature: params.get("temperature") }),
};

struct Sct {
    push: f64,
    temperature: f64,
}

impl Loss for Sct {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let sums = &mut workspace.sums;
        for (a, positives, negatives) in input.tuples.runs() {
            let row = input.affinities.row(a);
            let (near, far) = (positives.iter().map(|p| row[*p]), negatives.iter().map(|n| row[*n]));
            if let Some(sum) = sums.over(far, near, self.temperature, Pairs::Ascending) {
                out.add_many(sum, positives.len() * negatives.len(), sums.silent(self.temperature));
                let weights = out.weights.row_mut(a);
                positives.iter().zip(sums.at_z()).for_each(|(p, slope)| weights[*p] -= slope / self.temperature);
                for (&n, slope) in negatives.iter().zip(sums.at_x()) {
                    let push = self.push * sums.below(row[n]) as f64;
                    weights[n] += slope / self.temperature + push;
                    out.sum += push * row[n];
                }
                continue;
            }
            for &p in positives {
                for &n in negatives {
                    let (positive, negative) = (row[p], row[n]);
                    if negative > positive {
                        out.add_at_work(self.push * negative);
                        out.weights[(a, n)] += self.push;
                    } else {
                        let x = (negative - positive) / self.temperature;
                        out.add(softplus(x));
                        out.weights[(a, p)] -= sigmoid(x) / self.temperature;
                        out.weights[(a, n)] += sigmoid(x) / self.temperature;
                    }
                }
            }
        }
    }

    fn at_collapse(&self, input: &LossInput, _: f64, out: &mut LossOutput, _: &mut Workspace) {
        out.become_equal(ln(2.0), input.tuples.triplets());
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        triplet_terms(input, asked, |a, p, n| {
            let (positive, negative) =
                (pair("s", "ap", input.affinities, (a, p)), pair("s", "an", input.affinities, (a, n)));
            if negative.value() > positive.value() {
                return number("λ", self.push).times(negative);
            }
            log_one_plus(None, [((a, n), negative.minus(positive).over(number("τ", self.temperature)))])
        })
    }
}
