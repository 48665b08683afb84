//! Terms as expressions, arranged as losses need them: by triplet, tuple, anchor and pair.

use super::group::{Group, Groups, Pairs};
use crate::learn::look::explain::{Asked, Expr, Subject, Term, log_one_plus, number, pair};
use crate::learn::loss::LossInput;

/// The terms of [`super::over_tuples::softmax_over_tuples`]. `temperature` is the symbol's value, `None` for 1.
pub(in crate::loss) fn softmax_terms(input: &LossInput, asked: Asked, temperature: Option<f64>) -> Vec<Term> {
    tuple_terms(input, asked, |a, p, negatives| {
        let rival = |n: &usize| {
            let gap = pair("s", "an", input.affinities, (a, *n)).minus(pair("s", "ap", input.affinities, (a, p)));
            let exponent = match temperature {
                Some(temperature) => gap.over(number("τ", temperature)),
                None => gap,
            };
            ((a, *n), exponent)
        };
        log_one_plus(Some((a, p)), negatives.iter().map(rival))
    })
}

/// One term per tuple.
pub(in crate::loss) fn tuple_terms(
    input: &LossInput,
    asked: Asked,
    expr: impl Fn(usize, usize, &[usize]) -> Expr,
) -> Vec<Term> {
    let wanted = input.tuples.iter().filter(|(a, p, _)| asked.takes(Subject::Tuple(*a, *p)));
    wanted.map(|(a, p, negatives)| Term { subject: Subject::Tuple(a, p), expr: expr(a, p, negatives) }).collect()
}

/// One term per triplet of the tuples.
pub(in crate::loss) fn triplet_terms(
    input: &LossInput,
    asked: Asked,
    expr: impl Fn(usize, usize, usize) -> Expr,
) -> Vec<Term> {
    let wanted = input.tuples.iter().filter(|(a, p, _)| asked.takes(Subject::Tuple(*a, *p)));
    let triplets = wanted.flat_map(|(a, p, negatives)| negatives.iter().map(move |n| (a, p, *n)));
    triplets.map(|(a, p, n)| Term { subject: Subject::Triplet(a, p, n), expr: expr(a, p, n) }).collect()
}

/// One term per distinct pair of the tuples, positives first.
pub(in crate::loss) fn pair_terms(
    input: &LossInput,
    asked: Asked,
    near: impl Fn(usize, usize) -> Expr,
    far: impl Fn(usize, usize) -> Expr,
) -> Vec<Term> {
    let mut pairs = Pairs::default();
    let [positives, negatives] = pairs.read(input, &mut Groups::default());
    let term = |subject, expr: &dyn Fn() -> Expr| asked.takes(subject).then(|| Term { subject, expr: expr() });
    let positives = positives.iter().filter_map(|(a, p)| term(Subject::Positive(*a, *p), &|| near(*a, *p)));
    let negatives = negatives.iter().filter_map(|(a, n)| term(Subject::Negative(*a, *n), &|| far(*a, *n)));
    positives.chain(negatives).collect()
}

/// One term per anchor of the tuples for which `counts` holds.
pub(in crate::loss) fn group_terms(
    input: &LossInput,
    asked: Asked,
    counts: impl Fn(&Group) -> bool,
    expr: impl Fn(&Group) -> Expr,
) -> Vec<Term> {
    let groups = Groups::of(input);
    let wanted = groups.iter().filter(|group| asked.takes(Subject::Anchor(group.anchor)) && counts(group));
    wanted.map(|group| Term { subject: Subject::Anchor(group.anchor), expr: expr(&group) }).collect()
}
