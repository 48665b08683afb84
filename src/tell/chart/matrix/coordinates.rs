//! The matrix of a loss of coordinates, in words.

use super::WEIGHTS;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::legend::{LegendItem, Sign};

/// Whether the loss compares coordinates instead of points.
pub fn are_compared(session: &Session) -> bool {
    !session.trace().shown.is_empty()
}

/// What is shown, one matrix (d×d) beside the next: what the loss compares or, with the switch, the slopes downhill.
pub fn values(session: &Session, options: &Options) -> Vec<PairMatrix> {
    let shown = session.trace().shown.iter();
    match options.is_on(&WEIGHTS) {
        true => shown.map(|shown| shown.weights.map(|w| -w)).collect(),
        false => shown.map(|shown| shown.affinities.clone()).collect(),
    }
}

/// Their names, from left to right.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let note = |text: String| LegendItem::new(Sign::Note, "soft", text);
    let mut items: Vec<LegendItem> = session.trace().shown.iter().map(|shown| note(shown.name.to_string())).collect();
    if options.is_on(&WEIGHTS) {
        items.push(LegendItem::new(Sign::Cell, "pull", "should rise"));
        items.push(LegendItem::new(Sign::Cell, "push", "should fall"));
    }
    items
}

/// The means along and off the diagonal, in sentences.
pub fn describe(session: &Session, options: &Options) -> String {
    let size = session.pipeline().dimensions;
    let mut text = format!("This loss compares {size} coordinates with each other, not points.");
    for (shown, values) in session.trace().shown.iter().zip(values(session, options)) {
        let mean = |on: bool| {
            let cells = (0..size * size).map(|k| (k / size, k % size)).filter(|(i, j)| (i == j) == on);
            let (sum, count) = cells.fold((0.0, 0), |(sum, count), cell| (sum + values[cell].abs(), count + 1));
            short(sum / f64::from(count.max(1)))
        };
        let what = if options.is_on(&WEIGHTS) { "slopes of the " } else { "" };
        text += &format!(
            " The {what}{}: {} on average along the diagonal, {} elsewhere, whatever the sign.",
            shown.name,
            mean(true),
            mean(false)
        );
    }
    text
}
