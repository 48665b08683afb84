//! The matrix: every row of the batch against every reference, sorted by given label: distances or, with the switch, pair weights, and what
//! was mined.

use crate::learn::compare::Relation;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{ALWAYS, Options, Switch};
use crate::tell::part;
use crate::tell::view::{Content, ViewSpec};
use crate::tell::walk::Walk;
use order::{Mined, Order};

pub mod coordinates;
pub mod order;
mod walk;

/// Weights instead of distances.
pub static WEIGHTS: Switch = Switch {
    id: "weights",
    name: "weights",
    gist: prose("How strongly the loss pulls or pushes each pair, instead of how far apart it is."),
    on: false,
    matters: ALWAYS,
};

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "matrix",
    name: "Matrix",
    guide: "Dark squares on the diagonal are tight classes.",
    other_guide: Some((coordinates::are_compared, "Each square compares two coordinates, not points.")),
    gist: prose(
        "Each row is an anchor of the batch, each column a point with which it is compared, sorted by label. Frames mark what the miner took. With a loss that compares coordinates, rows and columns are coordinates instead.",
    ),
    chart: true,
    switches: &[&WEIGHTS],
    figures: &[],
    content: Content::Matrix,
    legend,
    describe,
    slider: None,
    walk: Some(Walk { gist: "the arrow keys go from pair to pair", next: walk::next }),
    drag: None,
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let trace = session.trace();
    if coordinates::are_compared(session) {
        return coordinates::legend(session, options);
    }
    let mut items = vec![];
    if !trace.places.is_empty() {
        let (shown, all) = (trace.places.len(), trace.whole.points.len());
        items.push(LegendItem::new(Sign::Note, "soft", format!("{shown} of {all} rows shown")));
    }
    if trace.tuples.is_empty() {
        items.push(LegendItem::new(Sign::Note, "soft", "nothing is mined"));
    } else {
        items.push(LegendItem::new(Sign::Cell, "pull", "mined positive"));
        items.push(LegendItem::new(Sign::Cell, "push", "mined negative"));
    }
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let trace = session.trace();
    if coordinates::are_compared(session) {
        return coordinates::describe(session, options);
    }
    let (rows, columns) = trace.distances.shape();
    let cells = Order::of(session);
    let mined = cells.mined(&trace.tuples);
    let count = |kind: fn(&Mined) -> bool| mined.iter().filter(|m| kind(m)).count();
    let mean = |wanted: Relation, name: &str| match trace.mean_distance(wanted) {
        Some(mean) => format!("{} {name}", short(mean)),
        None => format!("no pair {name}"),
    };
    let mut text = format!(
        "A matrix of {rows} rows and {columns} columns, sorted by label. The mean distance: {}, {}. Of the pairs, {} are mined as positives and {} as negatives.",
        mean(Relation::Positive, "with the same label"),
        mean(Relation::Negative, "with different ones"),
        count(|m| m.positive),
        count(|m| m.negative),
    );
    if options.is_on(&WEIGHTS) {
        let pulled = trace.weights.iter().filter(|w| **w > 0.0).count();
        let pushed = trace.weights.iter().filter(|w| **w < 0.0).count();
        text += &format!(
            " {pulled} pairs are pulled, by {} at most; {pushed} are pushed, by {} at most.",
            short(trace.weights.max().max(0.0)),
            short(-trace.weights.min().min(0.0))
        );
    }
    text + &part::describe(trace)
}
