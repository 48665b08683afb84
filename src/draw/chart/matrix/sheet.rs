//! Drawing a matrix: cells, classes, frames, the scale, and what is pointed at.

use super::cells::{Cells, border, stretches};
use super::shade::Shade;
use crate::draw::Drawn;
use crate::draw::paint::image::{Image, Raster};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::learn::compare::Relation;
use crate::session::Session;
use crate::tell::chart::matrix::order::Mined;
use crate::tell::shape::shape_of;
use crate::tell::{Options, Spot};
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::ops::Range;

/// The gap between the matrix and its scale, which holds the anchor's mark.
pub const SCALE_GAP: f64 = 14.0;
/// How wide the scale is.
pub const SCALE_WIDTH: f64 = 7.0;

/// Half-way between two colours.
fn mixed(RGBColor(a, b, c): RGBColor, RGBColor(x, y, z): RGBColor) -> RGBColor {
    RGBColor(a.midpoint(x), b.midpoint(y), c.midpoint(z))
}

/// Where a matrix is drawn.
pub struct Sheet<'a, DB: DrawingBackend> {
    /// The pen.
    pub pen: &'a Pen<'a, DB>,
    /// Its cells.
    pub cells: &'a Cells,
    /// The upper left corner of the picture.
    pub corner: BackendCoord,
}

