//! Changes by hand: a point of the plane that was moved, a point that was given another label. What was there before is kept, so that
//! pictures can show it and the change can be undone. True classes never change.

use super::Dataset;
use litemap::LiteMap;
use std::cell::OnceCell;

/// What the data set was made with, where it was changed since.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByHand {
    /// Where moved points were.
    pub places: LiteMap<usize, [f64; 2]>,
    /// Which label relabelled points had.
    pub labels: LiteMap<usize, usize>,
}

impl Dataset {
    /// Moves a point of two features.
    pub fn move_point(&mut self, point: usize, [x, y]: [f64; 2]) {
        let mut column = self.points.column_mut(point);
        self.by_hand.places.entry(point).or_insert([column[0], column[1]]);
        (column[0], column[1]) = (x, y);
        (self.plane, self.contradiction) = (OnceCell::new(), OnceCell::new());
    }

    /// Gives a point another label.
    pub fn relabel(&mut self, point: usize, class: usize) {
        self.by_hand.labels.entry(point).or_insert(self.given[point]);
        self.given[point] = class;
        self.contradiction = OnceCell::new();
    }
}
