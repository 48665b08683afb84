//! Changes by hand: points of the plane that were moved, and points that were given another label. The original values are kept, so that
//! pictures can show them and the changes can be undone. True classes never change.

use super::Dataset;
use litemap::LiteMap;
use std::cell::OnceCell;

/// The original values of what was changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ByHand {
    /// The original places of moved points.
    pub places: LiteMap<usize, [f64; 2]>,
    /// The original labels of relabelled points.
    pub labels: LiteMap<usize, usize>,
}

impl Dataset {
    /// Moves a point with two features.
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
