//! One of the two lists of [`super::softplus_sum`], divided into cells.

use super::softplus_tables::{Coefficients, polynomials, value_at};
use crate::learn::buckets::Buckets;

/// One of the lists.
#[derive(Default)]
pub(in crate::loss) struct Side {
    /// The numbers in ascending order, each with its index in the list.
    pub numbers: Buckets,
    /// Where each cell starts among them, and the end.
    pub starts: Vec<usize>,
    /// Their places within their cells, −1…1.
    pub places: Vec<f64>,
    /// Σ T_k over the members of each cell.
    pub moments: Vec<Coefficients>,
    /// The slopes at the members of each cell that the other list causes, as a series.
    pub heard: Vec<Coefficients>,
    /// The numbers of one cell, each with the slope that it causes at the other list's numbers there.
    pub said: Vec<(f64, Coefficients)>,
    /// The slope at each number, in the order of the list.
    pub slopes: Vec<f64>,
}

/// The cell of a number: 2c to 2c + 2. It does not depend on the other numbers, so the place within it is exact.
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

    /// Evaluates each cell's series at its members.
    pub fn listen(&mut self) {
        for (c, heard) in self.heard.iter().enumerate() {
            for k in self.starts[c]..self.starts[c + 1] {
                self.slopes[self.numbers.sorted()[k].1] += value_at(heard, self.places[k]);
            }
        }
    }
}
