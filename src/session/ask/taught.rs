//! Figures of a teacher: how decided it is, how far the student is from it, and whether its choices agree with the classes. Both ways to collapse
//! show: where one prototype wins everywhere both entropies are 0, where all are equally probable both are ln K.

use crate::learn::compare::Relation;
use crate::learn::num::entropy;
use crate::learn::pair_matrix::PairMatrix;
use crate::session::Session;

/// The mean entropy of rows; `None` without one.
fn mean_entropy(targets: &PairMatrix) -> Option<f64> {
    let rows = targets.nrows();
    let sum: f64 = (0..rows).map(|i| entropy(targets.row(i).iter().copied())).sum();
    (rows > 0).then(|| sum / rows as f64)
}

/// How undecided the teacher is about a point.
pub fn of_each(session: &Session) -> Option<f64> {
    mean_entropy(&session.taught()?.targets)
}

/// How evenly it uses its prototypes over all points.
pub fn of_mean(session: &Session) -> Option<f64> {
    let targets = &session.taught()?.targets;
    let (rows, columns) = targets.shape();
    let mean = |k| (0..rows).map(|i| targets[(i, k)]).sum::<f64>() / rows as f64;
    (rows > 0).then(|| entropy((0..columns).map(mean)))
}

/// KL(q‖r), r the student's probabilities: what a loss that reads the targets has above their entropy.
pub fn divergence(session: &Session) -> Option<f64> {
    let reads = session.pipeline().loss.reads_targets();
    let entropy = mean_entropy(&session.trace().relations.targets).filter(|_| reads)?;
    Some((session.trace().active_loss - entropy).max(0.0))
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
