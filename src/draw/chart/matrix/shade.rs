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
    kind: Kind,
}

#[derive(PartialEq)]
enum Kind {
    Distances,
    Weights,
    Coordinates,
}

impl<'a> Shade<'a> {
    /// For distances: from 0 to the diameter of the circle, or to a round number that is at least as great as all.
    pub fn of_distances(session: &Session, style: &'a Style) -> Self {
        let (pipeline, distances) = (session.pipeline(), &session.trace().distances);
        let (least, most) = ends(distances);
        let high = if pipeline.head.unit { pipeline.affinity.diameter } else { round_up(most, RANGES) };
        Self { style, low: if least < -1e-9 { -round_up(-least, RANGES) } else { 0.0 }, high, kind: Kind::Distances }
    }

    /// For pair weights: symmetric around 0, up to the strongest.
    pub fn of_weights(session: &Session, style: &'a Style) -> Self {
        let (least, most) = ends(&session.trace().weights);
        Self::even(most.max(-least), Kind::Weights, style)
    }

    /// For what a loss of coordinates compares, or with the slopes, for these as weights: symmetric around 0, up to the strongest.
    pub fn of_coordinates(values: &[PairMatrix], slopes: bool, style: &'a Style) -> Self {
        let all = values.iter().map(ends);
        let strongest = all.fold(0.0, |most: f64, (low, high)| most.max(high).max(-low));
        match slopes {
            true => Self::even(strongest, Kind::Weights, style),
            false => Self::even(round_up(strongest, RANGES), Kind::Coordinates, style),
        }
    }

    fn even(strongest: f64, kind: Kind, style: &'a Style) -> Self {
        Self { style, low: -strongest, high: strongest, kind }
    }

    /// The colour of a value. Square roots make small values distinguishable.
    pub fn color(&self, value: f64) -> RGBColor {
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0).sqrt() } else { 0.0 };
        match (self.kind == Kind::Distances, value > 0.0) {
            (true, _) => {
                self.style.faint(self.style.ink, DARKEST * (1.0 - share(value - self.low, self.high - self.low)))
            }
            (false, true) => self.style.faint(self.style.pull, share(value, self.high)),
            (false, false) => self.style.faint(self.style.push, share(-value, -self.low)),
        }
    }

    /// The value at a share of the scale, from the lower end.
    pub fn value(&self, share: f64) -> f64 {
        self.low + share * (self.high - self.low)
    }

    /// The texts at the upper end, in the middle and at the lower end of the scale.
    pub fn labels(&self) -> Vec<String> {
        let (high, low) = (short(self.high), short(self.low));
        match (&self.kind, self.high == 0.0) {
            (Kind::Distances, _) => vec![format!("{high} far"), format!("{low} near")],
            (_, true) => vec!["no force".to_string()],
            (Kind::Weights, false) => vec![format!("pull {high}"), short(0.0), format!("push {high}")],
            (Kind::Coordinates, false) => vec![high, short(0.0), low],
        }
    }
}

fn ends(matrix: &PairMatrix) -> (f64, f64) {
    let finite = matrix.iter().filter(|v| v.is_finite());
    finite.fold((0.0, 0.0), |(low, high): (f64, f64), v| (low.min(*v), high.max(*v)))
}
