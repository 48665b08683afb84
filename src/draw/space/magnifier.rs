//! The magnifier: beside a cloud that has become a dot, the same dot enlarged.

use super::frame::Frame;
use crate::draw::paint::area::{Area, half_of};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::{Drawn, SUBPIXEL};
use crate::learn::num::atan2;
use crate::learn::words::short;
use crate::tell::place::{Extent, Point, window};
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::PI;

/// Its radius as a share of the picture's shorter side.
const SIZE: f64 = 0.22;
/// The room below it, for scales, and beside it.
const BELOW: f64 = 62.0;
const BESIDE: f64 = 20.0;

/// A round place in a lower corner of a picture of this size, as far from a place as can be: its middle and its radius. All in CSS pixels.
/// The upper corners belong to the page.
pub fn corner((width, height): (f64, f64), from: Point) -> (Point, f64) {
    let radius = (SIZE * width.min(height)).clamp(20.0, 120.0);
    let (left, right) = (radius + BESIDE, width - radius - BESIDE);
    let y = (height - radius - BELOW).max(0.5 * height);
    let near = libm::hypot(from.0 - right, from.1 - y) < radius + 2.0 * BESIDE;
    ((if near { left } else { right }, y), radius)
}

/// A magnifier over a small cloud.
pub struct Magnifier {
    frame: Frame,
    /// Its place.
    middle: BackendCoord,
    /// Its radius in CSS pixels.
    radius: f64,
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
        let (low, high) = outer.box_css();
        let size = (high.0 - low.0, high.1 - low.1);
        let (x, y) = outer.css(center);
        let ((left, top), radius) = corner(size, (x - low.0, y - low.1));
        let middle = (px(left + low.0), px(top + low.1));
        let around = |c: i32| c - px(radius)..c + px(radius);
        let frame = Frame::round((around(middle.0), around(middle.1)), center, shown);
        let zoom = frame.pixels() / outer.pixels();
        Some(Self { circle, zoom, frame, middle, radius, cloud: outer.at(center) })
    }

    /// The part of the plane that it shows.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The visible piece of the unit circle: the angle of its middle, and its half width.
    pub fn arc_seen(&self) -> (f64, f64) {
        let (x, y) = self.frame.center();
        (atan2(y, x), (1.3 * self.radius / self.frame.pixels()).min(PI))
    }

    /// The area of the magnifier and its caption.
    pub fn area(&self, style: &Style) -> Area {
        let css = |v: i32| f64::from(v) / f64::from(SUBPIXEL);
        with_caption((css(self.middle.0), css(self.middle.1)), self.radius, &self.says(), style)
    }

    fn says(&self) -> String {
        format!("the same dot, ×{}", short(self.zoom))
    }

    /// Its frame, if a place of the picture (in CSS pixels) lies within it.
    pub fn frame_at(&self, (x, y): (f64, f64)) -> Option<&Frame> {
        let [dx, dy] = [px(x) - self.middle.0, px(y) - self.middle.1].map(f64::from);
        ((dx * dx + dy * dy).sqrt() <= f64::from(px(self.radius))).then_some(&self.frame)
    }

    /// Draws the magnifier, its handle to the cloud, what `inside` draws in its frame, and its scale.
    pub fn draw<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        mark_radius: f64,
        inside: impl FnOnce(&Frame) -> Drawn<DB>,
    ) -> Drawn<DB> {
        let style = pen.style;
        let (x, y) = (f64::from(self.cloud.0 - self.middle.0), f64::from(self.cloud.1 - self.middle.1));
        let distance = (x * x + y * y).sqrt().max(1.0);
        let towards = |from: BackendCoord, length: f64| {
            (
                from.0 + (x / distance * f64::from(px(length))) as i32,
                from.1 + (y / distance * f64::from(px(length))) as i32,
            )
        };
        let ring = mark_radius + 9.0;
        pen.ring(self.cloud, ring, 1.0, style.soft)?;
        pen.line(vec![towards(self.cloud, -ring), towards(self.middle, self.radius)], 1.0, style.soft)?;
        pen.disc(self.middle, self.radius, style.sheet)?;
        inside(&self.frame)?;
        pen.ring(self.middle, self.radius, 1.0, style.soft)?;

        caption(pen, (self.middle.0, self.middle.1 - px(self.radius)), &self.says())
    }

    /// Draws the visible piece of the unit circle, if the cloud lies on it.
    pub fn arc<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        if !self.circle {
            return Ok(());
        }
        // So small a piece is straight: the tangent at the cloud, at right angles to the radius.
        let (x, y) = self.frame.center();
        let reach = self.radius / libm::hypot(x, y).max(f64::MIN_POSITIVE);
        let end = |side: f64| (self.middle.0 - px(side * y * reach), self.middle.1 - px(side * x * reach));
        pen.line(vec![end(-1.0), end(1.0)], 1.25, pen.style.circle())
    }
}

/// From what stands in a corner to the middle of the caption above it, in CSS pixels.
const ABOVE: f64 = 10.0;

/// The area of what stands in a corner, with its caption.
pub fn with_caption((x, y): Point, half: f64, text: &str, style: &Style) -> Area {
    let (wide, tall) = half_of(text, style);
    Area { middle: (x, y - 0.5 * (ABOVE + tall)), half: (half.max(wide), half + 0.5 * (ABOVE + tall)) }
}

/// A caption above a place.
pub fn caption<DB: DrawingBackend>(pen: &Pen<DB>, (x, y): BackendCoord, text: &str) -> Drawn<DB> {
    let (at, (wide, tall)) = ((x, y - px(ABOVE)), half_of(text, pen.style));
    pen.block([(at.0 - px(wide), at.1 - px(tall)), (at.0 + px(wide), at.1 + px(tall))], pen.style.sheet)?;
    pen.text(text, at, HPos::Center, pen.style.soft)
}

/// A bar with two ends, from here to the right.
pub fn scale_bar<DB: DrawingBackend>(pen: &Pen<DB>, (x, y): BackendCoord, length: i32) -> Drawn<DB> {
    let (end, tick) = (x + length, px(3.0));
    pen.line(vec![(x, y - tick), (x, y + tick)], 1.25, pen.style.soft)?;
    pen.line(vec![(x, y), (end, y)], 1.25, pen.style.soft)?;
    pen.line(vec![(end, y - tick), (end, y + tick)], 1.25, pen.style.soft)
}
