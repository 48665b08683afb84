//! The cells of a matrix: where they lie, and the borders of sets of them.

use crate::draw::{Across, SUBPIXEL};
use crate::tell::chart::matrix::order::Order;
use plotters_backend::BackendCoord;
use std::ops::Range;

/// Space for the classes' marks at the left and above, in CSS pixels.
pub const GUTTER: f64 = 14.0;

/// Cells are at most this many times as wide as high.
const FLATTEST: f64 = 2.4;

/// Sorted rows and columns, and where they lie.
pub struct Cells {
    /// The rows and columns.
    pub order: Order,
    /// The upper left corner, in CSS pixels.
    pub origin: (f64, f64),
    /// The width and the height of a cell, in CSS pixels.
    pub cell: (f64, f64),
}

impl Cells {
    /// The cells in a picture of this size, leaving `right` CSS pixels free.
    pub fn of(order: Order, (width, height): Across, right: f64) -> Self {
        let (rows, columns) = (order.rows.len(), order.columns.len());
        let (wide, high) = ((width - GUTTER - right).max(1.0), (height - GUTTER - 2.0).max(1.0));
        // Whole pixels, or halves if whole ones would cost too much space, make sharp cells.
        let whole = |v: f64| match v {
            8.0.. => v.floor(),
            2.0.. => (2.0 * v).floor() / 2.0,
            _ => v,
        };
        let tall = whole(high / rows.max(1) as f64);
        let cell = (whole((wide / columns.max(1) as f64).min(FLATTEST * tall)), tall);
        let cell = (cell.0, cell.1.min(FLATTEST * cell.0));
        let spare = (wide - cell.0 * columns as f64).max(0.0);
        Self { order, origin: (GUTTER + (0.5 * spare).floor(), GUTTER), cell }
    }

    /// The upper left corner of a cell on the backend; one beyond the last: the end.
    pub fn at(&self, row: usize, column: usize) -> BackendCoord {
        let unit = |from: f64, size: f64, k: usize| ((from + size * k as f64) * f64::from(SUBPIXEL)).round() as i32;
        (unit(self.origin.0, self.cell.0, column), unit(self.origin.1, self.cell.1, row))
    }

    /// The cell at a place, in CSS pixels.
    pub fn cell_at(&self, (x, y): Across) -> Option<(usize, usize)> {
        let index = |v: f64, from: f64, size: f64, count: usize| {
            let k = ((v - from) / size).floor();
            (k >= 0.0 && k < count as f64).then_some(k as usize)
        };
        let row = index(y, self.origin.1, self.cell.1, self.order.rows.len())?;
        Some((row, index(x, self.origin.0, self.cell.0, self.order.columns.len())?))
    }

    /// Whether cells are large enough for an outline.
    pub fn roomy(&self) -> bool {
        self.cell.0.min(self.cell.1) >= 2.0
    }
}

/// The stretches of equal values in a sequence.
pub fn stretches<T: PartialEq + Copy>(values: &[T]) -> Vec<(T, Range<usize>)> {
    let mut found: Vec<(T, Range<usize>)> = vec![];
    for (k, value) in values.iter().enumerate() {
        match found.last_mut() {
            Some((last, range)) if last == value => range.end = k + 1,
            _ => found.push((*value, k..k + 1)),
        }
    }
    found
}

/// The border of a set of cells, as lines between corners (row, column): each line once, however many cells it passes.
pub fn border(rows: usize, columns: usize, inside: impl Fn(usize, usize) -> bool) -> Vec<[(usize, usize); 2]> {
    let within = |row: Option<usize>, column: Option<usize>| {
        row.zip(column).is_some_and(|(r, c)| r < rows && c < columns && inside(r, c))
    };
    let mut lines = vec![];
    for row in 0..=rows {
        let crossed: Vec<bool> =
            (0..columns).map(|c| within(row.checked_sub(1), Some(c)) != within(Some(row), Some(c))).collect();
        let runs = stretches(&crossed).into_iter().filter(|(crossed, _)| *crossed);
        lines.extend(runs.map(|(_, run)| [(row, run.start), (row, run.end)]));
    }
    for column in 0..=columns {
        let crossed: Vec<bool> =
            (0..rows).map(|r| within(Some(r), column.checked_sub(1)) != within(Some(r), Some(column))).collect();
        let runs = stretches(&crossed).into_iter().filter(|(crossed, _)| *crossed);
        lines.extend(runs.map(|(_, run)| [(run.start, column), (run.end, column)]));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_of_two_touching_cells_is_one_frame() {
        let mut lines = border(2, 3, |r, c| r == 0 && c < 2);
        lines.sort_unstable();
        assert_eq!(lines, [[(0, 0), (0, 2)], [(0, 0), (1, 0)], [(0, 2), (1, 2)], [(1, 0), (1, 2)]]);
        assert!(border(3, 3, |_, _| false).is_empty());
        assert_eq!(border(3, 3, |_, _| true).len(), 4);
    }

    #[test]
    fn stretches_cover_everything_in_order() {
        assert_eq!(stretches(&[4, 4, 1, 4]), [(4, 0..2), (1, 2..3), (4, 3..4)]);
        assert!(stretches::<u8>(&[]).is_empty());
    }
}
