//! The matrix of a loss of coordinates: every coordinate against every other, one matrix beside the next. Shows what is compared or, with the
//! switch, its slopes; a slope that raises a number pulls.

use super::cells::{Cells, GUTTER};
use super::sheet::Sheet;
use super::{room, size};
use crate::draw::Drawn;
use crate::draw::chart::matrix::shade::Shade;
use crate::draw::paint::image::{Image, Raster};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::chart::matrix::WEIGHTS;
use crate::tell::chart::matrix::coordinates::values;
use crate::tell::chart::matrix::order::Order;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;

pub fn draw<DB: Raster>(
    pen: &Pen<DB>,
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
) -> Drawn<DB> {
    let (values, style, size) = (values(session, options), pen.style, size(area));
    let shade = Shade::of_coordinates(&values, options.is_on(&WEIGHTS), style);
    let d = values[0].nrows();
    let cells = Cells::of(Order::plain(d, d * values.len()), size, room(&shade, style));
    if size.1 < 2.0 * GUTTER || cells.cell.0 <= 0.0 {
        return Ok(());
    }
    let (columns, rows) = area.get_pixel_range();
    let sheet = Sheet { pen, cells: &cells, corner: (columns.start, rows.start) };
    let image = Image::from_fn(d, d * values.len(), |i, j| shade.color(values[j / d][(i, j % d)]));
    pen.image([sheet.at(0, 0), sheet.at(d, d * values.len())], &image)?;
    for k in 0..values.len() {
        let [(left, top), (right, bottom)] = [sheet.at(0, k * d), sheet.at(d, (k + 1) * d)];
        pen.outline(vec![(left, top), (right, top), (right, bottom), (left, bottom)], 1.0, style.soft)?;
    }
    let half = px(0.5 * style.text);
    let is_wide = |k: usize| f64::from(sheet.at(1, 1).1 - sheet.at(0, 0).1) >= f64::from(half) && k < d * values.len();
    for k in (0..d * values.len()).filter(|k| is_wide(*k)) {
        let name = (k % d + 1).to_string();
        let middle = |from: i32, to: i32| (from + to) / 2;
        let (left, top) = sheet.at(0, k);
        pen.text(&name, (middle(left, sheet.at(0, k + 1).0), top - half), HPos::Center, style.soft)?;
        if k < d {
            let (left, top) = sheet.at(k, 0);
            pen.text(&name, (left - px(2.0), middle(top, sheet.at(k + 1, 0).1)), HPos::Right, style.soft)?;
        }
    }
    sheet.scale(&shade)
}
