//! The cells of a matrix: rows and references of a batch sorted by given label, and where their cells lie.

use crate::draw::{Across, SUBPIXEL};
use crate::learn::compare::Tuples;
use crate::learn::order::ascending;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::Spot;
use plotters_backend::BackendCoord;
use std::ops::Range;

/// Room for the classes' marks at the left and above, in CSS pixels.
pub const GUTTER: f64 = 14.0;
/// Cells are at most this many times as wide as high.
const FLATTEST: f64 = 2.4;

/// Sorted rows and columns, and where they lie.
pub struct Cells {
    /// The rows of the batch, from top to bottom.
    pub rows: Vec<usize>,
    /// The references, from left to right.
    pub columns: Vec<usize>,
    /// The points that the rows are, in their order.
    pub row_points: Vec<usize>,
    /// Whom the references stand for, in their order.
    pub column_who: Vec<Who>,
    /// The true classes and the labels of the columns, in their order, where they are known.
    pub column_classes: Vec<Option<(usize, usize)>>,
    /// The upper left corner, in CSS pixels.
    pub origin: (f64, f64),
    /// The width and the height of a cell, in CSS pixels.
    pub cell: (f64, f64),
}

impl Cells {
    /// The cells on a picture of this size, with so much room kept free at the right.
    pub fn of(session: &Session, (width, height): Across, right: f64) -> Self {
        let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
        let given = &dataset.given;
        // By label, then by point. A point may be in the batch twice: then its rows are neighbours.
        let by_label = |label: usize, point: usize| (label * given.len() + point) as f64;
        let rows = ascending(trace.points.iter().map(|point| by_label(given[*point], *point)));
        // Points as they are now come first, in the order of the rows; then the others by label.
        let columns = ascending(trace.who.iter().map(|who| match (who.point(), who.label(dataset)) {
            (Some(point), _) => by_label(given[point], point),
            (None, Some(label)) => by_label(given.len() + label, 0),
            (None, None) => f64::INFINITY,
        }));
        let column_who: Vec<Who> = columns.iter().map(|c| trace.who[*c]).collect();
        let class = |who: &Who| Some((who.truth(dataset)?, who.label(dataset)?));
        let column_classes = column_who.iter().map(class).collect();

        let (wide, high) = ((width - GUTTER - right).max(1.0), (height - GUTTER - 2.0).max(1.0));
        // Whole pixels, or halves where those would cost too much, make sharp cells.
        let whole = |v: f64| match v {
            8.0.. => v.floor(),
            2.0.. => (2.0 * v).floor() / 2.0,
            _ => v,
        };
        let tall = whole(high / rows.len().max(1) as f64);
        let cell = (whole((wide / columns.len().max(1) as f64).min(FLATTEST * tall)), tall);
        let cell = (cell.0, cell.1.min(FLATTEST * cell.0));
        let spare = (wide - cell.0 * columns.len() as f64).max(0.0);
        let row_points = rows.iter().map(|row| trace.points[*row]).collect();
        let origin = (GUTTER + (0.5 * spare).floor(), GUTTER);
        Self { rows, columns, row_points, column_who, column_classes, origin, cell }
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
        let row = index(y, self.origin.1, self.cell.1, self.rows.len())?;
        Some((row, index(x, self.origin.0, self.cell.0, self.columns.len())?))
    }

    /// What a cell is: a pair, or the row's point where the column is neither a proxy nor another point.
    pub fn spot(&self, row: usize, column: usize) -> Spot {
        match (self.row_points[row], self.column_who[column]) {
            (i, Who::Point { point, .. }) if i != point => Spot::Pair(i, point),
            (i, Who::Class(class)) => Spot::Proxy(i, class),
            (i, Who::Point { .. } | Who::Kept(_)) => Spot::Point(i),
        }
    }

    /// The rows that are this point.
    pub fn rows_of(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        self.row_points.iter().enumerate().filter(move |(_, p)| **p == point).map(|(k, _)| k)
    }

    /// The columns that are this point.
    pub fn columns_of(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        self.column_who.iter().enumerate().filter(move |(_, who)| who.point() == Some(point)).map(|(k, _)| k)
    }

    /// The columns that are the proxy of this class.
    pub fn columns_of_proxy(&self, class: usize) -> impl Iterator<Item = usize> + '_ {
        self.column_who.iter().enumerate().filter(move |(_, who)| who.class() == Some(class)).map(|(k, _)| k)
    }

    /// Whether cells are large enough for an outline.
    pub fn roomy(&self) -> bool {
        self.cell.0.min(self.cell.1) >= 2.0
    }

    /// Which cells were mined, row after row.
    pub fn mined(&self, tuples: &Tuples) -> Vec<Mined> {
        let place = |order: &[usize]| {
            let mut places = vec![0; order.len()];
            order.iter().enumerate().for_each(|(k, i)| places[*i] = k);
            places
        };
        let (row, column) = (place(&self.rows), place(&self.columns));
        let mut cells = vec![Mined::default(); self.rows.len() * self.columns.len()];
        for (anchor, positive, negatives) in tuples.iter() {
            let start = row[anchor] * self.columns.len();
            cells[start + column[positive]].positive = true;
            negatives.iter().for_each(|n| cells[start + column[*n]].negative = true);
        }
        for (anchor, n) in tuples.lone() {
            cells[row[*anchor] * self.columns.len() + column[*n]].negative = true;
        }
        cells
    }
}

/// What a cell was mined as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mined {
    /// As an anchor and its positive.
    pub positive: bool,
    /// As an anchor and a negative.
    pub negative: bool,
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

/// The border of a set of cells, as lines between corners (row, column): every line once, however many cells it passes.
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
