//! The margin as a tinted band around the anchor, behind everything: a ring in the plane, a wedge for cosines, two arcs on the unit circle,
//! a collar on the globe. Where its edges fade, it consists of pieces that lie over each other, the widest first.

use super::labels::Glass;
use super::rings::{on_circle, seen};
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::Style;
use crate::draw::space::contour::circle;
use crate::learn::num::atan2;
use crate::tell::embedding::lens::View;
use crate::tell::place::Point;
use crate::tell::world::World;
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::TAU;

/// The strength of the tint.
const TINT: f64 = 0.12;
/// Half the width of an arc on the unit circle, in CSS pixels.
pub const HALF_ARC: f64 = 11.0;
/// The least number of straight pieces of a full turn, and the greatest of an arc.
const PIECES: f64 = 180.0;
const MOST: f64 = 2000.0;
/// The greatest length of one in a picture and in its magnifier, in CSS pixels. Pictures of usual sizes have the same shapes.
const LONGEST: [f64; 2] = [24.0, 6.0];
/// A wedge's length, in sides of the frame.
const FAR: f64 = 4.0;

/// The tint's colour.
pub fn tint(style: &Style) -> RGBColor {
    tinted(style, 1.0)
}

/// The tint's colour where this share of the full force acts.
fn tinted(style: &Style, share: f64) -> RGBColor {
    style.faint(style.push, TINT * share)
}

/// Angles from one to another, both included, at most so far apart.
fn turn(from: f64, to: f64, apart: f64) -> impl DoubleEndedIterator<Item = f64> + Clone {
    let count = ((to - from).abs() / apart.min(TAU / PIECES)).ceil().clamp(1.0, MOST) as usize;
    (0..=count).map(move |k| from + (to - from) * k as f64 / count as f64)
}

impl View<'_> {
    /// Tints the margin.
    pub fn draw_band<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass) -> Drawn<DB> {
        let rings = self.rings();
        if rings.pieces.is_empty() || !self.has_band() {
            return Ok(());
        }
        // Where a sharp margin begins, nothing lies over it.
        let inner = rings.pieces[rings.pieces.len() - 1].0;
        let tints = || rings.pieces.iter().filter(|(_, share)| *share > 0.0).map(|(to, share)| ((inner, *to), *share));
        let start = atan2(self.anchor.1, self.anchor.0);
        let apart = LONGEST[usize::from(glass.magnifier.is_some())] / glass.frame.pixels();
        let fill = |places: Vec<Point>, color| {
            let mut corners: Vec<BackendCoord> = places.into_iter().map(|p| glass.frame.at(p)).collect();
            corners.dedup();
            pen.fill(corners, color)
        };
        match self.camera.world {
            World::Circle => {
                let half = HALF_ARC / glass.frame.pixels();
                for (span, share) in tints() {
                    for (from, to) in rings.parts(start, span).into_iter().flat_map(|part| seen(glass, start, part)) {
                        let arc = turn(start + from, start + to, apart);
                        let (outside, inside) = (arc.clone().map(|a| on_circle(a, 1.0 + half)), arc.rev());
                        let corners = outside.chain(inside.map(|a| on_circle(a, 1.0 - half))).collect();
                        fill(corners, tinted(pen.style, share))?;
                    }
                }
                Ok(())
            }
            World::Plane if self.session.pipeline().affinity.is_scale_free() => {
                let (low, high) = glass.frame.corners();
                let far = FAR * (high.0 - low.0).max(high.1 - low.1);
                // Only if its point is in the picture.
                let wedges = tints().filter(|_| glass.frame.holds((0.0, 0.0)));
                let parts =
                    wedges.flat_map(|(span, share)| rings.parts(start, span).into_iter().map(move |p| (p, share)));
                parts.into_iter().try_for_each(|((from, to), share)| {
                    let end = |angle| Some(glass.frame.clip((0.0, 0.0), on_circle(angle, far))?.1);
                    let arc = turn(start + from, start + to, apart).filter_map(end);
                    fill(std::iter::once((0.0, 0.0)).chain(arc).collect(), tinted(pen.style, share))
                })
            }
            World::Plane | World::Space => {
                let disc = |level| Some(circle(self.anchor, self.length(level)?, glass.frame.center()));
                rings
                    .pieces
                    .iter()
                    .try_for_each(|(to, share)| disc(*to).map_or(Ok(()), |disc| fill(disc, tinted(pen.style, *share))))
            }
            World::Globe => {
                // A collar that goes behind the globe is shown by its rings.
                if self.camera.is_behind(self.camera.see(self.around(0.0, 0.0)).1) {
                    return Ok(());
                }
                for (level, share) in &rings.pieces {
                    let (angle, color) = (self.angle(*level), tinted(pen.style, *share));
                    let seen: Vec<(Point, f64)> =
                        turn(0.0, TAU, apart).map(|t| self.camera.see(self.around(angle, t))).collect();
                    // A narrower piece may be in front of the globe where a wider one goes behind it.
                    if seen.iter().any(|(_, depth)| *depth < 0.0) {
                        continue;
                    }
                    fill(seen.into_iter().map(|(place, _)| place).collect(), color)?;
                }
                Ok(())
            }
            World::Ball => Ok(()),
        }
    }
}
