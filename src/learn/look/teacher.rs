//! A teacher in numbers: how decided it is, and how far its student is from it, in nats. Both ways to collapse show: where one prototype wins
//! everywhere both entropies are 0, where all are equally probable both are ln K.

use crate::learn::num::entropy;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::step::{Pipeline, Trace};

/// How undecided it is about a point: the mean entropy of its probabilities (N×K); `None` without a point.
pub fn of_each(targets: &PairMatrix) -> Option<f64> {
    let rows = targets.nrows();
    let sum: f64 = (0..rows).map(|i| entropy(targets.row(i).iter().copied())).sum();
    (rows > 0).then(|| sum / rows as f64)
}

/// How evenly it uses its prototypes over all points: the entropy of its mean probabilities (N×K).
pub fn of_mean(targets: &PairMatrix) -> Option<f64> {
    let (rows, columns) = targets.shape();
    let mean = |k| (0..rows).map(|i| targets[(i, k)]).sum::<f64>() / rows as f64;
    (rows > 0).then(|| entropy((0..columns).map(mean)))
}

/// KL(q‖r) in a step, r the student's probabilities: what a loss that reads the targets has above their entropy.
pub fn divergence(pipeline: &Pipeline, trace: &Trace) -> Option<f64> {
    let entropy = of_each(&trace.relations.targets).filter(|_| pipeline.loss.reads_targets())?;
    Some((trace.active_loss - entropy).max(0.0))
}
