//! Axes: ranges and ticks that are finite whatever the values are.
//!
//! plotters never returns from an axis whose span is not finite, so no other code may choose a range: every end lies within ±1e12, and
//! every span is at least 1e-9 and large enough beside its ends. Ticks are counted, so no loop is endless. Ranges end at round numbers (1,
//! 1.5, 2, 3, 5, 7 times a power of ten), so that a picture does not shake while values creep.

use crate::learn::num::{log10, pow};

/// The greatest end of a range.
pub const GREATEST: f64 = 1e12;
/// The least span, and the least value on a logarithmic axis.
pub const LEAST: f64 = 1e-9;

/// The round numbers at which ranges end, per power of ten.
pub const RANGES: &[f64] = &[1.0, 1.5, 2.0, 3.0, 5.0, 7.0];
/// The round distances of ticks, per power of ten.
pub const TICKS: &[f64] = &[1.0, 2.0, 5.0];

/// How values are placed on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// At the value.
    Linear,
    /// At its square root, which keeps small shares visible beside large ones.
    Root,
    /// At its decimal logarithm.
    Log,
}

/// A range with its ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The low end, in places of the scale.
    pub low: f64,
    /// The high end, in places of the scale.
    pub high: f64,
    /// The values at which there are ticks.
    pub ticks: Vec<f64>,
    /// How values are placed.
    pub scale: Scale,
}

impl Axis {
    /// A linear axis from `low` to `high` with at most `most` + 1 ticks at round values.
    pub fn linear(low: f64, high: f64, most: usize) -> Self {
        let (low, high) = guarded(low, high);
        let step = round_up((high - low) / most.max(1) as f64, TICKS);
        let first = (low / step - 1e-9).ceil();
        let count = ((high / step + 1e-9).floor() - first + 1.0).clamp(0.0, most as f64 + 1.0);
        // 0 as a sum of steps would be 1e-17.
        let ticks =
            (0..count as usize).map(|i| first + i as f64).map(|k| if k == 0.0 { 0.0 } else { k * step }).collect();
        Self { low, high, ticks, scale: Scale::Linear }
    }

    /// An axis of shares from 0 to 100 per cent.
    pub fn shares() -> Self {
        Self { low: 0.0, high: 10.0, ticks: vec![10.0, 50.0, 100.0], scale: Scale::Root }
    }

    /// A logarithmic axis around the positive values, over at most six powers of ten below the greatest.
    pub fn log(values: impl Iterator<Item = f64>, most: usize) -> Self {
        let usable = values.filter(|v| *v > 0.0).map(|v| v.clamp(1e-12, GREATEST));
        let (low, high) = usable.fold((f64::INFINITY, 0.0), |(low, high): (f64, f64), v| (low.min(v), high.max(v)));
        let high = if high == 0.0 { 1.0 } else { round_up((high * 1.4).max(1e-11), RANGES).min(GREATEST) };
        let low = low.clamp((high * 1e-6).max(1e-12), high / 10.0);
        let (low, high) = guarded(log10(round_down(low, RANGES)), log10(high));
        let decades = high - low;
        let steps: &[f64] = if decades > 2.5 { &[1.0] } else { TICKS };
        let every = (decades / most.max(1) as f64).ceil().max(1.0) as i32;
        let exponents = (low.floor() as i32..=high.ceil() as i32).filter(|e| e.rem_euclid(every) == 0);
        let ticks = exponents.flat_map(|e| steps.iter().map(move |m| m * pow(10.0, f64::from(e))));
        let ticks = ticks.filter(|t| (low - 1e-9..=high + 1e-9).contains(&log10(*t))).collect();
        Self { low, high, ticks, scale: Scale::Log }
    }

    /// The same without ticks whose labels would overlap the previous one on an axis of this length. `size` is the length of a tick's
    /// label.
    pub fn spaced(mut self, length: f64, size: impl Fn(f64) -> f64) -> Self {
        let mut end = f64::NEG_INFINITY;
        for tick in std::mem::take(&mut self.ticks) {
            let at = (self.place(tick) - self.low) / (self.high - self.low) * length;
            let half = 0.5 * size(tick);
            if at - half >= end {
                end = at + half;
                self.ticks.push(tick);
            }
        }
        self
    }

    /// The place of a value, always between `low` and `high`; a value that it does not [hold](Self::holds) lies at an end.
    pub fn place(&self, value: f64) -> f64 {
        let place = self.scaled(value);
        if place.is_nan() { self.low } else { place.clamp(self.low, self.high) }
    }

