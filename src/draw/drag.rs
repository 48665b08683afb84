//! Dragging: which place of the input picture a pointer means, and the text of the setting that moves a point there.
//!
//! The frame of the input picture holds the points where they were made and where they were moved to, so it rests while a point is
//! dragged within it. Places are rounded to a power of ten that is no larger than a pixel, so that a link stays short.

use super::input;
use super::space::frame::{Extent, Point, points};
use super::walk::WAYS;
use crate::learn::dataset::Dataset;
use crate::learn::num::{log10, pow};
use crate::learn::words::{decimals, trimmed};
use crate::session::Session;

/// The picture in which points can be dragged.
pub const VIEW: &str = input::SPEC.id;

/// A pointer that has moved less than this many CSS pixels still means to click.
const STILL: f64 = 4.0;
/// The keyboard moves a point by this share of the data's longer side.
const NUDGE: f64 = 0.02;

/// A point that a pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// The point.
    pub point: usize,
    /// Where the pointer took it, in CSS pixels.
    from: Point,
    /// From the pointer to the middle of the mark.
    offset: Point,
    /// Whether it was moved.
    pub moved: bool,
}

impl Held {
    /// The point whose mark lies at a place of the input picture, taken by a pointer there.
    pub fn take(session: &Session, size: Point, point: usize, at: Point) -> Option<Self> {
        let scene = input::Scene::of_size(&session.pipeline().dataset, size)?;
        let (x, y) = scene.frame.css(*scene.places.get(point)?);
        Some(Self { point, from: at, offset: (x - at.0, y - at.1), moved: false })
    }

    /// Where the pointer has brought it, as the text of a setting; `None` while the pointer rests.
    pub fn dragged(&mut self, session: &Session, size: Point, at: Point) -> Option<String> {
        let (dx, dy) = (at.0 - self.from.0, at.1 - self.from.1);
        self.moved |= dx * dx + dy * dy >= STILL * STILL;
        let scene = input::Scene::of_size(&session.pipeline().dataset, size).filter(|_| self.moved)?;
        // The whole mark stays within the picture.
        let within = |v: f64, side: f64| v.clamp(scene.radius, (side - scene.radius).max(scene.radius));
        let css = (within(at.0 + self.offset.0, size.0), within(at.1 + self.offset.1, size.1));
        Some(text(scene.frame.point(css), 1.0 / scene.frame.pixels()))
    }
}

/// Where a key moves a point, as the text of a setting.
pub fn nudged(session: &Session, point: usize, way: &str) -> Option<String> {
    let dataset = &session.pipeline().dataset;
    let (_, (dx, dy)) = WAYS.iter().find(|(word, _)| *word == way)?;
    let (x, y) = points(&dataset.points).nth(point)?;
    let (width, height) = extent(dataset)?.half();
    let step = rounded(2.0 * NUDGE * width.max(height), 1.0).max(f64::MIN_POSITIVE);
    Some(text((x + dx * step, y + dy * step), step))
}

/// The least box around the points of the input plane, where they are and where they were made.
pub fn extent(dataset: &Dataset) -> Option<Extent> {
    let made = dataset.by_hand.places.values().map(|[x, y]| (*x, *y));
    Extent::of(points(&dataset.plane().points).chain(made))
}

/// The power of ten below a length, times a digit.
fn rounded(length: f64, digit: f64) -> f64 {
    digit * pow(10.0, log10(length.max(1e-9)).floor())
}

/// A place in as many decimals as this resolution needs.
fn text((x, y): Point, resolution: f64) -> String {
    let decimals = decimals(rounded(resolution, 1.0)).min(9);
    format!("{},{}", trimmed(x, decimals), trimmed(y, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = (226.0, 190.0);

    #[test]
    fn a_dragged_point_stays_under_the_pointer() {
        let mut session = Session::open("").unwrap();
        let spot = |session: &Session| {
            let scene = input::Scene::of_size(&session.pipeline().dataset, SIZE).unwrap();
            scene.frame.css(scene.places[7])
        };
        let (x, y) = spot(&session);
        let mut held = Held::take(&session, SIZE, 7, (x + 2.0, y - 1.0)).unwrap();
        assert_eq!(held.dragged(&session, SIZE, (x + 3.0, y)), None, "a pointer that trembles does not drag");
        for way in [(-20.0, 9.0), (-60.0, 30.0), (-90.0, -40.0)] {
            let text = held.dragged(&session, SIZE, (x + 2.0 + way.0, y - 1.0 + way.1)).unwrap();
            assert!(text.len() <= 11, "{text}");
            session.set("point.7", &text).unwrap();
            let (now_x, now_y) = spot(&session);
            assert!((now_x - x - way.0).abs() < 0.6 && (now_y - y - way.1).abs() < 0.6, "{text}");
        }
        assert!(held.dragged(&session, SIZE, (-500.0, 9e9)).is_some_and(|text| session.set("point.7", &text).is_ok()));
    }

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
