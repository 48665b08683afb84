//! A place in a lower corner of a picture, for what is shown beside the whole, with a caption above it. The upper corners belong to the page.

use super::frame::Frame;
use crate::draw::Drawn;
use crate::draw::paint::area::{Area, half_of};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::tell::place::Point;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// Its radius as a share of the picture's shorter side.
const SIZE: f64 = 0.22;
/// The room below it, for scales, and beside it.
const BELOW: f64 = 62.0;
const BESIDE: f64 = 20.0;
/// From its top to the middle of the caption.
const ABOVE: f64 = 10.0;

/// A place in a corner. All in CSS pixels.
pub struct Corner {
    /// Its middle.
    pub middle: Point,
    /// Its radius, or half its side.
    pub radius: f64,
    /// The picture's left and right border.
    sides: (f64, f64),
}

impl Corner {
    /// A place in the right corner of a picture with this frame, or in the left one if `from` lies there.
    pub fn of(frame: &Frame, from: Point) -> Self {
        let ((left, top), (right, bottom)) = frame.box_css();
        let (width, height) = (right - left, bottom - top);
        let radius = (SIZE * width.min(height)).clamp(20.0, 120.0);
        let beside = radius + BESIDE;
        let y = top + (height - radius - BELOW).max(0.5 * height);
        let near = libm::hypot(from.0 - (right - beside), from.1 - y) < radius + 2.0 * BESIDE;
        Self { middle: (if near { left + beside } else { right - beside }, y), radius, sides: (left, right) }
    }

    /// The caption's area, within the picture.
    fn caption(&self, text: &str, style: &Style) -> Area {
        let half = half_of(text, style);
        let x = self.middle.0.max(self.sides.0 + half.0).min(self.sides.1 - half.0);
        Area { middle: (x, self.middle.1 - self.radius - ABOVE), half }
    }

    /// What the place and its caption take.
    pub fn areas(&self, text: &str, style: &Style) -> [Area; 2] {
        [Area { middle: self.middle, half: (self.radius, self.radius) }, self.caption(text, style)]
    }

    /// Writes the caption.
    pub fn write<DB: DrawingBackend>(&self, pen: &Pen<DB>, text: &str) -> Drawn<DB> {
        let area = self.caption(text, pen.style);
        let at = |(x, y): Point| (px(x), px(y));
        let [low, .., high] = area.corners();
        pen.block([at(low), at(high)], pen.style.sheet)?;
        pen.text(text, at(area.middle), HPos::Center, pen.style.soft)
    }
}
