//! Places and directions of the plane, and the least box around points.

use super::axis::{GREATEST, RANGES, round_up};

/// A point of the plane.
pub type Point = (f64, f64);

/// The first two coordinates of every column.
pub fn points(matrix: &crate::learn::num::Matrix) -> impl Iterator<Item = Point> + Clone + '_ {
    matrix.column_iter().map(|c| (c.get(0).copied().unwrap_or(0.0), c.get(1).copied().unwrap_or(0.0)))
}

/// The directions, with x to the right and y upwards.
pub static WAYS: &[(&str, Point)] =
    &[("left", (-1.0, 0.0)), ("right", (1.0, 0.0)), ("up", (0.0, 1.0)), ("down", (0.0, -1.0))];

/// The direction that a word names: `left`, `right`, `up` or `down`, with x to the right and y upwards.
pub fn direction(way: &str) -> Option<Point> {
    WAYS.iter().find(|(word, _)| *word == way).map(|(_, direction)| *direction)
}

/// The least box around points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The box's least coordinates.
    pub low: Point,
    /// The box's greatest coordinates.
    pub high: Point,
}

impl Extent {
    /// The box around these points; `None` without a finite one.
    pub fn of(points: impl Iterator<Item = Point>) -> Option<Self> {
        let finite = points.filter(|(x, y)| x.is_finite() && y.is_finite());
        let bound = |v: f64| v.clamp(-GREATEST, GREATEST);
        finite.map(|(x, y)| (bound(x), bound(y))).fold(None, |extent: Option<Self>, (x, y)| {
            let Extent { low, high } = extent.unwrap_or(Extent { low: (x, y), high: (x, y) });
            Some(Extent { low: (low.0.min(x), low.1.min(y)), high: (high.0.max(x), high.1.max(y)) })
        })
    }

    /// The middle.
    pub fn center(&self) -> Point {
        (0.5 * (self.low.0 + self.high.0), 0.5 * (self.low.1 + self.high.1))
    }

    /// Half the width and half the height.
    pub fn half(&self) -> (f64, f64) {
        (0.5 * (self.high.0 - self.low.0), 0.5 * (self.high.1 - self.low.1))
    }
}

/// A cloud narrower than this share of the frame's half width is too small to be visible.
const TOO_SMALL: f64 = 0.25;

/// The middle and the radius of the magnifier's view, if the cloud is too small without one in a frame of this half width.
pub fn window(cloud: &Extent, half: f64) -> Option<(Point, f64)> {
    let (dx, dy) = cloud.half();
    let spread = (dx * dx + dy * dy).sqrt();
    (2.0 * spread < TOO_SMALL * half).then(|| (cloud.center(), round_up(1.15 * spread, RANGES)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_are_not_finite_do_not_stretch_the_box() {
        let points = [(f64::NAN, 0.0), (1.0, 2.0), (f64::INFINITY, 1.0), (3.0, -1.0)];
        assert_eq!(Extent::of(points.into_iter()), Some(Extent { low: (1.0, -1.0), high: (3.0, 2.0) }));
        assert_eq!(Extent::of([].into_iter()), None);
    }
}
