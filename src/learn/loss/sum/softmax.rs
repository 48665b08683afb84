//! Softmax: ln Σ eˣ and the share of each number in the sum, with one exponential per number.

use super::workspace::Workspace;
use crate::learn::loss::{LossInput, LossOutput};
use crate::learn::num::{exp, ln, sigmoid, softplus};

/// The softmax of a list. Reuses its memory.
#[derive(Default)]
pub(in crate::loss) struct Softmax {
    /// e^(x − the greatest x).
    powers: Vec<f64>,
    /// Their sum.
    total: f64,
    /// ln Σ eˣ; −∞ for an empty list.
    pub log_sum: f64,
}

impl Softmax {
    /// Computes the softmax of these numbers.
    pub fn of(&mut self, numbers: impl Iterator<Item = f64>) {
        self.powers.clear();
        self.powers.extend(numbers);
        let greatest = self.powers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        self.powers.iter_mut().for_each(|x| *x = exp(*x - greatest));
        self.total = self.powers.iter().sum();
        self.log_sum = if self.powers.is_empty() { greatest } else { greatest + ln(self.total) };
    }

    /// The share of each number, multiplied by `times`.
    pub fn shares(&self, times: f64) -> impl Iterator<Item = f64> + '_ {
        let factor = times / self.total;
        self.powers.iter().map(move |power| power * factor)
    }
}

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