impl<DB: Raster> Sheet<'_, DB> {
    pub(super) fn at(&self, row: usize, column: usize) -> BackendCoord {
        let (x, y) = self.cells.at(row, column);
        (self.corner.0 + x, self.corner.1 + y)
    }

    fn end(&self) -> (usize, usize) {
        (self.cells.order.rows.len(), self.cells.order.columns.len())
    }

    /// The cells as one image, with at most as many pixels as the picture.
    pub fn shades(&self, session: &Session, shade: &Shade, mined: &[Mined], weights: bool) -> Drawn<DB> {
        let (trace, style, (rows, columns)) = (session.trace(), self.pen.style, self.end());
        let pixels = |count: usize, size: f64| count.min((count as f64 * size).ceil().max(1.0) as usize);
        let (high, wide) = (pixels(rows, self.cells.cell.1), pixels(columns, self.cells.cell.0));
        let part = |k: usize, of: usize, all: usize| -> Range<usize> {
            k * all / of..((k + 1) * all / of).max(k * all / of + 1)
        };
        let values = if weights { &trace.weights } else { &trace.distances };
        let image = Image::from_fn(high, wide, |y, x| {
            let (mut sum, mut strongest, mut count, mut compared) = (0.0, 0.0_f64, 0.0, false);
            let mut taken = Mined::default();
            for r in part(y, high, rows) {
                for c in part(x, wide, columns) {
                    let (i, j) = (self.cells.order.rows[r], self.cells.order.columns[c]);
                    let value = values[(i, j)];
                    sum += value;
                    count += 1.0;
                    if value.abs() > strongest.abs() {
                        strongest = value;
                    }
                    compared |= trace.relations.get(i, j) != Relation::Ignored;
                    let Mined { positive, negative } = mined[r * columns + c];
                    taken.positive |= positive;
                    taken.negative |= negative;
                }
            }
            if !compared {
                return style.line;
            }
            if weights {
                // One strongly pulled pair must stay visible among many others.
                return shade.color(strongest);
            }
            let shade = shade.color(sum / count);
            // Cells that are too small for a frame are tinted.
            match (self.cells.roomy(), taken.positive, taken.negative) {
                (false, true, _) => mixed(shade, style.pull),
                (false, false, true) => mixed(shade, style.push),
                _ => shade,
            }
        });
        self.pen.image([self.at(0, 0), self.at(rows, columns)], &image)
    }

    /// Lines between the classes, bars and marks at the edges.
    pub fn classes(&self, session: &Session) -> Drawn<DB> {
        let (dataset, style, (rows, columns)) = (&session.pipeline().dataset, self.pen.style, self.end());
        let [(left, top), (right, bottom)] = [self.at(0, 0), self.at(rows, columns)];
        self.pen.outline(vec![(left, top), (right, top), (right, bottom), (left, bottom)], 1.0, style.line)?;
        let down = self.cells.order.row_points.iter().map(|i| Some((dataset.truth[*i], dataset.given[*i]))).collect();
        for (classes, upright) in [(down, true), (self.cells.order.column_classes.clone(), false)] {
            let truth: Vec<_> = classes.iter().map(|class| class.map(|(truth, _)| truth)).collect();
            let given: Vec<_> = classes.iter().map(|class| class.map(|(_, given)| given)).collect();
            let span = |range: &Range<usize>| {
                let ends = [range.start, range.end].map(|k| if upright { self.at(k, 0).1 } else { self.at(0, k).0 });
                (ends[0], ends[1])
            };
            for (class, range) in stretches(&truth) {
                let Some(class) = class else { continue };
                let (start, end) = span(&range);
                let (far, near) = (px(4.0), px(1.0));
                let corners = if upright {
                    [(left - far, start), (left - near, end)]
                } else {
                    [(start, top - far), (end, top - near)]
                };
                self.pen.block(corners, style.class(class))?;
            }
            for (label, range) in stretches(&given) {
                let (start, end) = span(&range);
                if range.start > 0 {
                    let line =
                        if upright { vec![(left, start), (right, start)] } else { vec![(start, top), (start, bottom)] };
                    self.pen.line(line, 1.0, style.soft)?;
                }
                if let Some(label) = label
                    && end - start >= px(9.0)
                {
                    let middle = (start + end) / 2;
                    let at = if upright { (left - px(9.5), middle) } else { (middle, top - px(9.5)) };
                    shape_of(label).fill(self.pen, at, 3.4, style.class(label))?;
                }
            }
        }
        Ok(())
    }

    /// Lines around what was mined.
    pub fn frames(&self, mined: &[Mined]) -> Drawn<DB> {
        let (style, (rows, columns)) = (self.pen.style, self.end());
        let width = (0.2 * self.cells.cell.1).clamp(0.75, 1.5);
        let frame = |kind: fn(&Mined) -> bool, color| {
            let lines = border(rows, columns, |r, c| kind(&mined[r * columns + c]));
            let mut lines = lines.into_iter().map(|[a, b]| vec![self.at(a.0, a.1), self.at(b.0, b.1)]);
            lines.try_for_each(|line| self.pen.line(line, width, color))
        };
        frame(|m| m.negative, style.push)?;
        frame(|m| m.positive, style.pull)
    }

    /// The scale at the right, with its numbers.
    pub fn scale(&self, shade: &Shade) -> Drawn<DB> {
        const SHADES: usize = 32;
        let (style, (rows, columns)) = (self.pen.style, self.end());
        let (end, bottom) = self.at(rows, columns);
        let (left, top) = (end + px(SCALE_GAP), self.at(0, 0).1);
        let right = left + px(SCALE_WIDTH);
        let image = Image::from_fn(SHADES, 1, |k, _| shade.color(shade.value(1.0 - k as f64 / (SHADES - 1) as f64)));
        self.pen.image([(left, top), (right, bottom)], &image)?;
        self.pen.outline(vec![(left, top), (right, top), (right, bottom), (left, bottom)], 1.0, style.line)?;
        let labels = shade.labels();
        let half = px(0.5 * style.text);
        for (k, label) in labels.iter().enumerate() {
            let share = if labels.len() > 1 { k as f64 / (labels.len() - 1) as f64 } else { 0.5 };
            let y = top + half + (share * f64::from(bottom - top - 2 * half)) as i32;
            self.pen.text(label, (right + px(5.0), y), HPos::Left, style.soft)?;
        }
        Ok(())
    }

    /// Marks the row of the chosen anchor, and the row and column pointed at.
    pub fn pointed(&self, options: &Options) -> Drawn<DB> {
        let (style, (rows, columns)) = (self.pen.style, self.end());
        let frame = |from: BackendCoord, to: BackendCoord, width: f64| {
            let corners = vec![from, (to.0, from.1), to, (from.0, to.1)];
            self.pen.outline(corners.clone(), width + 1.5, style.sheet)?;
            self.pen.outline(corners, width, style.ink)
        };
        if let Some(focus) = options.focus {
            for row in self.cells.order.rows_of(focus.anchor) {
                let ((end, start), (_, stop)) = (self.at(row, columns), self.at(row + 1, columns));
                let (y, half) = ((start + stop) / 2, px(4.0));
                frame(self.at(row, 0), (end, stop), 1.0)?;
                self.pen.fill(
                    vec![(end + px(3.0), y), (end + px(10.0), y - half), (end + px(10.0), y + half)],
                    style.ink,
                )?;
            }
        }
        let (down, across): (Vec<usize>, Vec<usize>) = match options.hover {
            Some(Spot::Pair(i, j)) => (self.cells.order.rows_of(i).collect(), self.cells.order.columns_of(j).collect()),
            Some(Spot::Point(i)) => (self.cells.order.rows_of(i).collect(), self.cells.order.columns_of(i).collect()),
            Some(Spot::Proxy(i, class)) => {
                (self.cells.order.rows_of(i).collect(), self.cells.order.columns_of_proxy(class).collect())
            }
            Some(Spot::Step(_)) | None => (vec![], vec![]),
        };
        for row in &down {
            frame(self.at(*row, 0), self.at(row + 1, columns), 1.0)?;
        }
        for column in &across {
            frame(self.at(0, *column), self.at(rows, column + 1), 1.0)?;
        }
        if let Some(Spot::Pair(..) | Spot::Proxy(..)) = options.hover {
            for (row, column) in down.iter().flat_map(|row| across.iter().map(move |column| (*row, *column))) {
                frame(self.at(row, column), self.at(row + 1, column + 1), 2.0)?;
            }
        }
        Ok(())
    }
}
