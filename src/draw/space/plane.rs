//! The plane behind the embedding: the grid and the scale.

use super::frame::Frame;
use super::magnifier::scale_bar;
use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::learn::words::short;
use crate::tell::axis::{TICKS, round_down};
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;
use std::ops::Range;

/// The side of the grid's squares.
fn square(frame: &Frame, shorter: f64) -> f64 {
    round_down(0.27 * shorter / frame.pixels(), TICKS)
}

/// Squares of a round size behind the points, the axes a little stronger.
pub fn grid<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, (columns, rows): (Range<i32>, Range<i32>)) -> Drawn<DB> {
    let (low, high) = frame.corners();
    let shorter = (high.0 - low.0).min(high.1 - low.1) * frame.pixels();
    let side = square(frame, shorter);
    let lines = |low: f64, high: f64| {
        let first = (low / side).ceil();
        let count = ((high / side).floor() - first).clamp(0.0, 60.0) as usize;
        (0..=count).map(move |k| first + k as f64)
    };
    for zero in [false, true] {
        let color = if zero { pen.style.line } else { pen.style.grid };
        for k in lines(low.0, high.0).filter(|k| (*k == 0.0) == zero) {
            let (x, _) = frame.at((k * side, low.1));
            pen.line(vec![(x, rows.start), (x, rows.end)], 1.0, color)?;
        }
        for k in lines(low.1, high.1).filter(|k| (*k == 0.0) == zero) {
            let (_, y) = frame.at((low.0, k * side));
            pen.line(vec![(columns.start, y), (columns.end, y)], 1.0, color)?;
        }
    }
    Ok(())
}

/// The corner with the scale.
pub fn scale_area(frame: &Frame, style: &Style, (width, height): (f64, f64)) -> Area {
    let side = square(frame, width.min(height));
    let reach = side * frame.pixels() + style.width_of(&short(side)) + 30.0;
    Area { middle: (0.5 * reach, height - 14.0), half: (0.5 * reach, 14.0) }
}

/// The scale in the lower left corner: the side of a square.
pub fn scale<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, (width, height): (f64, f64)) -> Drawn<DB> {
    let (low, _) = frame.corners();
    let side = square(frame, width.min(height));
    let length = px(side * frame.pixels());
    let (left, bottom) = frame.at(low);
    let (x, y) = (left + px(14.0), bottom - px(14.0));
    let label = short(side);
    let ground = pen.style.sheet;
    let text_width = px(pen.style.width_of(&label));
    pen.block([(x - px(5.0), y - px(9.0)), (x + length + text_width + px(13.0), y + px(9.0))], ground)?;
    scale_bar(pen, (x, y), length)?;
    pen.text(&label, (x + length + px(8.0), y), HPos::Left, pen.style.soft)
}
