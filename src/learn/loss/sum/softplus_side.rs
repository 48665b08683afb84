//! One of the two lists of [`super::softplus_sum`], in cells.

use super::softplus_tables::{Coefficients, polynomials, value_at};
use crate::learn::buckets::Buckets;

/// One of the lists.
#[derive(Default)]
pub(in crate::loss) struct Side {
    /// Ascending, with the place in the list.
    pub numbers: Buckets,
    /// Where each cell starts among them, and the end.
    pub starts: Vec<usize>,
    /// Their places in their cells.
    pub places: Vec<f64>,
    /// Σ T_k over the members of each cell.
    pub moments: Vec<Coefficients>,
    /// The slopes at the members of each cell, as a series.
    pub heard: Vec<Coefficients>,
    /// Numbers of one cell, and the slope that each says at others there.
    pub said: Vec<(f64, Coefficients)>,
    /// The slope at each number, in the order of the list.
    pub slopes: Vec<f64>,
}

/// The cell of a number: from 2c to 2c + 2, wherever the others are, so that the place in it is exact.
pub(in crate::loss) fn cell(number: f64) -> f64 {
    (0.5 * number).floor()
}

impl Side {
    pub fn place(&mut self, first: f64, cells: usize, unit: f64) {
        let sorted = self.numbers.sorted();
        self.starts.clear();
        self.places.clear();
        self.slopes.clear();
        self.slopes.resize(sorted.len(), 0.0);
        for memory in [&mut self.moments, &mut self.heard] {
            memory.clear();
            memory.resize(cells, Coefficients::default());
        }
        for (number, _) in sorted {
            let scaled = number / unit;
            let own = cell(scaled);
            let index = (own - first) as usize;
            self.starts.resize(self.starts.len().max(index + 1), self.places.len());
            let place = scaled - (2.0 * own + 1.0);
            polynomials(place).iter().zip(&mut self.moments[index]).for_each(|(t, moment)| *moment += t);
            self.places.push(place);
        }
        self.starts.resize(cells + 1, self.places.len());
    }

    pub fn is_empty(&self, cell: usize) -> bool {
        self.starts[cell] == self.starts[cell + 1]
    }

    /// Adds up what was heard at each number.
    pub fn listen(&mut self) {
        for (c, heard) in self.heard.iter().enumerate() {
            for k in self.starts[c]..self.starts[c + 1] {
                self.slopes[self.numbers.sorted()[k].1] += value_at(heard, self.places[k]);
            }
        }
    }
}
