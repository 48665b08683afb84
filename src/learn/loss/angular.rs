//! Angular: ℓ = ln(1 + Σ_n e^(f_apn)), f = 4 tan²α (s_an + s_pn) − 2(1 + tan²α) s_ap, one term per tuple.
//!
//! On unit vectors f is the amount by which the angle at the negative exceeds α, in the triangle with the midpoint of anchor and positive.
//! W follows from the softmax with 1: 4 tan²α on (a,n) and (p,n), −2(1 + tan²α) on (a,p). If the references are not the rows, s_an stands
//! in for the unknown s_pn. ln(1 + |a⁻| e^(6 tan²α − 2)) at total collapse. pytorch-metric-learning does not normalise the negative; on unit
//! vectors the two agree.
//!
//! The exponential of the sum is a product of one number for (a,n) and one for (p,n). That takes N² exponentials and, over all triplets,
//! one matrix product per class. In few dimensions these matrices have low rank and large classes cost O(N²). Otherwise, or when
//! exponentials differ by more than about e⁹, the cost is O(N²·P), one and a half multiplications per triplet.

use super::sum::terms::tuple_terms;
use super::sum::whole_class::{WholeClass, whole_classes};
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Expr, Term, log_one_plus, number, pair};
use crate::learn::num::{exp, ln, log_sum_exp, softplus, tan};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "angular",
        name: "Angular",
        also_known_as: prose(&["N-pair angular loss"]),
        gist: prose(
            "In the triangle of anchor, positive and negative, the angle at the negative has to be small. An angle needs no margin and does not depend on scale.",
        ),
        formula: prose(
            r"\begin{gathered} \ln\Big(1 + \sum_{n} e^{f_n}\Big) \\ f_n = 4 \tan^2\alpha\,(s_{an} + s_{pn}) \\ {} - 2(1 + \tan^2\alpha)\,s_{ap} \end{gathered}",
        ),
        citation: prose(Citation {
            text: "Wang, Zhou, Wen, Liu & Lin 2017, Deep Metric Learning with Angular Loss",
            link: "https://arxiv.org/abs/1708.01682",
        }),
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
            help: prose(
                "The greatest angle at the negative that the loss accepts. The paper takes 36° to 45°; a larger one pushes harder.",
            ),
        }],
    },
    words: "the [angular loss] with an angle of [{alpha}°]",
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

/// If the exponents of a row differ by more than this, their exponentials are not split: products that matter would underflow.
const WIDEST: f64 = 150.0;

impl Loss for Angular {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let apart = 4.0 * self.square;
        // e^(4 tan²α s), each row divided by its greatest entry, and the logarithms of those entries.
        let rows = || (0..input.affinities.nrows()).map(|a| input.affinities.row(a));
        let ends = |row: &[f64]| row.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), s| (s.min(l), s.max(h)));
        if rows().map(ends).any(|(low, high)| apart * (high - low) > WIDEST) {
            self.one_by_one(input, out);
            return;
        }
        let tops: Vec<f64> = rows().map(|row| apart * ends(row).1).collect();
        let Workspace { powers, rows, .. } = workspace;
        powers.become_map(input.affinities, |s| apart * s);
        for (a, top) in tops.iter().enumerate() {
            powers.row_mut(a).iter_mut().for_each(|s| *s = exp(*s - top));
        }
        let (classes, taken) = whole_classes(input);
        for WholeClass { members, negatives } in &classes {
            let count = members.len();
            let cells = members.iter().flat_map(|a| negatives.iter().map(move |n| (*a, *n)));
            rows.take(negatives.len(), cells.map(|cell| powers[cell]));
            rows.multiply();
            for i in 0..count {
                for k in 0..i {
                    let (a, p, sum) = (members[i], members[k], rows.table[i * count + k]);
                    let push = [(a, p), (p, a)].map(|pair| self.add(input, pair, tops[a] + tops[p], sum, out));
                    rows.table[i * count + k] = push[0] + push[1];
                    rows.table[k * count + i] = push[0] + push[1];
                }
                rows.table[i * count + i] = 0.0;
            }
            rows.combine(|i, push| {
                let (own, weights) = (powers.row(members[i]), out.weights.row_mut(members[i]));
                negatives.iter().zip(push).for_each(|(n, push)| weights[*n] += own[*n] * push);
            });
        }
        for (a, p, negatives) in input.tuples.iter().filter(|(a, ..)| !taken[*a]) {
            let (other, _) = input.beyond(a, p, 0);
            let (own, theirs) = (powers.row(a), powers.row(other));
            let sum: f64 = negatives.iter().map(|n| own[*n] * theirs[*n]).sum();
            let scale = self.add(input, (a, p), tops[a] + tops[other], sum, out);
            for row in [a, other] {
                let weights = out.weights.row_mut(row);
                negatives.iter().for_each(|n| weights[*n] += scale * own[*n] * theirs[*n]);
            }
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        tuple_terms(input, asked, |a, p, negatives| {
            let exponent = |n: &usize| {
                let near = pair("s", "an", input.affinities, (a, *n)).plus(pair(
                    "s",
                    "pn",
                    input.affinities,
                    input.beyond(a, p, *n),
                ));
                let pushed = Expr::Plain(4.0).times(number("tan²α", self.square)).times(near);
                let one_plus = Expr::Plain(1.0).plus(number("tan²α", self.square));
                let pulled = Expr::Plain(2.0).times(one_plus).times(pair("s", "ap", input.affinities, (a, p)));
                ((a, *n), pushed.minus(pulled))
            };
            log_one_plus(Some((a, p)), negatives.iter().map(exponent))
        })
    }
}

