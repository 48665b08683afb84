//! The magnifier: an enlarged view of a cloud that has become a dot on the unit circle, inside the circle and with its own scale.

use super::frame::Frame;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::{Drawn, SUBPIXEL};
use crate::learn::num::atan2;
use crate::learn::words::short;
use crate::tell::axis::{TICKS, round_down};
use crate::tell::place::{Extent, window};
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::PI;

/// Its radius as a share of the unit circle's.
const SIZE: f64 = 0.62;

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
    /// A magnifier inside the unit circle of this frame; `None`, if the cloud is large enough without one.
    pub fn over(cloud: &Extent, outer: &Frame, circle: bool) -> Option<Self> {
        let (center, shown) = window(cloud)?;
        let radius = SIZE * outer.pixels();
        let middle = outer.at((0.0, 0.0));
        let around = |c: i32| c - px(radius)..c + px(radius);
        let frame = Frame::new((around(middle.0), around(middle.1)), center, shown);
        let zoom = frame.pixels() / outer.pixels();
        Some(Self { circle, zoom, frame, middle, radius, cloud: outer.at(center) })
    }

    /// The part of the plane that it shows.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The visible piece of the unit circle: the angle of its middle, and its half width.
    pub fn arc_seen(&self) -> (f64, f64) {
        let (low, high) = self.frame.corners();
        let middle = atan2(0.5 * (low.1 + high.1), 0.5 * (low.0 + high.0));
        (middle, (1.3 * self.radius / self.frame.pixels()).min(PI))
    }

    /// The area of the magnifier and its scale.
    pub fn area(&self) -> Area {
        let css = |v: i32| f64::from(v) / f64::from(SUBPIXEL);
        let high = self.radius * (0.5 + 0.5 / SIZE) + 12.0;
        Area { middle: (css(self.middle.0), css(self.middle.1)), half: (self.radius, high) }
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
        if self.circle {
            self.arc(pen)?;
        }
        inside(&self.frame)?;
        pen.ring(self.middle, self.radius, 1.0, style.soft)?;

        // Between the magnifier and the circle, on the side away from the cloud.
        let side = if y > 0.0 { -1.0 } else { 1.0 };
        let height = self.middle.1 + px(side * (0.5 + 0.5 / SIZE) * self.radius);
        let bar = round_down(0.5 * self.radius / self.frame.pixels(), TICKS);
        let half = px(0.5 * bar * self.frame.pixels());
        scale_bar(pen, (self.middle.0 - half, height + px(8.0)), 2 * half)?;
        let label = format!("{}, magnified ×{}", short(bar), short(self.zoom));
        let at = (self.middle.0, height - px(6.0));
        // In a small picture the circle runs behind it.
        let (half, tall) = (px(0.44 * style.width_of(&label) + 2.0), px(0.5 * style.text + 1.0));
        pen.block([(at.0 - half, at.1 - tall), (at.0 + half, at.1 + tall)], style.sheet)?;
        pen.text(&label, at, HPos::Center, style.soft)
    }

    /// The visible piece of the unit circle, as a line between two of its sides.
    fn arc<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        // So small a piece is straight: the tangent at the cloud, at right angles to the radius.
        let (x, y) = (f64::from(self.cloud.0 - self.middle.0), f64::from(self.cloud.1 - self.middle.1));
        let length = (x * x + y * y).sqrt().max(1.0);
        let reach = f64::from(px(self.radius)) / length;
        let end = |side: f64| (self.middle.0 + (-y * reach * side) as i32, self.middle.1 + (x * reach * side) as i32);
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
