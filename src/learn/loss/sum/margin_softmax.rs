//! Softmax over classes with a handicap for the own class: ℓ = −ln( e^(κt) / (e^(κt) + Σ_c e^(κ s_c)) ) with t = ψ(s_y) ≤ s_y.
//!
//! Computed as a log-sum-exp of differences, so that it does not saturate. κ is the scale; s_c are the similarities to the other classes.

use crate::learn::loss::{LossInput, LossOutput};
use crate::learn::num::{exp, log_sum_exp};

/// Adds one term per tuple. `target` gives ψ(s) and ψ′(s) for the similarity s to the own class.
pub fn margin_softmax(input: &LossInput, scale: f64, out: &mut LossOutput, target: impl Fn(f64) -> (f64, f64)) {
    for (a, own, others) in input.tuples.iter() {
        let (handicapped, slope) = target(input.affinities[(a, own)]);
        let logit = |c: &usize| scale * (input.affinities[(a, *c)] - handicapped);
        let value = log_sum_exp(std::iter::once(0.0).chain(others.iter().map(logit)));
        out.add(value);
        for c in others {
            let share = scale * exp(logit(c) - value);
            out.weights[(a, *c)] += share;
            out.weights[(a, own)] -= share * slope;
        }
    }
}
