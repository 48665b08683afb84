//! The softmax of each tuple's positive among its negatives.

use super::workspace::Workspace;
use crate::learn::loss::{LossInput, LossOutput};
use crate::learn::num::{sigmoid, softplus};

/// Softmax cross-entropy per tuple with the positive as target, ln(1 + Σ_n e^((s_an − s_ap)/τ)), computed as softplus(ln Σ_n e^(s_an/τ) −
/// s_ap/τ). Tuples that share their negatives share the sum, so all triplets cost no more than all pairs.
pub(in crate::loss) fn softmax_over_tuples(
    input: &LossInput,
    temperature: f64,
    out: &mut LossOutput,
    workspace: &mut Workspace,
) {
    let rivals = &mut workspace.softmax;
    for (a, positives, negatives) in input.tuples.runs() {
        let logit = |k: &usize| input.affinities[(a, *k)] / temperature;
        rivals.of(negatives.iter().map(logit));
        let mut pushed = 0.0;
        for p in positives {
            let x = rivals.log_sum - logit(p);
            out.add(softplus(x));
            out.weights[(a, *p)] -= sigmoid(x) / temperature;
            pushed += sigmoid(x) / temperature;
        }
        for (n, share) in negatives.iter().zip(rivals.shares(pushed)) {
            out.weights[(a, *n)] += share;
        }
    }
}
