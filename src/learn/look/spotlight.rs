//! The spotlight: the point that pictures follow as an anchor as long as nobody has chosen one. It is chosen at the first step and stays,
//! so that its story can be followed: an anchor whose forces are alive, whose label is right, and whose positive is about as far away as
//! the margin is wide, so that both can be seen.

use crate::learn::compare::Relation;
use crate::learn::loss::Reach;
use crate::learn::order::sort_by_number;
use crate::learn::step::{Pipeline, Trace};

/// The point to follow; `None`, if no row has both a positive and, where there are negatives, a negative.
pub fn spotlit(pipeline: &Pipeline, trace: &Trace, numbers: &[f64]) -> Option<usize> {
    let reach = pipeline.reach(numbers);
    let candidate = |row: usize| {
        let positive = telling(pipeline, trace, row, reach)?;
        let alone = pipeline.scheme.may_lack_negatives();
        trace.relations.of(row, Relation::Negative).next().map(|_| ()).or(alone.then_some(()))?;
        let live = partner(trace, row, true).is_some() && (alone || partner(trace, row, false).is_some());
        let off = (trace.distances[(row, positive)] - reach.margin()).abs();
        let wrong = pipeline.dataset.is_mislabelled(trace.points[row]);
        Some((wrong, !live, if off.is_nan() { f64::INFINITY } else { off }, trace.points[row]))
    };
    let all = (0..trace.points.len()).filter_map(candidate);
    all.min_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2))).map(|(.., point)| point)
}

/// A row's telling positive, a reference: one with the right label rather than another, and then one that is pulled. Of these the one at the
/// middle distance, or where the margin begins at the positive the one about as far away as the margin is wide.
pub fn telling(pipeline: &Pipeline, trace: &Trace, row: usize, reach: Reach) -> Option<usize> {
    let dataset = &pipeline.dataset;
    let distance = |j: &usize| trace.distances[(row, *j)];
    let mut all: Vec<usize> = trace.relations.of(row, Relation::Positive).collect();
    let rank =
        |j: &usize| (trace.who[*j].label(dataset) != trace.who[*j].truth(dataset), trace.weights[(row, *j)] <= 0.0);
    let best = all.iter().map(rank).min()?;
    all.retain(|j| rank(j) == best);
    sort_by_number(&mut all, distance);
    match reach {
        Reach::Beyond(margin) if margin > 0.0 => {
            let off = |j: &usize| (distance(j) - margin).abs();
            all.into_iter().min_by(|a, b| off(a).total_cmp(&off(b)))
        }
        _ => all.get(all.len() / 2).copied(),
    }
}

/// The reference that a row pulls, or pushes, most strongly.
pub fn partner(trace: &Trace, row: usize, pull: bool) -> Option<usize> {
    let sign = if pull { 1.0 } else { -1.0 };
    let weighed = trace.weights.row(row).iter().enumerate().map(|(j, weight)| (j, sign * weight));
    weighed.filter(|(_, weight)| *weight > 0.0).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(j, _)| j)
}
