//! Sliders: numbers that a reader sets beside a picture. The page knows only positions; this file gives their meaning.

use super::Options;
use crate::learn::spec::Prose;
use crate::learn::words::{decimals, digits};
use crate::session::Session;

/// A slider in the head of a picture.
#[derive(Clone, Copy)]
pub struct Slider {
    /// The key of the link, and the name of the control.
    pub key: &'static str,
    /// Its label.
    pub name: &'static str,
    /// What it does, for a learner.
    pub gist: Prose<&'static str>,
    /// The current values to choose from; `None`, if there is no choice.
    pub stops: fn(&Session, &Options) -> Option<Stops>,
}

/// Evenly spaced values, and the current one.
pub struct Stops {
    /// The value at position 0.
    pub low: f64,
    /// The distance between two.
    pub by: f64,
    /// The last position.
    pub last: u32,
    /// The current value, which may lie between two or beyond.
    pub value: f64,
}

impl Stops {
    /// The position nearest to the current value.
    pub fn position(&self) -> u32 {
        // Values below the first position and NaN become 0.
        (((self.value - self.low) / self.by).round() as u32).min(self.last)
    }

    /// Whether the current value lies beyond the first or the last position.
    pub fn beyond(&self) -> bool {
        let last = self.low + f64::from(self.last) * self.by;
        !(self.low - 0.5 * self.by..=last + 0.5 * self.by).contains(&self.value)
    }

    /// The value at a position as a text, with enough digits to distinguish positions.
    pub fn text(&self, position: u32) -> String {
        digits(self.low + f64::from(position.min(self.last)) * self.by, decimals(self.by))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_values_belong_together() {
        let stops = |value: f64| Stops { low: 0.0, by: 0.01, last: 200, value };
        assert_eq!([stops(0.354).position(), stops(-1.0).position(), stops(9.0).position()], [35, 0, 200]);
        assert_eq!(stops(f64::NEG_INFINITY).position(), 0);
        assert_eq!(
            [0.0, 2.0, -1.0, 9.0, f64::NEG_INFINITY].map(|v| stops(v).beyond()),
            [false, false, true, true, true]
        );
        assert_eq!([stops(0.0).text(35), stops(0.0).text(200), stops(0.0).text(999)], ["0.35", "2.00", "2.00"]);
        for position in 0..=200 {
            let value = stops(0.0).text(position).parse().unwrap();
            assert_eq!(stops(value).position(), position);
        }
    }
}
