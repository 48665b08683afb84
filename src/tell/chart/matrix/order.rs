//! The order of a matrix: rows and references of a batch sorted by given label.

use crate::learn::compare::Tuples;
use crate::learn::order::ascending;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::Spot;

/// Sorted rows and columns.
pub struct Order {
    /// The rows of the batch, from top to bottom.
    pub rows: Vec<usize>,
    /// The references, from left to right.
    pub columns: Vec<usize>,
    /// The points of the rows, in this order.
    pub row_points: Vec<usize>,
    /// Whom the references stand for, in this order.
    pub column_who: Vec<Who>,
    /// The true classes and the labels of the columns, in this order, if known.
    pub column_classes: Vec<Option<(usize, usize)>>,
}

impl Order {
    /// The order of the present batch.
    pub fn of(session: &Session) -> Self {
        let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
        let given = &dataset.given;
        // By label, then by point. Rows of a point that is in the batch twice are neighbours.
        let by_label = |label: usize, point: usize| (label * given.len() + point) as f64;
        let rows = ascending(trace.points.iter().map(|point| by_label(given[*point], *point)));
        // Points of this step come first, in the order of the rows; then the others by label.
        let columns = ascending(trace.who.iter().map(|who| match (who.point(), who.label(dataset)) {
            (Some(point), _) => by_label(given[point], point),
            (None, Some(label)) => by_label(given.len() + label, 0),
            (None, None) => f64::INFINITY,
        }));
        let column_who: Vec<Who> = columns.iter().map(|c| trace.who[*c]).collect();
        let class = |who: &Who| Some((who.truth(dataset)?, who.label(dataset)?));
        let column_classes = column_who.iter().map(class).collect();

        let row_points = rows.iter().map(|row| trace.points[*row]).collect();
        Self { rows, columns, row_points, column_who, column_classes }
    }

    /// Rows and columns as they are, without points behind them.
    pub fn plain(rows: usize, columns: usize) -> Self {
        let [rows, columns] = [rows, columns].map(|count| (0..count).collect());
        Self { rows, columns, row_points: vec![], column_who: vec![], column_classes: vec![] }
    }

    /// A cell's spot: a pair, or the row's point if the column is neither a proxy nor another point.
    pub fn spot(&self, row: usize, column: usize) -> Spot {
        match (self.row_points[row], self.column_who[column]) {
            (i, Who::Point { point, .. }) if i != point => Spot::Pair(i, point),
            (i, Who::Class(class)) => Spot::Proxy(i, class),
            (i, Who::Point { .. } | Who::Kept(_) | Who::Prototype(_)) => Spot::Point(i),
        }
    }

    /// The rows of this point.
    pub fn rows_of(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        self.row_points.iter().enumerate().filter(move |(_, p)| **p == point).map(|(k, _)| k)
    }

    /// The columns of this point.
    pub fn columns_of(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        self.column_who.iter().enumerate().filter(move |(_, who)| who.point() == Some(point)).map(|(k, _)| k)
    }

    /// The columns of this class's proxy.
    pub fn columns_of_proxy(&self, class: usize) -> impl Iterator<Item = usize> + '_ {
        self.column_who.iter().enumerate().filter(move |(_, who)| who.class() == Some(class)).map(|(k, _)| k)
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
        for (anchor, positives, negatives) in tuples.selected() {
            let start = row[anchor] * self.columns.len();
            positives.iter().for_each(|p| cells[start + column[*p]].positive = true);
            negatives.iter().for_each(|n| cells[start + column[*n]].negative = true);
        }
        cells
    }
}

/// How a cell was mined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mined {
    /// As an anchor and its positive.
    pub positive: bool,
    /// As an anchor and a negative.
    pub negative: bool,
}
