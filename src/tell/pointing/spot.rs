//! Spots: what a reader points at. Points are indices of the data set, so that they outlive a step.

use crate::learn::look::lens::Lens;
use crate::session::Session;

/// Something in a picture that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A point.
    Point(usize),
    /// A pair: an anchor and a reference, both as points.
    Pair(usize, usize),
    /// A point and the proxy of a class.
    Proxy(usize, usize),
    /// A step of the run.
    Step(usize),
}

/// The anchor that a reader has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The anchor: a point.
    pub anchor: usize,
    /// Which of its positives, counted cyclically from the farthest.
    pub nth: usize,
}

impl Focus {
    /// The focus on an anchor of the batch with this point as its positive; if it is not one, with the farthest.
    pub fn on(session: &Session, anchor: usize, positive: usize) -> Self {
        let trace = session.trace();
        let nth = trace.row_of(anchor).and_then(|row| {
            let lens = Lens::new(session.pipeline(), trace, session.state().learned.numbers(), row, 0)?;
            lens.positives.iter().position(|reference| trace.who[*reference].point() == Some(positive))
        });
        Self { anchor, nth: nth.unwrap_or(0) }
    }
}

impl Spot {
    /// A short text: "12-40" for a pair, "12~2" for a point and a class's proxy, a number for a point or a step.
    pub fn text(self) -> String {
        match self {
            Self::Point(i) | Self::Step(i) => i.to_string(),
            Self::Pair(i, j) => format!("{i}-{j}"),
            Self::Proxy(i, class) => format!("{i}~{class}"),
        }
    }

    /// The pair of such a text.
    pub fn pair_of(text: &str) -> Option<Self> {
        let two = |sign| {
            let (first, second) = text.split_once(sign)?;
            Some((first.parse().ok()?, second.parse().ok()?))
        };
        let proxy = || two('~').map(|(i, class)| Self::Proxy(i, class));
        two('-').map(|(i, j)| Self::Pair(i, j)).or_else(proxy)
    }

    /// The same spot, if the data set has this many points or more.
    pub fn within(self, points: usize) -> Option<Self> {
        let fits = match self {
            Self::Point(i) | Self::Proxy(i, _) => i < points,
            Self::Pair(i, j) => i.max(j) < points,
            Self::Step(_) => true,
        };
        fits.then_some(self)
    }
}

/// The nearest candidate within reach of a place; distances in CSS pixels.
pub fn nearest(at: (f64, f64), candidates: impl Iterator<Item = (usize, (f64, f64))>, reach: f64) -> Option<usize> {
    let squared = |(x, y): (f64, f64)| (x - at.0) * (x - at.0) + (y - at.1) * (y - at.1);
    let found = candidates.map(|(i, place)| (i, squared(place))).min_by(|a, b| a.1.total_cmp(&b.1));
    found.filter(|(_, d)| *d <= reach * reach).map(|(i, _)| i)
}
