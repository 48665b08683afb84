//! Walking from cell to cell of the matrix with the arrow keys.

use super::order::{Mined, Order};
use crate::session::Session;
use crate::tell::place::direction;
use crate::tell::{Options, Spot};

/// The next cell in a direction; with `next` and `previous`, the next mined cell of the row. Starts at the row of the chosen anchor, else
/// at the first cell.
pub fn next(session: &Session, options: &Options, way: &str) -> Option<Spot> {
    let cells = Order::of(session);
    let (rows, columns) = (cells.rows.len(), cells.columns.len());
    if rows == 0 || columns == 0 || !session.trace().shown.is_empty() {
        return None;
    }
    let row_of = |point| cells.rows_of(point).next();
    let column_of = |point| cells.columns_of(point).next();
    let from = match (options.hover, options.focus) {
        (Some(Spot::Pair(i, j)), _) => row_of(i).zip(column_of(j)),
        (Some(Spot::Proxy(i, class)), _) => row_of(i).zip(cells.columns_of_proxy(class).next()),
        (Some(Spot::Point(i)), _) => row_of(i).map(|row| (row, column_of(i).unwrap_or(0))),
        (_, Some(focus)) => row_of(focus.anchor).map(|row| (row, 0)),
        (_, None) => None,
    };
    let Some((row, column)) = from else { return Some(cells.spot(0, 0)) };
    let here = cells.spot(row, column);
    if let Some((across, up)) = direction(way) {
        let by = |k: usize, step: f64| k.checked_add_signed(step as isize);
        // A point may be in the batch twice: cells that look the same are skipped.
        let path = std::iter::successors(Some((row, column)), |(r, c)| {
            by(*r, -up).zip(by(*c, across)).filter(|(r, c)| *r < rows && *c < columns)
        });
        return Some(path.map(|(r, c)| cells.spot(r, c)).find(|spot| *spot != here).unwrap_or(here));
    }
    let mined = cells.mined(&session.trace().tuples);
    let taken = |c: &usize| mined[row * columns + c] != Mined::default() && cells.spot(row, *c) != here;
    let found = if way == "previous" { (0..column).rev().find(taken) } else { (column + 1..columns).find(taken) };
    Some(found.map_or(here, |c| cells.spot(row, c)))
}
