//! Arrows: a shaft and a head in one polygon, so that all arrows of one colour are one path on a canvas.

use super::pen::Pen;
use crate::draw::{Drawn, SUBPIXEL};
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};

/// An arrow by its tail, direction and length, in CSS pixels, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// Where it begins.
    pub tail: (f64, f64),
    /// Its direction, of length 1.
    pub way: (f64, f64),
    /// How long it is.
    pub length: f64,
}

/// Shorter arrows would be dots.
const SHORTEST: f64 = 1.0;
/// Arrows are cut at this length, beyond any picture.
const LONGEST: f64 = 4096.0;

impl Arrow {
    /// The corners, always clockwise, for a shaft of this width; short arrows have smaller heads.
    fn corners(&self, width: f64) -> Vec<BackendCoord> {
        let length = self.length.min(LONGEST);
        let head = (2.6 * width + 2.2).min(0.6 * length);
        let half = 0.55 * head;
        let shaft = (0.5 * width).min(0.4 * half);
        let neck = length - head;
        let outline =
            [(0.0, -shaft), (neck, -shaft), (neck, -half), (length, 0.0), (neck, half), (neck, shaft), (0.0, shaft)];
        let unit = |v: f64| (v * f64::from(SUBPIXEL)).round() as i32;
        let ((x, y), (dx, dy)) = (self.tail, self.way);
        outline.map(|(along, aside)| (unit(x + along * dx - aside * dy), unit(y + along * dy + aside * dx))).to_vec()
    }
}

/// Draws arrows with shafts of this width.
pub fn draw<DB: DrawingBackend>(pen: &Pen<DB>, arrows: &[Arrow], width: f64, color: RGBColor) -> Drawn<DB> {
    let mut long = arrows.iter().filter(|arrow| arrow.length >= SHORTEST);
    long.try_for_each(|arrow| pen.fill(arrow.corners(width), color))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_begins_at_its_tail_and_ends_at_its_tip_whichever_way_it_points() {
        for (way, tip) in [((1.0, 0.0), (30, 10)), ((0.0, 1.0), (10, 30)), ((-0.6, -0.8), (-2, -6))] {
            let corners = Arrow { tail: (10.0, 10.0), way, length: 20.0 }.corners(1.5);
            assert_eq!(corners[3], (tip.0 * SUBPIXEL, tip.1 * SUBPIXEL));
            let (first, last) = (corners[0], corners[6]);
            assert_eq!(((first.0 + last.0) / 2, (first.1 + last.1) / 2), (10 * SUBPIXEL, 10 * SUBPIXEL));
            let next = corners.iter().cycle().skip(1);
            let area: i32 = corners.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
            assert!(area > 0, "clockwise on a screen, as overlapping shapes of one path must be");
        }
    }
}
