//! Softmax: ln Σ eˣ and the share of each number in the sum, with one exponential per number.

use crate::learn::num::{exp, ln};

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
