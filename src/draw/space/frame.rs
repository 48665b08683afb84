//! Frames: the part of the plane that a picture shows. Both directions have the same scale, and y points up.

use crate::draw::SUBPIXEL;
use crate::tell::axis::{GREATEST, LEAST};
use crate::tell::place::Point;
use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters_backend::BackendCoord;
use std::ops::Range;

/// A part of the plane on a rectangle of the backend.
pub struct Frame {
    plane: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    low: Point,
    high: Point,
    pixels: f64,
}

impl Frame {
    /// Shows the plane around `center`, up to `radius` along the shorter side of the rectangle.
    pub fn new(rectangle: (Range<i32>, Range<i32>), center: Point, radius: f64) -> Self {
        let (columns, rows) = rectangle;
        let (width, height) =
            (f64::from(columns.end - columns.start).max(1.0), f64::from(rows.end - rows.start).max(1.0));
        let bound = |v: f64| if v.is_finite() { v.clamp(-GREATEST, GREATEST) } else { 0.0 };
        let (x, y) = (bound(center.0), bound(center.1));
        let least = LEAST.max(LEAST * x.abs().max(y.abs()));
        let radius = if radius.is_finite() { radius.clamp(least, 2.0 * GREATEST) } else { 1.0 };
        let shorter = width.min(height);
        let (dx, dy) = (radius * width / shorter, radius * height / shorter);
        let (low, high) = ((x - dx, y - dy), (x + dx, y + dy));
        Self {
            plane: Cartesian2d::new(low.0..high.0, low.1..high.1, (columns, rows.end..rows.start)),
            low,
            high,
            pixels: shorter / f64::from(SUBPIXEL) / (2.0 * radius),
        }
    }

    /// A point's place on the backend; points beyond the frame are put on its border.
    pub fn at(&self, (x, y): Point) -> BackendCoord {
        let on = |v: f64, low: f64, high: f64| if v.is_nan() { low } else { v.clamp(low, high) };
        self.plane.translate(&(on(x, self.low.0, self.high.0), on(y, self.low.1, self.high.1)))
    }

    /// A point's place on the backend, in CSS pixels.
    pub fn css(&self, point: Point) -> (f64, f64) {
        let (x, y) = self.at(point);
        (f64::from(x) / f64::from(SUBPIXEL), f64::from(y) / f64::from(SUBPIXEL))
    }

    /// The point at a place in CSS pixels.
    pub fn point(&self, (x, y): (f64, f64)) -> Point {
        let ((left, top), _) = self.box_css();
        (self.low.0 + (x - left) / self.pixels, self.high.1 - (y - top) / self.pixels)
    }

    /// The upper left and the lower right corner, in CSS pixels.
    pub fn box_css(&self) -> (Point, Point) {
        (self.css((self.low.0, self.high.1)), self.css((self.high.0, self.low.1)))
    }

    /// Whether a point lies within.
    pub fn holds(&self, (x, y): Point) -> bool {
        (self.low.0..=self.high.0).contains(&x) && (self.low.1..=self.high.1).contains(&y)
    }

    /// CSS pixels per unit of the plane.
    pub fn pixels(&self) -> f64 {
        self.pixels
    }

    /// The least and the greatest coordinates.
    pub fn corners(&self) -> (Point, Point) {
        (self.low, self.high)
    }

    /// Its lower right corner on the backend.
    pub fn lower_right(&self) -> BackendCoord {
        self.at((self.high.0, self.low.1))
    }

    /// The part of the segment from `a` to `b` that lies within (Liang & Barsky 1984).
    pub fn clip(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        if self.holds(a) && self.holds(b) {
            return Some((a, b));
        }
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (step, room) in
            [(-dx, a.0 - self.low.0), (dx, self.high.0 - a.0), (-dy, a.1 - self.low.1), (dy, self.high.1 - a.1)]
        {
            if step == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if step < 0.0 {
                enter = enter.max(room / step);
            } else {
                leave = leave.min(room / step);
            }
        }
        let on = |t: f64| (a.0 + t * dx, a.1 + t * dy);
        (enter <= leave && dx.is_finite() && dy.is_finite()).then(|| (on(enter), on(leave)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        Frame::new((0..3200, 0..1600), (1.0, 0.0), 2.0)
    }

    #[test]
    fn both_directions_have_one_scale_and_y_points_up() {
        let frame = frame();
        assert_eq!(frame.corners(), ((-3.0, -2.0), (5.0, 2.0)));
        assert_eq!(frame.pixels(), 25.0);
        assert_eq!(frame.at((1.0, 0.0)), (1600, 800));
        assert_eq!(frame.at((2.0, 1.0)), (2000, 400));
        assert_eq!(frame.at((1e300, f64::NAN)), (3200, 1600));
        assert_eq!(frame.box_css(), ((0.0, 0.0), (200.0, 100.0)));
        assert_eq!(frame.point(frame.css((2.0, 1.0))), (2.0, 1.0));
    }

    #[test]
    fn a_segment_is_cut_at_the_border() {
        let frame = frame();
        assert_eq!(frame.clip((0.0, 0.0), (0.0, 4.0)), Some(((0.0, 0.0), (0.0, 2.0))));
        assert_eq!(frame.clip((0.0, 3.0), (1.0, 3.0)), None);
        assert_eq!(frame.clip((0.0, 0.0), (1.0, 1.0)), Some(((0.0, 0.0), (1.0, 1.0))));
        assert_eq!(frame.clip((0.0, f64::NAN), (1.0, 1.0)), None);
    }
}