    /// Whether a value lies on the axis. What draws a value that does not has to leave it out, and say so.
    pub fn holds(&self, value: f64) -> bool {
        let slack = 1e-9 * (self.high - self.low);
        (self.low - slack..=self.high + slack).contains(&self.scaled(value))
    }

    fn scaled(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => value,
            Scale::Root => value.sqrt(),
            Scale::Log => log10(value),
        }
    }
}

/// Ends that plotters accepts.
pub fn guarded(low: f64, high: f64) -> (f64, f64) {
    let bound = |v: f64| if v.is_nan() { 0.0 } else { v.clamp(-GREATEST, GREATEST) };
    let (low, high) = (bound(low).min(bound(high)), bound(low).max(bound(high)));
    let least = LEAST.max(LEAST * low.abs().max(high.abs()));
    if high - low >= least {
        return (low, high);
    }
    let middle = 0.5 * (low + high);
    (middle - least, middle + least)
}

/// The least number of the form step · 10ᵏ that is at least `value`; a step of 1e-12, if `value` is not positive.
pub fn round_up(value: f64, steps: &[f64]) -> f64 {
    let value = if value.is_nan() { 1.0 } else { value.clamp(1e-12, 1e15) };
    let power = pow(10.0, log10(value).floor());
    let step = steps.iter().find(|step| *step * power >= value * (1.0 - 1e-9));
    step.map_or(10.0 * power, |step| step * power)
}

/// The greatest number of the form step · 10ᵏ that is at most `value`.
pub fn round_down(value: f64, steps: &[f64]) -> f64 {
    let value = if value.is_nan() { 1.0 } else { value.clamp(1e-12, 1e15) };
    let power = pow(10.0, log10(value).floor());
    let step = steps.iter().rev().find(|step| *step * power <= value * (1.0 + 1e-9));
    step.map_or(power, |step| step * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::words::short;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_within() {
        let labels: Vec<String> = Axis::linear(0.0, 0.7, 4).ticks.iter().map(|t| short(*t)).collect();
        assert_eq!(labels, ["0", "0.2", "0.4", "0.6"]);
        let axis = Axis::log([0.003, 4.0, 0.0].into_iter(), 5);
        assert_eq!(axis.ticks.iter().map(|t| short(*t)).collect::<Vec<_>>(), ["0.01", "0.1", "1"]);
    }

    #[test]
    fn rounding_goes_up_and_down_the_ladder() {
        let cases = [(0.21, 0.5, 0.2), (1.0, 1.0, 1.0), (7.3, 10.0, 5.0), (0.0, 1e-12, 1e-12)];
        for (value, up, down) in cases {
            assert!((round_up(value, TICKS) / up - 1.0).abs() < 1e-9, "{value}");
            assert!((round_down(value, TICKS) / down - 1.0).abs() < 1e-9, "{value}");
        }
    }

    fn any_value() -> impl Strategy<Value = f64> {
        let special = [0.0, 1e308, -1e308, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e12, 1e-12];
        prop_oneof![any::<f64>(), proptest::sample::select(special.to_vec()), -1e3..1e3]
    }

    proptest! {
        #[test]
        fn every_axis_is_finite_and_has_few_ticks(a in any_value(), b in any_value(), value in any_value(), most in 0_usize..12) {
            for axis in [Axis::linear(a, b, most), Axis::log([a, b].into_iter(), most)] {
                prop_assert!(axis.low.is_finite() && axis.high.is_finite());
                prop_assert!(axis.high - axis.low >= LEAST, "{axis:?}");
                prop_assert!(axis.high.abs() <= 1.1 * GREATEST && axis.low.abs() <= 1.1 * GREATEST);
                prop_assert!(axis.ticks.len() <= 3 * most + 40);
                prop_assert!(axis.ticks.iter().all(|t| t.is_finite()));
                prop_assert!((axis.low..=axis.high).contains(&axis.place(value)));
                // What an axis holds is at its own place, and it holds the values that it was made for, if a scale can.
                let tick = axis.ticks.iter().all(|tick| axis.holds(*tick));
                prop_assert!(tick && !axis.holds(f64::NAN), "{axis:?}");
                prop_assert!(axis.scale != Scale::Log || !(axis.holds(0.0) || axis.holds(-1.0)), "{axis:?}");
            }
        }
    }
}
