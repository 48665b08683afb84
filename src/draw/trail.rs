//! Trails: where every point was in the last steps, in the colour of its class, the older the fainter.

use super::Drawn;
use super::frame::{Frame, Point, points};
use super::pen::Pen;
use crate::session::Session;
use plotters_backend::DrawingBackend;

/// How strong the oldest, the middle and the youngest third are.
const STRENGTHS: [f64; 3] = [0.18, 0.34, 0.5];
/// Steps shorter than this many CSS pixels are joined into one.
const SHORTEST: f64 = 1.0;

/// Draws the trails of all points within a frame.
pub fn draw<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session) -> Drawn<DB> {
    let moments: Vec<Vec<Point>> =
        session.trail().chain([session.embedding()]).map(|embedding| points(embedding).collect()).collect();
    let steps = moments.len() - 1;
    if steps == 0 {
        return Ok(());
    }
    let dataset = &session.pipeline().dataset;
    let ages = STRENGTHS.len();
    let least = (SHORTEST / frame.pixels()).powi(2);
    for (age, strength) in STRENGTHS.into_iter().enumerate() {
        // Ages meet at the same moment, so that a trail has no gaps.
        let (from, to) = (age * steps / ages, (age + 1) * steps / ages);
        if from == to {
            continue;
        }
        for class in 0..dataset.classes() {
            let color = pen.style.faint(pen.style.class(class), strength);
            for i in (0..dataset.len()).filter(|&i| dataset.truth[i] == class) {
                let mut last = moments[from][i];
                let mut path = vec![];
                for (k, moment) in moments.iter().enumerate().take(to + 1).skip(from + 1) {
                    let next = moment[i];
                    let (dx, dy) = (next.0 - last.0, next.1 - last.1);
                    if dx * dx + dy * dy < least && (k < to || path.is_empty()) {
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
                    pen.line(path, 1.25, color)?;
                }
            }
        }
    }
    Ok(())
}
