//! Frames: the part of the plane that a picture or its magnifier shows. Both directions have the same scale, and y points up.

use crate::draw::SUBPIXEL;
use crate::tell::axis::{GREATEST, LEAST};
use crate::tell::place::Point;
use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters_backend::BackendCoord;
use std::ops::Range;

/// A part of the plane on a rectangle of the backend, or on the disc within.
pub struct Frame {
    plane: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    low: Point,
    high: Point,
    pixels: f64,
    round: bool,
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
            round: false,
        }
    }

    /// The same on the disc within a square.
    pub fn round(square: (Range<i32>, Range<i32>), center: Point, radius: f64) -> Self {
        Self { round: true, ..Self::new(square, center, radius) }
    }

    /// The point in the middle.
    pub fn center(&self) -> Point {
        (0.5 * (self.low.0 + self.high.0), 0.5 * (self.low.1 + self.high.1))
    }

    /// How far a round frame goes.
    fn radius(&self) -> f64 {
        0.5 * (self.high.1 - self.low.1)
    }

    /// A point's place on the backend; points beyond the frame are put on its border.
    pub fn at(&self, (x, y): Point) -> BackendCoord {
        let on = |v: f64, low: f64, high: f64| if v.is_nan() { low } else { v.clamp(low, high) };
        let (u, v) = self.center();
        let far = libm::hypot(x - u, y - v);
        let (x, y) = if self.round && far.is_finite() && far > self.radius() {
            let share = self.radius() / far;
            (u + share * (x - u), v + share * (y - v))
        } else {
            (x, y)
        };
        self.plane.translate(&(on(x, self.low.0, self.high.0), on(y, self.low.1, self.high.1)))
    }

    /// A point's place on the backend, in CSS pixels.
    pub fn css(&self, point: Point) -> (f64, f64) {
        in_css(self.at(point))
    }

    /// The same, if the point lies within.
    pub fn seen(&self, point: Point) -> Option<(f64, f64)> {
        self.holds(point).then(|| self.css(point))
    }

    /// The point at a place in CSS pixels.
    pub fn point(&self, (x, y): (f64, f64)) -> Point {
        let ((left, top), _) = self.box_css();
        (self.low.0 + (x - left) / self.pixels, self.high.1 - (y - top) / self.pixels)
    }

    /// The upper left and the lower right corner, in CSS pixels.
    pub fn box_css(&self) -> (Point, Point) {
        let corner = |x: f64, y: f64| in_css(self.plane.translate(&(x, y)));
        (corner(self.low.0, self.high.1), corner(self.high.0, self.low.1))
    }

    /// Whether a point lies within.
    pub fn holds(&self, (x, y): Point) -> bool {
        let (u, v) = self.center();
        (self.low.0..=self.high.0).contains(&x)
            && (self.low.1..=self.high.1).contains(&y)
            && (!self.round || libm::hypot(x - u, y - v) <= self.radius())
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

    /// The part of the segment from `a` to `b` that lies within (Liang & Barsky 1984, then within the disc).
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
        let (a, b) = (enter <= leave && dx.is_finite() && dy.is_finite()).then(|| (on(enter), on(leave)))?;
        if self.round { self.clip_round(a, b) } else { Some((a, b)) }
    }

    fn clip_round(&self, a: Point, b: Point) -> Option<(Point, Point)> {
        let ((u, v), (dx, dy)) = (self.center(), (b.0 - a.0, b.1 - a.1));
        let (x, y) = (a.0 - u, a.1 - v);
        let (square, along) = (dx * dx + dy * dy, dx * x + dy * y);
        let root = (along * along - square * (x * x + y * y - self.radius() * self.radius())).sqrt();
        let (enter, leave) = (((-along - root) / square).max(0.0), ((-along + root) / square).min(1.0));
        let on = |t: f64| (a.0 + t * dx, a.1 + t * dy);
        (root.is_finite() && square > 0.0 && enter <= leave).then(|| (on(enter), on(leave)))
    }

    /// The parts of a path that lie within.
    pub fn cut(&self, path: &[Point]) -> Vec<Vec<BackendCoord>> {
        let mut parts: Vec<Vec<BackendCoord>> = vec![];
        let mut connected = false;
        for piece in path.windows(2) {
            let Some((a, b)) = self.clip(piece[0], piece[1]) else {
                connected = false;
                continue;
            };
            match parts.last_mut().filter(|_| connected) {
                Some(part) if part.last() == Some(&self.at(b)) => {}
                Some(part) => part.push(self.at(b)),
                None => parts.push(vec![self.at(a), self.at(b)]),
            }
            connected = b == piece[1];
        }
        parts
    }
}

fn in_css((x, y): BackendCoord) -> Point {
    (f64::from(x) / f64::from(SUBPIXEL), f64::from(y) / f64::from(SUBPIXEL))
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

    #[test]
    fn a_path_is_cut_where_it_leaves_and_a_round_frame_ends_at_its_rim() {
        let path = [(0.0, 0.0), (1.0, 1.0), (1.0, 3.0), (2.0, 3.0), (2.0, 0.0)];
        let ends =
            |frame: &Frame| frame.cut(&path).iter().map(|part| (part[0], part[part.len() - 1])).collect::<Vec<_>>();
        assert_eq!(ends(&frame()), [((1200, 800), (1600, 0)), ((2000, 0), (2000, 800))]);
        let round = Frame::round((0..1600, 0..1600), (0.0, 0.0), 2.0);
        assert_eq!(round.cut(&[(-9.0, 0.0), (9.0, 0.0)]), [[(0, 800), (1600, 800)]]);
        assert_eq!(round.cut(&[(0.0, 0.0), (1.9, 1.9)])[0][1], round.at((5.0, 5.0)));
        assert_eq!(round.at((0.0, 2.0)), round.at((0.0, 1e9)));
        assert_eq!(round.at((1.5, 3.0)), round.at((5e6, 1e7)));
        assert_eq!(round.clip((1.9, 1.0), (1.9, 1.9)), None);
        assert!(!round.holds((1.5, 1.5)) && round.holds((1.4, 1.4)));
        assert_eq!(round.box_css(), ((0.0, 0.0), (100.0, 100.0)));
    }
}
