//! Trails: the places of every point in the last steps, in the colour of its class, fainter with age.

use crate::draw::Drawn;
use crate::draw::paint::pen::{HAIR, Pen};
use crate::draw::space::frame::Frame;
use crate::learn::num::Matrix;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::place::Point;
use plotters_backend::DrawingBackend;

/// The strength of the oldest, the middle and the youngest third.
const STRENGTHS: [f64; 3] = [0.4, 0.65, 0.9];
/// Steps shorter than this many CSS pixels are joined into one.
const SHORTEST: f64 = 1.5;
/// Trails of many points are shortened to this many lines in all.
const MOST_STEPS: usize = 1200;

/// Draws the trails of all points within a frame; `factor` makes them fainter.
pub fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    factor: f64,
) -> Drawn<DB> {
    let dataset = &session.pipeline().dataset;
    let trail: Vec<&Matrix> = session.trail().collect();
    let steps = trail.len().min(MOST_STEPS / dataset.len().max(1));
    let moments = trail[trail.len() - steps..].iter().copied().chain([session.embedding()]);
    let moments: Vec<&Matrix> = moments.collect();
    let depths: Vec<Vec<f64>> = moments.iter().map(|embedding| camera.depths(embedding)).collect();
    let moments: Vec<Vec<Point>> = moments.iter().map(|embedding| camera.points(embedding)).collect();
    if steps == 0 {
        return Ok(());
    }
    let ages = STRENGTHS.len();
    let shortest = SHORTEST / frame.pixels();
    let ways = camera.sides().iter().flat_map(|side| STRENGTHS.into_iter().enumerate().map(move |age| (side, age)));
    for ((behind, side), (age, strength)) in ways {
        // Ages meet at the same moment, so that a trail has no gaps.
        let (from, to) = (age * steps / ages, (age + 1) * steps / ages);
        if from == to {
            continue;
        }
        for class in 0..dataset.classes() {
            let color = pen.style.faint(pen.style.class(class), strength * factor * side);
            for i in (0..dataset.len()).filter(|&i| dataset.truth[i] == class) {
                let mut last = moments[from][i];
                let mut path = vec![];
                for (k, moment) in moments.iter().enumerate().take(to + 1).skip(from + 1) {
                    let next = moment[i];
                    let (dx, dy) = (next.0 - last.0, next.1 - last.1);
                    if behind.is_some_and(|behind| camera.is_behind(depths[k][i]) != behind) {
                        last = next;
                        if path.len() > 1 {
                            pen.line(std::mem::take(&mut path), HAIR, color)?;
                        }
                        path.clear();
                        continue;
                    }
                    if dx * dx + dy * dy < shortest * shortest && (k < to || path.is_empty()) {
                        continue;
                    }
                    let Some((a, b)) = frame.clip(last, next) else {
                        last = next;
                        continue;
                    };
                    if path.is_empty() {
                        path.push(frame.at(a));
                    }
                    path.push(frame.at(b));
                    last = next;
                }
                if path.len() > 1 {
                    pen.line(path, HAIR, color)?;
                }
            }
        }
    }
    Ok(())
}
