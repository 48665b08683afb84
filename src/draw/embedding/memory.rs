//! References without a mark of their own: kept embeddings as small dots without a class, words of the batch as small stars.

use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::memory::{kept, words};
use crate::tell::shape::STAR;
use plotters_backend::DrawingBackend;

/// The size of a small star relative to a point's mark, and the strength of its colour.
const SMALL: f64 = 1.1;
const FAINT: f64 = 0.45;

/// Draws the dots and the small stars, where points' marks have this radius.
pub fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    radius: f64,
) -> Drawn<DB> {
    let style = pen.style;
    if let Some(kept) = kept(session) {
        let dots = camera.points(&kept.embeddings).into_iter().zip(kept.strengths);
        let mut seen = dots.filter(|(place, _)| frame.holds(*place));
        seen.try_for_each(|(place, strength)| pen.disc(frame.at(place), 2.0, style.faint(style.soft, strength)))?;
    }
    let Some((classes, words)) = words(session) else { return Ok(()) };
    let stars = classes.into_iter().zip(camera.points(&words));
    stars.filter(|(_, place)| frame.holds(*place)).try_for_each(|(class, place)| {
        let (at, color) = (frame.at(place), style.class(class));
        STAR.fill(pen, at, SMALL * radius, style.faint(color, FAINT))?;
        pen.outline(STAR.around(at, SMALL * radius), 1.0, color)
    })
}
