//! Space behind embeddings of three and more dimensions: a box of a round size that follows the cloud. Its three far walls have a grid, its
//! edges the numbers of the axes.

use super::frame::Frame;
use super::{held, radius};
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::session::Session;
use crate::tell::axis::{TICKS, round_down};
use crate::tell::camera::Camera;
use crate::tell::embedding::{memory, proxies};
use crate::tell::place::Point;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;
use std::ops::Range;

/// The frame's radius in half sides of the box: a turned box is wider than a straight one.
const ROOM: f64 = 1.5;

/// A box around the cloud.
pub struct Cube {
    center: [f64; 3],
    /// Half of its side.
    half: f64,
}

impl Cube {
    /// The box around the cloud of this step and of some steps before, with proxies and stored embeddings. Its size is round and its centre
    /// on a grid, so that it stays while the cloud moves a little; the centre is the origin, if that costs nothing.
    pub fn of(session: &Session, camera: &Camera) -> Self {
        let others = [proxies::embeddings(session), memory::embeddings(session)];
        let (mut low, mut high) = ([f64::INFINITY; 3], [f64::NEG_INFINITY; 3]);
        for shown in held(session).chain(others.iter().flatten()).filter_map(|m| camera.along(m)) {
            for column in shown.column_iter().filter(|c| c.iter().all(|x| x.is_finite())) {
                for k in 0..3 {
                    (low[k], high[k]) = (low[k].min(column[k]), high[k].max(column[k]));
                }
            }
        }
        if low[0] > high[0] {
            return Self { center: [0.0; 3], half: 1.0 };
        }
        let radius = |needed: f64| radius(session, needed);
        let most = |of: &dyn Fn(usize) -> f64| (0..3).map(of).fold(0.0, f64::max);
        let own = radius(1.05 * most(&|k| 0.5 * (high[k] - low[k])) / 0.86);
        let around_origin = radius(1.05 * most(&|k| low[k].abs().max(high[k].abs())));
        if around_origin <= own {
            return Self { center: [0.0; 3], half: around_origin };
        }
        let step = 0.25 * own;
        Self { center: [0, 1, 2].map(|k| (0.5 * (low[k] + high[k]) / step).round() * step), half: own }
    }

    /// The frame that shows it.
    pub fn frame(&self, camera: &Camera, rectangle: (Range<i32>, Range<i32>)) -> Frame {
        Frame::new(rectangle, camera.see(self.center).0, ROOM * self.half)
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
