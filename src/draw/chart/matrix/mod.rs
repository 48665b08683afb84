//! The matrix: every row of the batch against every reference, sorted by given label, as one image. Shows distances or, with the switch,
//! pair weights, and frames mined pairs.
//!
//! The bars at the edges show true classes, the marks labels: a foreign colour in a bar is a wrong label.

use super::axes::size;
use crate::draw::paint::image::Raster;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::Style;
use crate::draw::{Across, Drawn};
use crate::session::Session;
use crate::tell::chart::matrix::WEIGHTS;
use crate::tell::chart::matrix::order::Order;
use crate::tell::{Options, Spot};
use cells::{Cells, GUTTER};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use shade::Shade;
use sheet::{SCALE_GAP, SCALE_WIDTH, Sheet};

mod cells;
mod coordinates;
mod shade;
mod sheet;

/// The chosen scale.
fn shade<'a>(session: &Session, options: &Options, style: &'a Style) -> Shade<'a> {
    if options.is_on(&WEIGHTS) { Shade::of_weights(session, style) } else { Shade::of_distances(session, style) }
}

/// The space for the scale and its numbers at the right.
fn room(shade: &Shade, style: &Style) -> f64 {
    SCALE_GAP + SCALE_WIDTH + 5.0 + shade.labels().iter().map(|label| style.width_of(label)).fold(0.0, f64::max)
}

fn cells(session: &Session, options: &Options, size: Across, style: &Style) -> Cells {
    Cells::of(Order::of(session), size, room(&shade(session, options, style), style))
}

/// The pair of a cell; the row's point, if the column is neither a proxy nor another point.
pub fn hit(session: &Session, options: &Options, size: Across, at: Across) -> Option<Spot> {
    if !session.trace().shown.is_empty() {
        return None;
    }
    // Colours do not matter here, and sizes do not depend on them.
    let cells = cells(session, options, size, &Style::light());
    let (row, column) = cells.cell_at(at)?;
    Some(cells.order.spot(row, column))
}

pub fn draw<DB: Raster>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    if !session.trace().shown.is_empty() {
        return coordinates::draw(&pen, area, session, options);
    }
    let shade = shade(session, options, style);
    let size = size(area);
    let cells = Cells::of(Order::of(session), size, room(&shade, style));
    let (columns, rows) = area.get_pixel_range();
    let corner = (columns.start, rows.start);
    let sheet = Sheet { pen: &pen, cells: &cells, corner };
    if cells.order.rows.is_empty() || cells.order.columns.is_empty() || size.1 < 2.0 * GUTTER {
        return Ok(());
    }
    let mined = cells.order.mined(&session.trace().tuples);
    sheet.shades(session, &shade, &mined, options.is_on(&WEIGHTS))?;
    sheet.classes(session)?;
    if cells.roomy() {
        sheet.frames(&mined)?;
    }
    sheet.scale(&shade)?;
    sheet.pointed(options)
}
