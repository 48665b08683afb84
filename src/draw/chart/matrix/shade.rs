//! Shades: the colour of a distance (dark is near) and of a pair weight (pull and push, the stronger the more colour), and their scale.

use crate::draw::paint::style::Style;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::axis::{RANGES, round_up};
use plotters::style::RGBColor;

/// The darkest shade.
const DARKEST: f64 = 0.9;

/// What colours mean.
pub struct Shade<'a> {
    style: &'a Style,
    /// The values at the ends of the scale.
    pub low: f64,
    /// The values at the ends of the scale.
    pub high: f64,
    weights: bool,
}

impl<'a> Shade<'a> {
    /// For distances: from 0 to the diameter of the circle, or to a round number that is at least as great as all.
    pub fn of_distances(session: &Session, style: &'a Style) -> Self {
        let (pipeline, distances) = (session.pipeline(), &session.trace().distances);
        let (least, most) = ends(distances);
        let high = if pipeline.head.unit { pipeline.affinity.diameter } else { round_up(most, RANGES) };
        Self { style, low: if least < -1e-9 { -round_up(-least, RANGES) } else { 0.0 }, high, weights: false }
    }

    /// For pair weights: symmetric around 0, up to the strongest.
    pub fn of_weights(session: &Session, style: &'a Style) -> Self {
        let (least, most) = ends(&session.trace().weights);
        let strongest = most.max(-least);
        Self { style, low: -strongest, high: strongest, weights: true }
    }

    /// The colour of a value. Square roots make small values distinguishable.
    pub fn color(&self, value: f64) -> RGBColor {
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0).sqrt() } else { 0.0 };
        match (self.weights, value > 0.0) {
            (false, _) => {
                self.style.faint(self.style.ink, DARKEST * (1.0 - share(value - self.low, self.high - self.low)))
            }
            (true, true) => self.style.faint(self.style.pull, share(value, self.high)),
            (true, false) => self.style.faint(self.style.push, share(-value, -self.low)),
        }
    }

    /// The value at a share of the scale, from the lower end.
    pub fn value(&self, share: f64) -> f64 {
        self.low + share * (self.high - self.low)
    }

    /// The texts at the upper end, in the middle and at the lower end of the scale.
    pub fn labels(&self) -> Vec<String> {
        let (high, low) = (short(self.high), short(self.low));
        match (self.weights, self.high == 0.0) {
            (false, _) => vec![format!("{high} far"), format!("{low} near")],
            (true, true) => vec!["no force".to_string()],
            (true, false) => vec![format!("pull {high}"), short(0.0), format!("push {high}")],
        }
    }
}

fn ends(matrix: &PairMatrix) -> (f64, f64) {
    let finite = matrix.iter().filter(|v| v.is_finite());
    finite.fold((0.0, 0.0), |(low, high): (f64, f64), v| (low.min(*v), high.max(*v)))
}
