//! The plane behind the embedding: the frame that follows the cloud, the grid and the scale.

use super::frame::Frame;
use super::magnifier::scale_bar;
use super::{held, radius};
use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::axis::{LEAST, RANGES, TICKS, round_down, round_up};
use crate::tell::drag;
use crate::tell::embedding::{memory, proxies};
use crate::tell::place::{Extent, points};
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;
use std::ops::Range;

/// The room to drag points in, as a multiple of how far from the origin they were made.
const ROOM: f64 = 1.8;

/// The frame around the cloud of this step and of some steps before. Its radius is round and its centre on a grid, so that it stays while
/// the cloud moves a little; the centre is the origin, if that costs nothing.
pub fn follow(session: &Session, rectangle: (Range<i32>, Range<i32>), (width, height): (f64, f64)) -> Frame {
    let shown = held(session).flat_map(points);
    let others = [proxies::embeddings(session), memory::embeddings(session)];
    let others = others.iter().flatten().flat_map(points);
    let Some(extent) = Extent::of(shown.chain(others)) else {
        return Frame::new(rectangle, (0.0, 0.0), 1.0);
    };
    let shorter = width.min(height);
    // The longer side of the picture has space for more.
    let needed = |dx: f64, dy: f64| 1.12 * (dx * shorter / width).max(dy * shorter / height);
    let (dx, dy) = extent.half();
    let radius = |needed: f64| radius(session, needed);
    // The centre may be an eighth of the radius off on the longer side, too.
    let own = radius(needed(dx, dy) / 0.86);
    let farthest = |low: f64, high: f64| low.abs().max(high.abs());
    let around_origin = radius(needed(farthest(extent.low.0, extent.high.0), farthest(extent.low.1, extent.high.1)));
    if around_origin <= own {
        return Frame::new(rectangle, (0.0, 0.0), around_origin);
    }
    let step = 0.25 * own;
    let snapped = |v: f64| (v / step).round() * step;
    let (x, y) = extent.center();
    Frame::new(rectangle, (snapped(x), snapped(y)), own)
}

/// The frame where the embedding is the data themselves: it rests while a point is dragged, with room around where the points were made.
pub fn rest(session: &Session, rectangle: (Range<i32>, Range<i32>)) -> Frame {
    Frame::new(rectangle, (0.0, 0.0), round_up((ROOM * drag::reach(&session.pipeline().dataset)).max(LEAST), RANGES))
}

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
pub fn scale_area(frame: &Frame, (width, height): (f64, f64)) -> Area {
    let reach = square(frame, width.min(height)) * frame.pixels() + 130.0;
    Area { middle: (0.5 * reach, height - 14.0), half: (0.5 * reach, 14.0) }
}

/// The scale in the lower left corner: the side of a square, and the zoom if it is far from 1.
pub fn scale<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, (width, height): (f64, f64)) -> Drawn<DB> {
    let (low, high) = frame.corners();
    let side = square(frame, width.min(height));
    let length = px(side * frame.pixels());
    let (left, bottom) = frame.at(low);
    let (x, y) = (left + px(14.0), bottom - px(14.0));
    let zoom = 2.0 / (high.0 - low.0).min(high.1 - low.1);
    let label = if zoom >= 10.0 { format!("{}, magnified ×{}", short(side), short(zoom)) } else { short(side) };
    let ground = pen.style.sheet;
    let text_width = px(pen.style.width_of(&label));
    pen.block([(x - px(5.0), y - px(9.0)), (x + length + text_width + px(13.0), y + px(9.0))], ground)?;
    scale_bar(pen, (x, y), length)?;
    pen.text(&label, (x + length + px(8.0), y), HPos::Left, pen.style.soft)
}
