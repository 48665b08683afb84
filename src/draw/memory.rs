//! Stored embeddings: what the batch is compared with beside itself and beside proxies, as small dots without a class.

use super::Drawn;
use super::frame::{Frame, Point, points};
use super::legend::{LegendItem, Mark};
use super::pen::Pen;
use crate::learn::compare::Relation;
use crate::session::Session;
use plotters_backend::DrawingBackend;

/// Where they lie: the references that are not rows, and that say something to some row.
pub fn places(session: &Session) -> Vec<Point> {
    let trace = session.trace();
    let (Some(own), Some(references)) = (trace.own, &trace.references) else { return vec![] };
    let rows = own..own + trace.rows.ncols();
    let speaks = |j: usize| (0..trace.relations.rows()).any(|i| trace.relations.get(i, j) != Relation::Ignored);
    let stored = points(references).enumerate().filter(|(j, _)| !rows.contains(j) && speaks(*j));
    stored.map(|(_, place)| place).collect()
}

/// Draws the dots.
pub fn draw<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session) -> Drawn<DB> {
    let shown = places(session).into_iter().filter(|place| frame.holds(*place));
    shown.into_iter().try_for_each(|place| pen.disc(frame.at(place), 2.0, pen.style.soft))
}

/// What the dots mean.
pub fn legend(session: &Session) -> Option<LegendItem> {
    let some = !places(session).is_empty();
    some.then(|| LegendItem::new(Mark::Dot, "soft", "kept from earlier batches"))
}

/// How many there are, as a sentence with a space before it; nothing without any.
pub fn describe(session: &Session) -> String {
    match places(session).len() {
        0 => String::new(),
        kept => format!(" It is also compared with {kept} embeddings kept from earlier batches."),
    }
}
