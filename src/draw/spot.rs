//! Spots: what a reader points at. Points are indices of the data set, so that they outlive a step.

/// Something in a picture that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A point.
    Point(usize),
    /// A pair: an anchor and what it is compared with.
    Pair(usize, usize),
}

/// The anchor that a reader has chosen to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The anchor: a point.
    pub anchor: usize,
    /// Which of its positives, counted from the farthest, round and round.
    pub nth: usize,
}

impl Spot {
    /// The same spot, if the data set has so many points.
    pub fn within(self, points: usize) -> Option<Self> {
        let fits = match self {
            Self::Point(i) => i < points,
            Self::Pair(i, j) => i.max(j) < points,
        };
        fits.then_some(self)
    }
}

/// The candidate nearest to a place, if it is within reach; distances in CSS pixels.
pub fn nearest(at: (f64, f64), candidates: impl Iterator<Item = (usize, (f64, f64))>, reach: f64) -> Option<usize> {
    let squared = |(x, y): (f64, f64)| (x - at.0) * (x - at.0) + (y - at.1) * (y - at.1);
    let found = candidates.map(|(i, place)| (i, squared(place))).min_by(|a, b| a.1.total_cmp(&b.1));
    found.filter(|(_, d)| *d <= reach * reach).map(|(i, _)| i)
}
