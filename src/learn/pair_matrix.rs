//! Pair matrix: one number for every pair of a row (an anchor) and a reference, N×M: affinities, distances, pair weights.
//!
//! It is stored row by row, so that everything about one anchor is one slice: losses, miners and the chain rule go anchor by anchor. A
//! [`Matrix`] is stored column by column, as points are columns.

use super::num::Matrix;
use std::ops::{Index, IndexMut, Range};

/// The greatest number of rows of a step.
pub const LARGEST_BATCH: usize = 4096;

/// The greatest number of rows that a step processes at once.
pub const TOGETHER: usize = 1024;

/// One number for every pair of a row and a reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairMatrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl PairMatrix {
    /// The same number for every pair.
    pub fn from_element(rows: usize, columns: usize, value: f64) -> Self {
        Self { rows, columns, cells: vec![value; rows * columns] }
    }

    /// 0 for every pair.
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self::from_element(rows, columns, 0.0)
    }

    /// Takes another shape, with 0 for every pair. Reuses the memory, as do the methods below.
    pub fn clear(&mut self, rows: usize, columns: usize) {
        self.cells.clear();
        self.shape_to(rows, columns);
    }

    /// Sets every pair of these rows to 0.
    pub(super) fn clear_rows(&mut self, rows: Range<usize>) {
        if !rows.is_empty() {
            self.cells[rows.start * self.columns..rows.end * self.columns].fill(0.0);
        }
    }

    /// Takes another shape. The numbers are unspecified.
    pub(super) fn shape_to(&mut self, rows: usize, columns: usize) {
        (self.rows, self.columns) = (rows, columns);
        self.cells.resize(rows * columns, 0.0);
    }

    /// Becomes the same number for every pair; costs nothing if it already is.
    pub fn become_equal(&mut self, rows: usize, columns: usize, value: f64) {
        let same = self.shape() == (rows, columns) && self.cells.first().is_none_or(|x| *x == value);
        if !same {
            *self = Self::from_element(rows, columns, value);
        }
    }

    /// Becomes a function of another matrix, number by number.
    pub fn become_map(&mut self, other: &Self, f: impl Fn(f64) -> f64) {
        (self.rows, self.columns) = other.shape();
        self.cells.clear();
        self.cells.extend(other.cells.iter().map(|x| f(*x)));
    }

    /// The values of a function of row and reference.
    pub fn from_fn(rows: usize, columns: usize, mut value: impl FnMut(usize, usize) -> f64) -> Self {
        let mut cells = Vec::with_capacity(rows * columns);
        (0..rows).for_each(|i| cells.extend((0..columns).map(|j| value(i, j))));
        Self { rows, columns, cells }
    }

    /// The number of rows.
    pub fn nrows(&self) -> usize {
        self.rows
    }

    /// The number of references.
    pub fn ncols(&self) -> usize {
        self.columns
    }

    /// The number of rows and of references.
    pub fn shape(&self) -> (usize, usize) {
        (self.rows, self.columns)
    }

    /// The numbers of one row, by reference.
    pub fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.columns..(i + 1) * self.columns]
    }

    /// The numbers of one row, mutable.
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.cells[i * self.columns..(i + 1) * self.columns]
    }

    /// All numbers, row by row.
    pub fn iter(&self) -> impl Iterator<Item = &f64> {
        self.cells.iter()
    }

    /// The matrix of a function of each number.
    pub fn map(&self, f: impl Fn(f64) -> f64) -> Self {
        Self { cells: self.cells.iter().map(|x| f(*x)).collect(), ..*self }
    }

    /// Replaces each number by a function of it.
    pub fn apply(&mut self, f: impl Fn(f64) -> f64) {
        self.cells.iter_mut().for_each(|x| *x = f(*x));
    }

    /// The greatest number; 0 without a pair.
    pub fn max(&self) -> f64 {
        self.cells.iter().copied().reduce(f64::max).unwrap_or(0.0)
    }

    /// The least number; 0 without a pair.
    pub fn min(&self) -> f64 {
        self.cells.iter().copied().reduce(f64::min).unwrap_or(0.0)
    }
}

impl Index<(usize, usize)> for PairMatrix {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        debug_assert!(j < self.columns, "reference {j} of {}", self.columns);
        &self.cells[i * self.columns + j]
    }
}

impl IndexMut<(usize, usize)> for PairMatrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        debug_assert!(j < self.columns, "reference {j} of {}", self.columns);
        &mut self.cells[i * self.columns + j]
    }
}

impl From<Matrix> for PairMatrix {
    fn from(matrix: Matrix) -> Self {
        Self::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)])
    }
}
