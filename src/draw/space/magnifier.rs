//! The magnifier: beside a cloud that has become a dot, the same dot enlarged.

use super::corner::Corner;
use super::frame::Frame;
use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::learn::num::{atan2, cos, sin};
use crate::learn::words::short;
use crate::tell::axis::LEAST;
use crate::tell::place::{Extent, Point, window};
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::{PI, TAU};

/// From one place for a name to the next.
const TURN: f64 = TAU / 24.0;
/// The least radius with room for names, in CSS pixels.
const ROOM: f64 = 80.0;

/// A magnifier over a small cloud.
pub struct Magnifier {
    frame: Frame,
    place: Corner,
    /// The cloud's place.
    cloud: BackendCoord,
    /// Its magnification.
    zoom: f64,
    /// Whether the cloud lies on the unit circle.
    circle: bool,
}

impl Magnifier {
    /// A magnifier in a picture with this frame; `None`, if the cloud is large enough without one, or outside.
    pub fn over(cloud: &Extent, outer: &Frame, half: f64, circle: bool) -> Option<Self> {
        let (center, shown) = window(cloud, half)?;
        if !outer.holds(center) {
            return None;
        }
        let place = Corner::of(outer, outer.css(center));
        let around = |c: f64| px(c) - px(place.radius)..px(c) + px(place.radius);
        let frame = Frame::round((around(place.middle.0), around(place.middle.1)), center, shown);
        let zoom = frame.pixels() / outer.pixels();
        Some(Self { circle, zoom, frame, place, cloud: outer.at(center) })
    }

    /// The part of the plane that it shows.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The visible piece of the unit circle: the angle of its middle, and its half width.
    pub fn arc_seen(&self) -> (f64, f64) {
        let (x, y) = self.frame.center();
        (atan2(y, x), (1.3 * self.place.radius / self.frame.pixels()).min(PI))
    }

    /// The areas of the magnifier and its caption.
    pub fn areas(&self, style: &Style) -> [Area; 2] {
        self.place.areas(&self.says(), style)
    }

    fn says(&self) -> String {
        format!("the same dot, ×{}", short(self.zoom))
    }

    /// Its frame, if a place of the picture (in CSS pixels) lies within it.
    pub fn frame_at(&self, at: Point) -> Option<&Frame> {
        self.frame.holds(self.frame.point(at)).then_some(&self.frame)
    }

    /// Whether it is too small for names: they would cover what it shows.
    pub fn is_small(&self) -> bool {
        self.place.radius < ROOM
    }

    /// Places for the name of a point that it shows: outside, where it covers no other point, the nearest ones first.
    pub fn beside(&self, point: Point, half: (f64, f64)) -> impl Iterator<Item = Point> + Clone {
        let (x, y) = self.place.middle;
        let seen = self.frame.seen(point);
        let start = seen.map_or(0.0, |at| atan2(at.1 - y, at.0 - x));
        let turns = (0..24).map(move |k| start + f64::from((k + 1) / 2) * if k % 2 == 0 { TURN } else { -TURN });
        let radius = self.place.radius + 4.0;
        turns.filter(move |_| seen.is_some()).map(move |turn| {
            // Beside the square around it, which is kept free.
            let (u, v) = (cos(turn), sin(turn));
            let far = (radius + half.0) / u.abs().max(LEAST);
            let far = far.min((radius + half.1) / v.abs().max(LEAST));
            (x + far * u, y + far * v)
        })
    }

    /// Draws the magnifier, its handle to the cloud, what `inside` draws in its frame, and its caption.
    pub fn draw<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        mark_radius: f64,
        inside: impl FnOnce(&Frame) -> Drawn<DB>,
    ) -> Drawn<DB> {
        let (style, radius) = (pen.style, self.place.radius);
        let middle = (px(self.place.middle.0), px(self.place.middle.1));
        let (x, y) = (f64::from(self.cloud.0 - middle.0), f64::from(self.cloud.1 - middle.1));
        let distance = (x * x + y * y).sqrt().max(1.0);
        let towards = |from: BackendCoord, length: f64| {
            (
                from.0 + (x / distance * f64::from(px(length))) as i32,
                from.1 + (y / distance * f64::from(px(length))) as i32,
            )
        };
        let ring = mark_radius + 9.0;
        pen.ring(self.cloud, ring, 1.0, style.soft)?;
        pen.line(vec![towards(self.cloud, -ring), towards(middle, radius)], 1.0, style.soft)?;
        pen.disc(middle, radius, style.sheet)?;
        inside(&self.frame)?;
        pen.ring(middle, radius, 1.0, style.soft)?;
        self.place.write(pen, &self.says())
    }

    /// Draws the visible piece of the unit circle, if the cloud lies on it.
    pub fn arc<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        if !self.circle {
            return Ok(());
        }
        // So small a piece is straight: the tangent at the cloud, at right angles to the radius.
        let (x, y) = self.frame.center();
        let reach = self.place.radius / libm::hypot(x, y).max(f64::MIN_POSITIVE);
        let (left, top) = self.place.middle;
        let end = |side: f64| (px(left) - px(side * y * reach), px(top) - px(side * x * reach));
        pen.line(vec![end(-1.0), end(1.0)], 1.25, pen.style.circle())
    }
}

/// A bar with two ends, from here to the right.
pub fn scale_bar<DB: DrawingBackend>(pen: &Pen<DB>, (x, y): BackendCoord, length: i32) -> Drawn<DB> {
    let (end, tick) = (x + length, px(3.0));
    pen.line(vec![(x, y - tick), (x, y + tick)], 1.25, pen.style.soft)?;
    pen.line(vec![(x, y), (end, y)], 1.25, pen.style.soft)?;
    pen.line(vec![(end, y - tick), (end, y + tick)], 1.25, pen.style.soft)
}
