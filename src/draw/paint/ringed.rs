//! Rings in ink around the marks of what is pointed at and what is chosen.

use super::pen::Pen;
use crate::draw::Drawn;
use crate::session::Session;
use crate::tell::{Options, Spot};
use plotters_backend::{BackendCoord, DrawingBackend};

/// Draws the rings around marks of this radius that have a place.
pub fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    session: &Session,
    options: &Options,
    radius: f64,
    place: impl Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    let (ink, sheet) = (pen.style.ink, pen.style.sheet);
    if options.layer("ringed") == Some(true) {
        let drawn: Vec<BackendCoord> = session.trace().batch.iter().filter_map(|i| place(*i)).collect();
        drawn.into_iter().try_for_each(|at| pen.ring(at, radius + 2.5, 1.5, ink))?;
    }
    if let Some(at) = options.focus.and_then(|focus| place(focus.anchor)) {
        pen.ring(at, radius + 3.5, 4.0, sheet)?;
        pen.ring(at, radius + 3.5, 2.0, ink)?;
    }
    let hovered = match options.hover {
        Some(Spot::Point(i) | Spot::Proxy(i, _)) => vec![i],
        Some(Spot::Pair(i, j)) => vec![i, j],
        Some(Spot::Step(_)) | None => vec![],
    };
    let at: Vec<BackendCoord> = hovered.into_iter().filter_map(place).collect();
    if let [a, b] = at[..] {
        pen.line(vec![a, b], 1.5, ink)?;
    }
    at.into_iter().try_for_each(|at| pen.ring(at, radius + 2.5, 1.5, ink))
}
