//! The matrix: every row of the batch against everything that it is compared with, sorted by given label, as one image. Shows distances or,
//! switched over, pair weights; frames what was mined.
//!
//! The bars at the edges have the colours of the true classes, the marks those of the labels: a foreign stretch in a bar is a wrong label.

use super::axes::{ground, size};
use crate::draw::legend::{LegendItem, Mark};
use crate::draw::options::ALWAYS;
use crate::draw::paint::image::Raster;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::Style;
use crate::draw::{Across, Drawn, Options, Switch, ViewSpec};
use crate::learn::compare::Relation;
use crate::session::Session;
use crate::tell::Spot;
use crate::tell::text::short;
use cells::{Cells, GUTTER, Mined};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use shade::Shade;
use sheet::{SCALE_GAP, SCALE_WIDTH, Sheet};

mod cells;
mod shade;
mod sheet;
pub mod walk;

/// Weights instead of distances.
pub static WEIGHTS: Switch = Switch {
    id: "weights",
    name: "weights",
    gist: "How strongly the loss pulls or pushes each pair, instead of how far apart it is.",
    on: false,
    matters: ALWAYS,
};

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "matrix",
    name: "Matrix",
    gist: "Dark squares on the diagonal: tight classes. Every anchor of the batch (a row) against every point that it is compared with (a column), sorted by label. What the miner took is framed.",
    chart: true,
    switches: &[&WEIGHTS],
    figures: &[],
    legend,
    describe,
    hit,
};

fn legend(session: &Session, _: &Options) -> Vec<LegendItem> {
    let trace = session.trace();
    let mut items = vec![];
    if !trace.places.is_empty() {
        let (shown, all) = (trace.places.len(), trace.whole.points.len());
        items.push(LegendItem::new(Mark::Note, "soft", format!("{shown} of {all} rows shown")));
    }
    if trace.tuples.is_empty() {
        items.push(LegendItem::new(Mark::Note, "soft", "nothing is mined"));
    } else {
        items.push(LegendItem::new(Mark::Cell, "pull", "mined positive"));
        items.push(LegendItem::new(Mark::Cell, "push", "mined negative"));
    }
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let trace = session.trace();
    let (rows, columns) = trace.distances.shape();
    let cells = Cells::of(session, (1.0, 1.0), 0.0);
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
    text + &crate::draw::part::describe(trace)
}

/// The scale that is asked for.
fn shade<'a>(session: &Session, options: &Options, style: &'a Style) -> Shade<'a> {
    if options.is_on(&WEIGHTS) { Shade::of_weights(session, style) } else { Shade::of_distances(session, style) }
}

/// The room that the scale and its numbers need at the right.
fn room(shade: &Shade, style: &Style) -> f64 {
    SCALE_GAP + SCALE_WIDTH + 5.0 + shade.labels().iter().map(|label| style.width_of(label)).fold(0.0, f64::max)
}

fn cells(session: &Session, options: &Options, size: Across, style: &Style) -> Cells {
    Cells::of(session, size, room(&shade(session, options, style), style))
}

/// The pair of a cell; a row's point where the column is neither a proxy nor another point.
fn hit(session: &Session, options: &Options, size: Across, at: Across) -> Option<Spot> {
    // Colours do not matter here, and sizes are the same in light and dark.
    let cells = cells(session, options, size, &Style::light());
    let (row, column) = cells.cell_at(at)?;
    Some(cells.spot(row, column))
}

pub fn draw<DB: Raster>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    if !ground(area, style)? {
        return Ok(());
    }
    let pen = Pen::new(area, style);
    let shade = shade(session, options, style);
    let size = size(area);
    let cells = Cells::of(session, size, room(&shade, style));
    let (columns, rows) = area.get_pixel_range();
    let corner = (columns.start, rows.start);
    let sheet = Sheet { pen: &pen, cells: &cells, corner };
    if cells.rows.is_empty() || cells.columns.is_empty() || size.1 < 2.0 * GUTTER {
        return Ok(());
    }
    let mined = cells.mined(&session.trace().tuples);
    sheet.shades(session, &shade, &mined, options.is_on(&WEIGHTS))?;
    sheet.classes(session)?;
    if cells.roomy() {
        sheet.frames(&mined)?;
    }
    sheet.scale(&shade)?;
    sheet.pointed(options)
}
