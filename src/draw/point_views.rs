//! The views of the point that is chosen or followed, joined to it: as small discs or, where points are pictures, as pictures.

use super::Drawn;
use super::paint::pen::Pen;
use super::paint::style::px;
use super::paint::thumbnail::single;
use super::space::frame::Frame;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::camera::Camera;
use crate::tell::place::Point;
use crate::tell::point_views::PointViews;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The radius of a disc, in CSS pixels.
const RADIUS: f64 = 3.0;
/// The side of a view beside its picture, as a multiple of the picture's, and the gap between them in CSS pixels.
const LARGER: f64 = 2.0;
const GAP: f64 = 6.0;

/// Draws the views in the input, where points have these places, and pictures this side.
pub fn in_input<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
    places: &[Point],
    tile: Option<f64>,
) -> Drawn<DB> {
    let Some(views) = PointViews::of(session, options) else { return Ok(()) };
    let own = places[views.point];
    let Some(tile) = tile else { return discs(pen, frame, own, &views.places(session)) };
    // In their own places they would cover what they came from.
    let (side, count) = (LARGER * tile, views.features.ncols() as f64);
    let (from, ((left, top), (right, bottom))) = (frame.css(own), frame.box_css());
    let wide = GAP + count * (side + GAP);
    let start = if from.0 + 0.5 * tile + wide < right { from.0 + 0.5 * tile + GAP } else { from.0 - 0.5 * tile - wide };
    let middle = from.1.min(bottom - 0.5 * side - 2.0).max(top + 0.5 * side + 2.0);
    let at = |k: usize| (start.max(left) + k as f64 * (side + GAP) + 0.5 * side, middle);
    pen.line([from, at(0), at(views.features.ncols() - 1)].map(on_backend).to_vec(), 1.5, pen.style.ink)?;
    pen.ring(on_backend(from), 0.5 * tile, 1.5, pen.style.ink)?;
    pictures(pen, session, &views, side, |k| Some(at(k)))
}

/// Draws the views in the embedding, where points have these places.
pub fn in_embedding<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
    camera: &Camera,
    places: &[Point],
    tile: Option<f64>,
) -> Drawn<DB> {
    let Some(views) = PointViews::of(session, options) else { return Ok(()) };
    let Some(embeddings) = views.embeddings(session) else { return Ok(()) };
    let (own, to) = (places[views.point], camera.points(&embeddings));
    let Some(tile) = tile else { return discs(pen, frame, own, &to) };
    join(pen, frame, own, &to)?;
    pictures(pen, session, &views, tile, |k| frame.seen(to[k]))
}

/// Draws the views as pictures of this side, around places in CSS pixels.
fn pictures<DB: DrawingBackend>(
    pen: &Pen<DB>,
    session: &Session,
    views: &PointViews,
    side: f64,
    place: impl Fn(usize) -> Option<Point>,
) -> Drawn<DB> {
    let dataset = &session.pipeline().dataset;
    let Some((ink, size)) = views.ink(session).zip(dataset.picture) else { return Ok(()) };
    let color = pen.style.class(dataset.truth[views.point]);
    let seen = ink.column_iter().enumerate().filter_map(|(k, ink)| Some((place(k)?, ink)));
    seen.into_iter().try_for_each(|((x, y), ink)| {
        // Whole CSS pixels, so that the pictures' pixels have sharp borders.
        let corner = ((x - 0.5 * side).floor(), (y - 0.5 * side).floor());
        single(pen, ink.as_slice(), size, on_backend(corner), side, color)
    })
}

/// Draws views as discs at these places.
fn discs<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, own: Point, to: &[Point]) -> Drawn<DB> {
    join(pen, frame, own, to)?;
    to.iter().filter(|place| frame.holds(**place)).try_for_each(|place| {
        pen.disc(frame.at(*place), RADIUS + 1.25, pen.style.sheet)?;
        pen.disc(frame.at(*place), RADIUS, pen.style.ink)
    })
}

/// Draws a line from a point to each of its views.
fn join<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, own: Point, to: &[Point]) -> Drawn<DB> {
    let lines = to.iter().filter_map(|place| frame.clip(own, *place));
    lines
        .map(|(a, b)| [a, b].map(|place| frame.at(place)).to_vec())
        .try_for_each(|line| pen.line(line, 1.25, pen.style.ink))
}

fn on_backend((x, y): Point) -> BackendCoord {
    (px(x), px(y))
}
