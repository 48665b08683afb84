//! A fall: where the points come together, or have, a thin ray leads from where each lay before to where it lies now, in the colour of its
//! class.

use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::learn::num::Matrix;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::place::Point;
use plotters_backend::DrawingBackend;

/// At most so many points have rays.
const MOST: usize = 240;
/// Rays end this many CSS pixels before the point, so that the dot stays visible.
const GAP: f64 = 22.0;
/// Rays with less than this many left of them are not drawn.
const SHORTEST: f64 = 8.0;

/// Draws the rays from these embeddings of points to the points' places; `factor` makes them fainter.
pub fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    (points, before): (&[usize], &Matrix),
    places: &[Point],
    factor: f64,
) -> Drawn<DB> {
    let dataset = &session.pipeline().dataset;
    let before = camera.points(before);
    let every = points.len().div_ceil(MOST).max(1);
    for class in 0..dataset.classes() {
        let color = pen.style.faint(pen.style.class(class), factor);
        let members = points.iter().zip(&before).step_by(every).filter(|(i, _)| dataset.truth.get(**i) == Some(&class));
        for (i, from) in members {
            let to = places[*i];
            let length = libm::hypot(to.0 - from.0, to.1 - from.1) * frame.pixels();
            if length.is_nan() || length < GAP + SHORTEST {
                continue;
            }
            let share = 1.0 - GAP / length;
            let end = (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1));
            if let Some((a, b)) = frame.clip(*from, end) {
                pen.line(vec![frame.at(a), frame.at(b)], 1.0, color)?;
            }
        }
    }
    Ok(())
}
