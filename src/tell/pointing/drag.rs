//! Dragging: what a pointer moves, and the text of the setting that moves a point.
//!
//! The frame of a picture holds the points' original and current places, so it rests while a point is dragged within it. Places are
//! rounded to a power of ten no larger than a pixel, so that links stay short.

use crate::learn::dataset::Dataset;
use crate::learn::num::{log10, pow};
use crate::learn::words::{decimals, trimmed};
use crate::session::Session;
use crate::tell::place::direction;
use crate::tell::place::{Extent, Point, points};

/// A pointer that has moved less than this many CSS pixels is a click.
const STILL: f64 = 4.0;

/// The keyboard moves a point by this share of the data's longer side.
const NUDGE: f64 = 0.02;

/// Whether a pointer has moved far enough from where it took hold to drag.
pub fn has_left(from: Point, at: Point) -> bool {
    let (dx, dy) = (at.0 - from.0, at.1 - from.1);
    dx * dx + dy * dy >= STILL * STILL
}

/// What a pointer moves in a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drag {
    /// The points of the data set.
    Points,
    /// The space of the embeddings, which turns.
    World,
}

/// A point that a pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Whether it is held in the embedding, not in the input.
    pub in_embedding: bool,
    /// The point.
    pub point: usize,
    /// Where the pointer took it, in CSS pixels.
    pub from: Point,
    /// From the pointer to the middle of the mark.
    pub offset: Point,
    /// Whether it was moved.
    pub moved: bool,
}

impl Drag {
    /// The same for this session: where the embedding is the data in the plane, its points are moved.
    pub fn of(self, session: &Session) -> Self {
        if shows_data(session) { Self::Points } else { self }
    }
}

/// Whether the embedding is the data themselves, in the plane.
pub fn shows_data(session: &Session) -> bool {
    let pipeline = session.pipeline();
    let [features, dimensions] = [pipeline.dataset.points.nrows(), pipeline.dimensions];
    pipeline.encoder.is_identity() && !pipeline.head.unit && [features, dimensions] == [2, 2]
}

/// The place to which a key moves a point, as the text of a setting.
pub fn nudged(session: &Session, point: usize, way: &str) -> Option<String> {
    let dataset = &session.pipeline().dataset;
    let (dx, dy) = direction(way)?;
    let (x, y) = points(&dataset.points).nth(point)?;
    let (width, height) = extent(dataset)?.half();
    let step = rounded(2.0 * NUDGE * width.max(height), 1.0).max(f64::MIN_POSITIVE);
    Some(text((x + dx * step, y + dy * step), step))
}

/// The point after or before this one, for the ways `next` and `previous`.
pub fn neighbour(session: &Session, point: usize, way: &str) -> Option<usize> {
    let count = session.pipeline().dataset.len();
    match way {
        "next" => Some((point + 1) % count),
        "previous" => Some((point + count - 1) % count),
        _ => None,
    }
}

/// How far from the origin the points were made.
pub fn reach(dataset: &Dataset) -> f64 {
    let made = |(i, now): (usize, Point)| dataset.by_hand.places.get(&i).map_or(now, |[x, y]| (*x, *y));
    points(&dataset.points).enumerate().map(made).fold(0.0, |far, (x, y)| far.max(x.abs()).max(y.abs()))
}

/// The least box around the points of the input plane and their original places.
pub fn extent(dataset: &Dataset) -> Option<Extent> {
    let made = dataset.by_hand.places.values().map(|[x, y]| (*x, *y));
    Extent::of(points(&dataset.plane().points).chain(made))
}

/// The power of ten below a length, times a digit.
fn rounded(length: f64, digit: f64) -> f64 {
    digit * pow(10.0, log10(length.max(1e-9)).floor())
}

/// A place, with as many decimals as this resolution needs.
pub fn text((x, y): Point, resolution: f64) -> String {
    let decimals = decimals(rounded(resolution, 1.0)).min(9);
    format!("{},{}", trimmed(x, decimals), trimmed(y, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_a_point_a_little_and_back() {
        let mut session = Session::open("point.7=0.31,-0.22").unwrap();
        let text = nudged(&session, 7, "left").unwrap();
        session.set("point.7", &text).unwrap();
        let x = session.pipeline().dataset.points[(0, 7)];
        assert!((0.2..0.31).contains(&x), "{text}");
        assert_eq!(nudged(&session, 7, "right").unwrap(), "0.31,-0.22");
        assert_eq!(nudged(&session, 7, "north"), None);
    }

    #[test]
    fn places_have_as_many_decimals_as_pixels_need() {
        assert_eq!(text((0.314_159, -0.001), 0.02), "0.31,0");
        assert_eq!(text((314.159, -20.0), 3.0), "314,-20");
        assert_eq!(text((0.5, 0.25), 0.001), "0.5,0.25");
    }
}
