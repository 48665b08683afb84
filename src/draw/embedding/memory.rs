//! Stored embeddings as small dots without a class.

use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::memory::embeddings;
use plotters_backend::DrawingBackend;

/// Draws the dots.
pub fn draw<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, camera: &Camera) -> Drawn<DB> {
    let Some(stored) = embeddings(session) else { return Ok(()) };
    let places = camera.points(&stored).into_iter().filter(|place| frame.holds(*place));
    places.map(|place| frame.at(place)).try_for_each(|at| pen.disc(at, 2.0, pen.style.soft))
}
