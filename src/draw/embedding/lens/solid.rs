//! The rings around an anchor in more than two dimensions. On the globe a ring is a small circle around the anchor. In space it is a
//! sphere, drawn as its outline if the affinity is a distance: what lies outside the outline lies outside the sphere. In a ball of more
//! than three dimensions an outline would mean nothing, and only the marks show the zones.

use super::Rings;
use super::labels::{Glass, Labels, Place};
use super::rings::ink_of;
use crate::draw::Drawn;
use crate::draw::paint::area::half_of;
use crate::draw::paint::pen::Pen;
use crate::draw::space::contour::circle;
use crate::draw::space::globe::runs;
use crate::learn::loss::Reach;
use crate::learn::num::{cos, sin};
use crate::tell::embedding::lens::View;
use crate::tell::place::Point;
use crate::tell::world::World;
use plotters_backend::DrawingBackend;
use std::f64::consts::{PI, TAU};

/// Straight pieces of a ring on the globe.
const PIECES: usize = 96;

impl View<'_> {
    /// Draws the rings, and puts the zones' names between them.
    pub(super) fn draw_solid<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        labels: &mut Labels,
    ) -> Drawn<DB> {
        let rings = self.rings();
        for band in &rings.bands {
            let text = band.zone.spec().name;
            let places = self.between(band.from, band.to).into_iter().filter_map(|place| glass.frame.seen(place));
            let places: Vec<Place> = places.collect();
            labels.put(glass, text, half_of(text, pen.style), ink_of(band.zone, pen.style), places.into_iter());
        }
        self.draw_solid_rings(pen, glass)
    }

    /// Draws the rings only.
    pub(super) fn draw_solid_rings<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass) -> Drawn<DB> {
        for (level, edge) in self.rings().levels() {
            for (behind, strength) in self.camera.sides() {
                for part in self.ring(level, *behind, glass).iter().flat_map(|run| glass.frame.cut(run)) {
                    edge.draw(pen, part, *strength)?;
                }
            }
        }
        Ok(())
    }

    /// Places in the middle of a zone where it faces the reader, those above the anchor first.
    pub(super) fn between(&self, from: f64, to: f64) -> Vec<Point> {
        let turns =
            (0..16).map(|k| 0.25 * TAU + f64::from((k + 1) / 2) * if k % 2 == 0 { 1.0 } else { -1.0 } * TAU / 16.0);
        match self.camera.world {
            World::Globe => {
                let middle = 0.5 * (self.angle(from) + self.angle(to));
                let seen = turns.map(|t| self.camera.see(self.around(middle, t)));
                seen.filter(|(_, depth)| *depth > 0.0).map(|(place, _)| place).collect()
            }
            World::Space => {
                let Some(low) = self.length(from) else { return vec![] };
                let middle = self.length(to).map_or(1.3 * low, |high| 0.5 * (low + high));
                let (x, y) = self.anchor;
                turns.map(|t| (x + middle * cos(t), y + middle * sin(t))).collect()
            }
            World::Ball | World::Plane | World::Circle => vec![],
        }
    }

    /// The angle on the globe at this distance, found on a circle: distances on a globe depend on angles only.
    pub(super) fn angle(&self, level: f64) -> f64 {
        match level {
            ..=0.0 => 0.0,
            _ => Rings::new(self.session.pipeline().affinity, (1.0, 0.0), Reach::Nowhere, level)
                .angle(0.0, level)
                .min(PI),
        }
    }

    /// A place on the globe at an angle from the anchor, in any direction.
    pub(super) fn around(&self, angle: f64, t: f64) -> [f64; 3] {
        let [a, u, v] = upright([self.embedding[0], self.embedding[1], self.embedding[2]]);
        [0, 1, 2].map(|k| cos(angle) * a[k] + sin(angle) * (cos(t) * u[k] + sin(t) * v[k]))
    }

    /// The ring at a distance, on one side of the globe or on both.
    fn ring(&self, level: f64, behind: Option<bool>, glass: &Glass) -> Vec<Vec<Point>> {
        match self.camera.world {
            World::Globe => {
                let angle = self.angle(level);
                let turns = (0..=PIECES).map(|k| TAU * k as f64 / PIECES as f64);
                runs(&self.camera, &turns.map(|t| self.around(angle, t)).collect::<Vec<_>>(), behind)
            }
            World::Space => {
                let radius = self.length(level).into_iter();
                radius.map(|radius| circle(self.anchor, radius, glass.frame.center())).collect()
            }
            World::Ball | World::Plane | World::Circle => vec![],
        }
    }
}

/// A direction and two more, orthonormal.
fn upright(a: [f64; 3]) -> [[f64; 3]; 3] {
    let least = if a[0].abs() < 0.6 { [1.0, 0.0, 0.0] } else { [0.0, 1.0, 0.0] };
    let cross =
        |a: [f64; 3], b: [f64; 3]| [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
    let unit = |a: [f64; 3]| {
        let length = a.iter().map(|x| x * x).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        a.map(|x| x / length)
    };
    let u = unit(cross(a, least));
    [unit(a), u, cross(unit(a), u)]
}
