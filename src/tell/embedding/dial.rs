//! The dial: which input maps where on the unit circle: the class of the embedded point nearest to an angle, and the marks on the circle.
//! Marks are 30° apart, or round fractions of a degree within the magnifier of a small cloud.

use crate::learn::num::atan2;
use crate::learn::order::sort_by_number;
use crate::learn::words::{decimals, fixed};
use crate::session::Session;
use crate::tell::axis::{TICKS, round_down};
use crate::tell::frame::UNIT;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::place::{Extent, Point, points, window};
use std::f64::consts::TAU;

/// Degrees between marks for the whole circle.
pub const STEP: f64 = 30.0;

/// The approximate number of marks within a magnifier.
const FINE: f64 = 7.0;

/// The current marks on the circle.
pub struct Dial {
    /// Angles, in degrees.
    pub marks: Vec<f64>,
    /// Degrees between two marks.
    pub step: f64,
    /// The middle of the magnifier's view and its half width, in degrees.
    pub window: Option<(f64, f64)>,
    /// The angle of every point of the data set and its class, in the order of the angles.
    pub owners: Vec<(f64, usize)>,
}

impl Dial {
    /// The dial for a session's cloud.
    pub fn of(session: &Session) -> Self {
        let truth = session.pipeline().dataset.truth.iter();
        let mut owners: Vec<(f64, usize)> = points(session.embedding()).map(degrees).zip(truth.copied()).collect();
        sort_by_number(&mut owners, |owner| owner.0);
        // So small a piece of the circle is straight: its length is its angle.
        let cloud = Extent::of(points(session.embedding()));
        let window = cloud.and_then(|cloud| window(&cloud, UNIT)).map(|(at, reach)| (degrees(at), reach * 360.0 / TAU));
        let (step, from, to) = match window {
            None => (STEP, 0.0, 360.0 - STEP),
            Some((middle, reach)) => {
                (round_down(2.0 * reach / FINE, TICKS).min(STEP), middle - 0.85 * reach, middle + 0.85 * reach)
            }
        };
        let (first, last) = ((from / step).ceil() as i64, (to / step).floor() as i64);
        Self { marks: (first..=last).map(|k| k as f64 * step).collect(), step, window, owners }
    }

    /// The part of the circle that contains an angle, for parts of `length` degrees.
    pub fn part(length: f64, degrees: f64) -> i64 {
        (degrees / length).floor() as i64
    }

    /// The class of the point nearest to the middle of a part.
    pub fn owner(&self, length: f64, part: i64) -> Option<usize> {
        let middle = ((part as f64 + 0.5) * length).rem_euclid(360.0);
        let next = self.owners.partition_point(|(at, _)| *at < middle);
        let count = self.owners.len();
        let around = [(next + count).checked_sub(1)?, next].map(|k| self.owners[k % count]);
        let gap = |at: f64| (at - middle).abs().min(360.0 - (at - middle).abs());
        around.into_iter().min_by(|a, b| gap(a.0).total_cmp(&gap(b.0))).map(|(_, class)| class)
    }

    /// A mark's text, with enough digits to distinguish neighbours.
    pub fn label(&self, mark: f64) -> String {
        format!("{}°", fixed(mark.rem_euclid(360.0), decimals(self.step).min(9)))
    }
}

/// The angle of a point, from 0 to 360 degrees.
pub fn degrees((x, y): Point) -> f64 {
    (atan2(y, x) * 360.0 / TAU).rem_euclid(360.0)
}

/// The legend of the band.
pub fn legend() -> LegendItem {
    LegendItem::new(Sign::Area, "soft", "thick where much of the input goes; in the colour of the nearest class")
}

/// The legend in the input picture.
pub fn legend_input(session: &Session) -> Vec<LegendItem> {
    vec![
        LegendItem::new(Sign::Area, "soft", "colour: nearest class on the circle"),
        LegendItem::new(Sign::Thin, "soft", format!("line: goes to one angle, every {}°", Dial::of(session).step)),
    ]
}

/// The description, in sentences that begin with a space.
pub fn describe(session: &Session) -> String {
    format!(
        " The input plane is coloured by the class of the point that lies nearest on the circle, and lines join the places that go to one angle, every {}°.",
        Dial::of(session).step
    )
}
