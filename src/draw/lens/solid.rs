//! The rings around an anchor in more than two dimensions. On the globe a ring is a small circle around the anchor. In space it is a sphere,
//! of which the outline is seen, as far as the affinity is a distance: what lies outside of the outline lies outside of the sphere. In a ball
//! of more than three dimensions a ring has no outline that says anything, and only the marks tell the zones.

use super::View;
use super::labels::Glass;
use crate::draw::Drawn;
use crate::draw::camera::World;
use crate::draw::globe::runs;
use crate::draw::legend::{LegendItem, Mark};
use crate::draw::pen::Pen;
use crate::learn::affinity::Orientation;
use crate::learn::num::{cos, sin};
use plotters_backend::DrawingBackend;
use std::f64::consts::TAU;

/// Straight pieces of a ring.
const PIECES: usize = 96;

impl View<'_> {
    /// Draws the rings.
    pub(super) fn draw_solid<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass) -> Drawn<DB> {
        let rings = self.rings();
        for (k, level) in rings.levels().into_iter().enumerate() {
            for (behind, strength) in self.camera.sides() {
                let color = pen.style.faint(pen.style.ink, *strength);
                for run in self.ring(level, *behind) {
                    let seen =
                        run.chunk_by(|a, b| glass.holds(glass.frame.css(*a)) == glass.holds(glass.frame.css(*b)));
                    for part in seen.filter(|part| part.len() > 1 && glass.holds(glass.frame.css(part[0]))) {
                        let line = part.iter().map(|p| glass.frame.at(*p)).collect();
                        if k == 0 { pen.line(line, 1.25, color)? } else { pen.dashes(line, 1.25, color)? }
                    }
                }
            }
        }
        Ok(())
    }

    /// The ring at a distance, on one side of the globe or on both.
    fn ring(&self, level: f64, behind: Option<bool>) -> Vec<Vec<(f64, f64)>> {
        let turns = (0..=PIECES).map(|k| TAU * k as f64 / PIECES as f64);
        match self.camera.world {
            World::Globe => {
                // Any distance from a point of the globe is one of angles, so a circle tells it.
                let angle =
                    super::Rings::new(self.session.pipeline().affinity, (1.0, 0.0), vec![], level).angle(0.0, level);
                let [a, u, v] = upright([self.embedding[0], self.embedding[1], self.embedding[2]]);
                let at = |t: f64| [0, 1, 2].map(|k| cos(angle) * a[k] + sin(angle) * (cos(t) * u[k] + sin(t) * v[k]));
                runs(&self.camera, &turns.map(at).collect::<Vec<_>>(), behind)
            }
            World::Space => match self.length(level) {
                Some(radius) => {
                    let (x, y) = self.anchor;
                    vec![turns.map(|t| (x + radius * cos(t), y + radius * sin(t))).collect()]
                }
                None => vec![],
            },
            World::Ball | World::Plane | World::Circle => vec![],
        }
    }

    /// The length at which the affinity says this distance, where it is a function of lengths.
    fn length(&self, level: f64) -> Option<f64> {
        let affinity = self.session.pipeline().affinity;
        let far = |r: f64| affinity.turned((affinity.value)(&[r, 0.0], &[0.0, 0.0]), Orientation::Distance) > level;
        if affinity.orientation != Orientation::Distance || !level.is_finite() {
            return None;
        }
        let most = std::iter::successors(Some(1.0), |r| Some(2.0 * r)).take(200).find(|r| far(*r))?;
        Some(super::rings::edge(most, far))
    }

    /// What is to be said of rings that are not what they are in the plane.
    pub(super) fn solid_note(&self) -> Option<LegendItem> {
        let text = match self.camera.world {
            World::Plane | World::Circle | World::Globe => return None,
            World::Space if self.length(1.0).is_some() => "rings are the outlines of spheres around the anchor",
            World::Space | World::Ball => "no rings here: boxes and rings on marks tell the zones",
        };
        Some(LegendItem::new(Mark::Note, "soft", text))
    }
}

/// A direction and two more, all three at right angles and of length 1.
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
