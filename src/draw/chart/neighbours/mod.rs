//! Neighbours: image retrieval with the chosen point as the query. Its nearest points in order, each marked right (of its true class) or
//! wrong by colour, sign and word. Points that are small pictures are drawn as such, others as the marks of their classes.
//!
//! A query is compared with the points of its own part, held-out or training, as in the figures. At equal distances the lower number comes
//! first.

use super::axes::size;
use crate::draw::paint::image::Raster;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::{Across, Drawn};
use crate::session::Session;
use crate::tell::chart::neighbours::{NEAREST, Search};
use crate::tell::{Options, Spot};
use layout::Layout;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

mod layout;
mod tile;

/// The point of a tile.
pub fn hit(session: &Session, options: &Options, size: Across, at: Across) -> Option<Spot> {
    let search = Search::of(session, options)?;
    let layout = Layout::of(size);
    let tiles = search.points().zip(layout.tiles());
    tiles.into_iter().find(|(_, tile)| layout.holds(*tile, at)).map(|(i, _)| Spot::Point(i))
}

pub fn draw<DB: Raster>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let (width, height) = size(area);
    let (columns, rows) = area.get_pixel_range();
    let corner = (columns.start, rows.start);
    let layout = Layout::of((width, height));
    let tiles = tile::Tiles {
        pen: &pen,
        dataset: &session.pipeline().dataset,
        side: layout.side,
        width: layout.width(),
        corner,
    };
    let Some(search) = Search::of(session, options) else {
        let words = std::iter::once("query").chain(std::iter::repeat(""));
        layout.tiles().into_iter().zip(words).try_for_each(|(middle, word)| tiles.empty(middle, word))?;
        let lines = ["Choose a point in the embedding:", "click it, or walk with the arrow keys."];
        return lines.iter().zip([-9.0, 9.0]).try_for_each(|(line, down)| {
            let (x, y) = (corner.0 + px(0.5 * width), corner.1 + px(0.5 * height + down));
            let half = (px(0.5 * style.width_of(line) + 6.0), px(9.0));
            pen.block([(x - half.0, y - half.1), (x + half.0, y + half.1)], style.sheet)?;
            pen.text(line, (x, y), HPos::Center, style.soft)
        });
    };
    let (distances, unit) = tile::distances(&search.found, |text| style.width_of(text) <= layout.width());
    let first = unit.unwrap_or_else(|| format!("no. {}", search.query));
    let verdicts = std::iter::once(None).chain(search.found.iter().map(Some));
    let below = std::iter::once(&first).chain(&distances);
    for (((point, neighbour), below), middle) in search.points().zip(verdicts).zip(below).zip(layout.tiles()) {
        tiles.draw(point, neighbour, below, middle, options.hover == Some(Spot::Point(point)))?;
    }
    Ok(())
}

/// Links to the neighbours among other marks, if the switch is on.
pub fn links<DB: DrawingBackend>(
    pen: &Pen<DB>,
    session: &Session,
    options: &Options,
    place: impl Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    if !options.is_on(&NEAREST) {
        return Ok(());
    }
    let Some(search) = Search::of(session, options) else { return Ok(()) };
    let Some(from) = place(search.query) else { return Ok(()) };
    for neighbour in &search.found {
        match place(neighbour.point) {
            Some(to) if neighbour.right => pen.line(vec![from, to], 1.75, pen.style.named("good"))?,
            Some(to) => pen.dashes(vec![from, to], 1.75, pen.style.warn)?,
            None => {}
        }
    }
    Ok(())
}
