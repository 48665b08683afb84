//! The spotlit anchor: its rings, its positive and its negative by name, and pulls and pushes as arrows. Where the loss has no margin, lines
//! to the references are as wide as their pairs are weighty.

use super::band::{HALF_ARC, tint};
use super::labels::{Glass, Labels, Place};
use super::rings::on_circle;
use crate::draw::Drawn;
use crate::draw::embedding::forces::longest_arrow;
use crate::draw::embedding::ties::seams;
use crate::draw::paint::area::{Area, half_of};
use crate::draw::paint::arrow;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::space::frame::Frame;
use crate::draw::space::magnifier::Magnifier;
use crate::learn::num::{atan2, cos, sin};
use crate::tell::axis::LEAST;
use crate::tell::embedding::forces::{Vectors, longest};
use crate::tell::embedding::lens::View;
use crate::tell::embedding::spotlight::WEAKEST;
use crate::tell::place::Point;
use crate::tell::world::World;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::{PI, TAU};

/// The width of the widest line, in CSS pixels.
const WIDEST: f64 = 5.0;
/// The least length of an arrow, in CSS pixels: its head can be seen.
const SHORTEST: f64 = 11.0;
/// The width of an arrow's shaft, in CSS pixels.
const SHAFT: f64 = 1.75;
/// Half the length of the bar before an arrow that is stopped, in CSS pixels.
const BAR: f64 = 5.0;
/// The strength of arrows that would be there if the point were in the batch.
const SUPPOSED: f64 = 0.45;