impl Angular {
    /// Adds the term of an anchor and positive, given Σ_n of the scaled exponentials and the logarithm `top` of their scale. Returns the
    /// push on each negative, in units of its own scaled exponential.
    fn add(&self, input: &LossInput, pair: (usize, usize), top: f64, sum: f64, out: &mut LossOutput) -> f64 {
        let (apart, together) = (4.0 * self.square, 2.0 * (1.0 + self.square));
        let offset = top - together * input.affinities[pair];
        let value = softplus(ln(sum) + offset);
        out.add(value);
        let scale = apart * exp(offset - value);
        out.weights[pair] -= together / apart * scale * sum;
        scale
    }

    /// The same sum without splitting the exponentials.
    fn one_by_one(&self, input: &LossInput, out: &mut LossOutput) {
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
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::compare::{Relation, Relations, Tuples};
    use crate::learn::num::{cos, sin};
    use crate::learn::pair_matrix::PairMatrix;

    #[test]
    fn split_exponentials_give_what_whole_ones_give() {
        let labels = [0, 0, 0, 1, 1, 2, 2, 2];
        for (angle, within) in [(1.0_f64, true), (40.0, true), (75.0, true), (40.0, false)] {
            let loss = Angular { square: tan(angle.to_radians()) * tan(angle.to_radians()) };
            let affinities = PairMatrix::from_fn(8, 8, |i, j| ((7 * i + 3 * j) % 11) as f64 / 5.5 - 1.0);
            let relation = |i: usize, j: usize| match (i == j, labels[i] == labels[j]) {
                (true, _) => Relation::Ignored,
                (_, true) => Relation::Positive,
                _ => Relation::Negative,
            };
            let relations = Relations::from_fn(8, 8, within, relation);
            let mut tuples = Tuples::default();
            tuples.push(3, 4, []);
            for a in 0..8 {
                tuples.push_shared(a, relations.of(a, Relation::Positive), relations.of(a, Relation::Negative));
            }
            let input = LossInput { affinities: &affinities, relations: &relations, tuples: &tuples, numbers: &[] };
            let (split, mut whole) = ((&loss as &dyn Loss).evaluate(&input), LossOutput::default());
            whole.clear(&input);
            loss.one_by_one(&input, &mut whole);
            assert_eq!((split.terms, split.active), (whole.terms, whole.active));
            assert!((split.sum - whole.sum).abs() < 1e-12 * whole.sum, "{} for {}", split.sum, whole.sum);
            for (x, y) in split.weights.iter().zip(whole.weights.iter()) {
                assert!((x - y).abs() < 1e-12 * (1.0 + y.abs()), "{x} for {y}");
            }
        }
    }
    #[test]
    fn large_classes_give_what_triplets_give_one_by_one_at_every_angle() {
        let points: Vec<[f64; 2]> = (0..360).map(|i| 1.7 * f64::from(i * i % 359)).map(|t| [cos(t), sin(t)]).collect();
        let dot = |i: usize, j: usize| points[i][0] * points[j][0] + points[i][1] * points[j][1];
        let affinities = PairMatrix::from_fn(360, 360, dot);
        // Classes spread over the whole circle, and separate classes whose negatives are far away.
        let sides = (0..360).map(|i| usize::from(points[i][0] > 0.0)).collect::<Vec<_>>();
        for labels in [(0..360).map(|i| i % 2).collect(), sides] {
            assert_large_classes(&affinities, &labels);
        }
    }

    fn assert_large_classes(affinities: &PairMatrix, labels: &[usize]) {
        let relations = Relations::supervised(labels, &(0..360).collect::<Vec<_>>());
        let mut tuples = Tuples::default();
        tuples.push_all(&relations, 0..360);
        let input = LossInput { affinities, relations: &relations, tuples: &tuples, numbers: &[] };
        for angle in [15.0_f64, 40.0, 45.0, 60.0] {
            let loss = Angular { square: tan(angle.to_radians()) * tan(angle.to_radians()) };
            let (split, mut whole) = ((&loss as &dyn Loss).evaluate(&input), LossOutput::default());
            whole.clear(&input);
            loss.one_by_one(&input, &mut whole);
            assert!((split.sum - whole.sum).abs() < 1e-10 * whole.sum, "{angle}: {} for {}", split.sum, whole.sum);
            let greatest = whole.weights.iter().fold(0.0, |most: f64, w| most.max(w.abs()));
            for (x, y) in split.weights.iter().zip(whole.weights.iter()) {
                assert!((x - y).abs() < 1e-10 * greatest, "{angle}: {x} for {y} of {greatest}");
            }
        }
    }
}
