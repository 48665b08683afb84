//! Space behind embeddings of three and more dimensions: a box. Its three far walls have a grid, its edges the numbers of the axes.

use super::frame::Frame;
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::tell::axis::{TICKS, round_down};
use crate::tell::camera::Camera;
use crate::tell::frame::{Aim, TURNED};
use crate::tell::place::Point;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// A box.
pub struct Cube {
    center: [f64; 3],
    /// Half of its side.
    half: f64,
}

impl Cube {
    /// The box within a resting frame.
    pub fn within(aim: &Aim) -> Self {
        Self { center: aim.center, half: aim.half / TURNED }
    }

    /// The place `way` half sides from its centre.
    fn corner(&self, way: [f64; 3]) -> [f64; 3] {
        [0, 1, 2].map(|k| self.center[k] + way[k] * self.half)
    }

    /// Draws its far walls, their grid, and the numbers of the axes.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>, frame: &Frame, camera: &Camera) -> Drawn<DB> {
        // The farther side along each axis.
        let far = [0, 1, 2].map(|k| {
            let mut way = [0.0; 3];
            way[k] = 1.0;
            if camera.see(way).1 > 0.0 { -1.0 } else { 1.0 }
        });
        let line = |a: [f64; 3], b: [f64; 3], color: RGBColor| {
            let ends: [Point; 2] = [camera.see(a).0, camera.see(b).0];
            frame.clip(ends[0], ends[1]).map_or(Ok(()), |(a, b)| pen.line(vec![frame.at(a), frame.at(b)], 1.0, color))
        };
        let side = round_down(0.7 * self.half, TICKS);
        for wall in 0..3 {
            let (u, v) = ((wall + 1) % 3, (wall + 2) % 3);
            for (along, across) in [(u, v), (v, u)] {
                let ticks = (((self.center[across] - self.half) / side).ceil() as i64)
                    ..=(((self.center[across] + self.half) / side).floor() as i64);
                for k in ticks.take(20) {
                    let ends = [-1.0, 1.0].map(|end| {
                        let mut way = [0.0; 3];
                        (way[wall], way[along]) = (far[wall], end);
                        let mut place = self.corner(way);
                        place[across] = k as f64 * side;
                        place
                    });
                    line(ends[0], ends[1], if k == 0 { pen.style.line } else { pen.style.grid })?;
                }
            }
        }
        // The edges of the far walls: those that do not end at the nearest corner.
        for axis in 0..3 {
            let (u, v) = ((axis + 1) % 3, (axis + 2) % 3);
            for (a, b) in [(1.0, 1.0), (1.0, -1.0), (-1.0, 1.0)] {
                let ends = [-1.0, 1.0].map(|end| {
                    let mut way = [0.0; 3];
                    (way[axis], way[u], way[v]) = (end, a * far[u], b * far[v]);
                    self.corner(way)
                });
                line(ends[0], ends[1], pen.style.line)?;
                if (a, b) == (1.0, -1.0) {
                    let middle = [0, 1, 2].map(|k| {
                        0.5 * (ends[0][k] + ends[1][k])
                            + 0.09 * (ends[0][k] - self.center[k]) * f64::from(u8::from(k != axis))
                    });
                    let at = camera.see(middle).0;
                    if frame.holds(at) {
                        pen.text(&format!("{}", axis + 1), frame.at(at), HPos::Center, pen.style.soft)?;
                    }
                }
            }
        }
        Ok(())
    }
}
