//! Figures of a teacher: how decided it is, how far the student is from it, and whether its choices agree with the classes.

use crate::learn::compare::Relation;
use crate::learn::look::teacher;
use crate::session::Session;

/// How undecided the teacher is about a point.
pub fn of_each(session: &Session) -> Option<f64> {
    teacher::of_each(&session.taught()?.targets)
}

/// How evenly it uses its prototypes over all points.
pub fn of_mean(session: &Session) -> Option<f64> {
    teacher::of_mean(&session.taught()?.targets)
}

/// How far the student is from it.
pub fn divergence(session: &Session) -> Option<f64> {
    teacher::divergence(session.pipeline(), session.trace())
}

/// For every prototype, how many points of each class find it the most probable one.
fn chosen(session: &Session) -> Option<Vec<Vec<usize>>> {
    let (relations, data) = (session.taught()?, &session.pipeline().dataset);
    let mut counts = vec![vec![0; data.classes()]; relations.columns()];
    for (i, class) in data.truth.iter().enumerate() {
        relations.of(i, Relation::Positive).for_each(|k| counts[k][*class] += 1);
    }
    Some(counts)
}

/// How many prototypes are the most probable one of some point.
pub fn used(session: &Session) -> Option<f64> {
    Some(chosen(session)?.iter().filter(|counts| counts.iter().any(|count| *count > 0)).count() as f64)
}

/// The share of points whose class is the most frequent one of their prototype.
pub fn purity(session: &Session) -> Option<f64> {
    let most = chosen(session)?.iter().filter_map(|counts| counts.iter().max().copied()).sum::<usize>();
    Some(most as f64 / session.pipeline().dataset.len() as f64)
}
