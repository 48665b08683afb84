//! The globe behind embeddings of length one in three dimensions: its outline and its graticule, the far side fainter. In more dimensions
//! only the outline remains, and all shadows lie within it.

use super::contour::circle;
use super::frame::Frame;
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::Style;
use crate::learn::num::{cos, sin};
use crate::tell::camera::Camera;
use crate::tell::place::Point;
use crate::tell::world::World;
use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;
use std::f64::consts::TAU;

/// Degrees between meridians, and between parallels.
const STEP: usize = 30;
/// Straight pieces of a circle.
const PIECES: usize = 72;

/// Draws outline and graticule.
pub fn draw<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, camera: &Camera) -> Drawn<DB> {
    if camera.world == World::Globe {
        for (behind, _) in camera.sides() {
            let color = color(pen.style, *behind == Some(true));
            for circle in graticule() {
                for part in runs(camera, &circle, *behind).iter().flat_map(|run| frame.cut(run)) {
                    pen.line(part, 1.0, color)?;
                }
            }
        }
    }
    let (middle, color) = ((0.0, 0.0), pen.style.circle());
    if frame.holds(middle) {
        return pen.ring(frame.at(middle), frame.pixels(), 1.25, color);
    }
    let outline = circle(middle, 1.0, frame.center());
    frame.cut(&outline).into_iter().try_for_each(|part| pen.line(part, 1.25, color))
}

fn color(style: &Style, behind: bool) -> RGBColor {
    if behind { style.faint(style.grid, 0.6) } else { style.faint(style.line, 0.8) }
}

/// Meridians from pole to pole and round again, and parallels.
fn graticule() -> Vec<Vec<[f64; 3]>> {
    let around = |at: &dyn Fn(f64) -> [f64; 3]| (0..=PIECES).map(|k| at(TAU * k as f64 / PIECES as f64)).collect();
    let degrees = |d: usize| TAU * d as f64 / 360.0;
    let meridian = |d: usize| {
        let (c, s) = (cos(degrees(d)), sin(degrees(d)));
        around(&|t| [cos(t) * s, sin(t), cos(t) * c])
    };
    let parallel = |d: usize| {
        let (high, wide) = (cos(degrees(d)), sin(degrees(d)));
        around(&|t| [wide * sin(t), high, wide * cos(t)])
    };
    (0..180).step_by(STEP).map(meridian).chain((STEP..180).step_by(STEP).map(parallel)).collect()
}

/// The parts of a line on the globe that lie on this side of it, or the whole line.
pub fn runs(camera: &Camera, line: &[[f64; 3]], behind: Option<bool>) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = vec![];
    let mut open = false;
    for pair in line.windows(2) {
        let [(a, near), (b, next)] = [camera.see(pair[0]), camera.see(pair[1])];
        let here = behind.is_none_or(|behind| camera.is_behind(0.5 * (near + next)) == behind);
        match runs.last_mut().filter(|_| open) {
            Some(run) if here => run.push(b),
            _ if here => runs.push(vec![a, b]),
            _ => {}
        }
        open = here;
    }
    runs
}