impl View<'_> {
    /// Draws what lies below the marks: rings and, if wanted, widths or thin lines to the positive and to the negative.
    pub fn draw_spotlight_below<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass, lines: bool) -> Drawn<DB> {
        let (style, frame) = (pen.style, glass.frame);
        match self.camera.world {
            _ if !self.has_rings() => {}
            World::Plane => self.rings().draw_rings(pen, glass)?,
            World::Circle => self.draw_ticks(pen, glass)?,
            World::Space | World::Globe | World::Ball => self.draw_solid_rings(pen, glass)?,
        }
        if !lines {
            return Ok(());
        }
        let line = |to: Point| -> Option<Vec<BackendCoord>> {
            let (a, b) = frame.clip(self.anchor, to)?;
            Some(vec![frame.at(a), frame.at(b)]).filter(|ends| ends[0] != ends[1])
        };
        seams(pen, frame, &self.wrong(), 4.0, 1.0)?;
        if self.lens().reach.is_graded() {
            for (to, pulls, share) in self.shares() {
                let color = style.faint(style.force(pulls), 0.6);
                line(to).map_or(Ok(()), |ends| pen.line(ends, 0.5 + (WIDEST - 0.5) * share, color))?;
            }
            return Ok(());
        }
        let ends = [(Some(self.lens().positive), style.pull), (self.negative(), style.push)];
        for (to, color) in ends.into_iter().filter_map(|(j, color)| Some((self.others[j?], color))) {
            line(to).map_or(Ok(()), |ends| pen.line(ends, 1.0, style.faint(color, 0.45)))?;
        }
        Ok(())
    }

    /// Draws what lies above the marks: rings around the three points, arrows and names.
    pub fn draw_spotlight_above<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        radius: f64,
        labels: &mut Labels,
    ) -> Drawn<DB> {
        let (style, frame) = (pen.style, glass.frame);
        let [own, others] = [self.own_forces(), self.other_forces()];
        let stopped = self.stopped_forces();
        let strongest = longest(&own).max(longest(&others)).max(LEAST);
        let strength = if self.sight.is_supposed() { SUPPOSED } else { 1.0 };
        for (parts, strength) in [(&others, 1.0), (&own, strength)] {
            for (vectors, color, lane) in [(&parts[1], style.push, -1.0), (&parts[0], style.pull, 1.0)] {
                let arrows = self.spotlight_arrows(vectors, frame, lane * (radius + 4.0), radius + 1.5, strongest);
                arrow::draw(pen, &arrows, SHAFT, style.faint(color, strength))?;
            }
        }
        let arrows = self.spotlight_arrows(&stopped, frame, radius + 4.0, radius + 1.5, strongest);
        arrow::draw(pen, &arrows, SHAFT, style.faint(style.soft, strength))?;
        for arrow::Arrow { tail: (x, y), way: (u, v), .. } in arrows.iter().filter(|arrow| arrow.length > 0.0) {
            let end = |side: f64| (px(x - side * v), px(y + side * u));
            pen.line(vec![end(-BAR), end(BAR)], 2.0, style.faint(style.soft, strength))?;
        }
        let names = self.names();
        for (k, (place, _, color)) in names.iter().enumerate().filter(|(_, (place, ..))| frame.holds(*place)) {
            let wide = if k == 0 { 4.0 } else { 2.5 };
            pen.ring(frame.at(*place), radius + wide, 2.0, style.named(color))?;
            labels.reserve(Area { middle: frame.css(*place), half: (radius + wide, radius + wide) });
        }
        let marks = self.camera.points(self.session.embedding());
        labels.spare(marks.into_iter().filter_map(|p| frame.seen(p)), radius);
        // A small magnifier has them beside it.
        for (place, name, color) in names.iter().filter(|_| !glass.magnifier.is_some_and(Magnifier::is_small)) {
            let (Some(place), half) = (frame.seen(*place), half_of(name, style)) else { continue };
            labels.put(glass, name, half, style.named(color), around(place, half, radius + 6.0).into_iter());
        }
        self.name_margin(pen, glass, labels);
        Ok(())
    }

    /// Names the points that a small magnifier shows, beside it.
    pub fn name_beside<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        magnifier: &Magnifier,
        labels: &mut Labels,
    ) {
        for (place, name, color) in self.names() {
            let half = half_of(&name, pen.style);
            labels.put(glass, &name, half, pen.style.named(color), magnifier.beside(place, half));
        }
    }

    /// Names the margin.
    pub fn name_margin<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass, labels: &mut Labels) {
        if let (World::Plane | World::Space, Some((from, to))) = (self.camera.world, self.rings().span) {
            let radii = self.length(from).zip(self.length(to));
            let in_css = |radius: f64| radius * glass.frame.pixels();
            labels.tinted = glass
                .frame
                .seen(self.anchor)
                .zip(radii)
                .map(|(at, (a, b))| (at, in_css(a), in_css(b), tint(pen.style)));
        }
        if let Some(name) = self.margin_name() {
            let half = half_of(name, pen.style);
            labels.put(glass, name, half, pen.style.push, self.at_the_margin(glass, half).into_iter());
        }
    }

    /// Arrows that begin at the marks, which have this radius; on the unit circle beside them, as they would all overlap.
    fn spotlight_arrows(
        &self,
        vectors: &Vectors,
        frame: &Frame,
        lane: f64,
        radius: f64,
        strongest: f64,
    ) -> Vec<arrow::Arrow> {
        let reach = longest_arrow(frame);
        let pixels =
            |size: f64| if size < WEAKEST * strongest { 0.0 } else { (reach * size / strongest).max(SHORTEST) };
        let circle = self.camera.world == World::Circle;
        let (lane, ahead) = if circle { (lane, 0.0) } else { (0.0, radius) };
        let mut arrows = vectors.arrows(frame, lane, pixels);
        for arrow in &mut arrows {
            arrow.tail.0 += ahead * arrow.way.0;
            arrow.tail.1 += ahead * arrow.way.1;
        }
        arrows
    }

    /// Draws the ends of the margin on the unit circle, on either side of the anchor.
    fn draw_ticks<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass) -> Drawn<DB> {
        let rings = self.rings();
        let start = atan2(self.anchor.1, self.anchor.0);
        let place = |angle: f64, out: f64| on_circle(start + angle, 1.0 + out / glass.frame.pixels());
        for (level, edge) in rings.levels() {
            let angle = rings.angle(start, level);
            for angle in [-angle, angle].into_iter().filter(|angle| angle.abs() < PI) {
                for part in glass.frame.cut(&[-HALF_ARC, HALF_ARC].map(|out| place(angle, out))) {
                    edge.draw(pen, part, 1.0)?;
                }
            }
        }
        Ok(())
    }

    /// Places for the margin's name, within its outer edge.
    fn at_the_margin(&self, glass: &Glass, half: (f64, f64)) -> Vec<Place> {
        let rings = self.rings();
        let (Some((from, to)), frame) = (rings.span, glass.frame) else { return vec![] };
        match self.camera.world {
            World::Circle => {
                let start = atan2(self.anchor.1, self.anchor.0);
                let middle = 0.5 * (rings.angle(start, from) + rings.angle(start, to));
                let beside = |angle: f64, out: f64| {
                    let (x, y) = frame.seen(on_circle(start + angle, 1.0))?;
                    let (u, v) = (cos(start + angle), -sin(start + angle));
                    let far = out + out.signum() * (u.abs() * half.0 + v.abs() * half.1);
                    Some((x + u * far, y + v * far))
                };
                let angles = [middle, -middle, rings.angle(start, to), -rings.angle(start, to)];
                let outs = [HALF_ARC + 4.0, -HALF_ARC - 4.0, HALF_ARC + 22.0, -HALF_ARC - 22.0];
                outs.into_iter().flat_map(|out| angles.map(|angle| beside(angle, out))).flatten().collect()
            }
            World::Plane | World::Space => {
                let (Some(radius), Some((x, y))) = (self.length(to), frame.seen(self.anchor)) else { return vec![] };
                let at = |turn: f64, side: f64| {
                    let (u, v) = (sin(turn), cos(turn));
                    let far = radius * frame.pixels() + side * (3.0 + u.abs() * half.0 + v.abs() * half.1);
                    (x + u * far, y + v * far)
                };
                // Below the anchor and above it within the band, if it is wide enough; else around it, from below.
                let width = (radius - self.length(from).unwrap_or(0.0)) * frame.pixels();
                let within = [0.0, PI, 0.3, -0.3].into_iter().filter(|_| width > 2.0 * half.1 + 6.0);
                let turns = (0..24).map(|k| f64::from((k + 1) / 2) * if k % 2 == 0 { 1.0 } else { -1.0 } * TAU / 24.0);
                within.map(|turn| at(turn, -1.0)).chain(turns.map(|turn| at(turn, 1.0))).collect()
            }
            World::Globe => self.between(from, to).into_iter().filter_map(|place| frame.seen(place)).collect(),
            World::Ball => vec![],
        }
    }
}

/// Places for the name of a point: around it, and then farther away.
fn around((x, y): Place, half: (f64, f64), away: f64) -> Vec<Place> {
    let ways = [(0.0, -1.0), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let at = |(u, v): (f64, f64), more: f64| (x + u * (away + more + half.0), y + v * (away + more + half.1));
    [0.0, 8.0, 18.0, 32.0, 50.0].into_iter().flat_map(|more| ways.map(|way| at(way, more))).collect()
}
