//! Tiles: a point as a small picture or as the mark of its class, with its rank, distance and verdict.

use crate::draw::paint::image::{Image, Raster};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::{Across, Drawn};
use crate::learn::dataset::Dataset;
use crate::learn::num::{log10, pow};
use crate::learn::words::{fixed, power, short};
use crate::tell::chart::neighbours::Neighbour;
use crate::tell::shape::shape_of;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::BackendCoord;

/// What all tiles share.
pub struct Tiles<'a, DB: Raster> {
    /// Draws.
    pub pen: &'a Pen<'a, DB>,
    /// Has the points.
    pub dataset: &'a Dataset,
    /// The side of a tile.
    pub side: f64,
    /// How wide a text may be.
    pub width: f64,
    /// The upper left corner of the whole picture.
    pub corner: BackendCoord,
}

/// Distances as texts that fit; if they do not, in a common power of ten, which is the second result.
pub fn distances(found: &[Neighbour], has_room: impl Fn(&str) -> bool) -> (Vec<String>, Option<String>) {
    let plain: Vec<String> = found.iter().map(|n| short(n.distance)).collect();
    if plain.iter().all(|text| has_room(text)) {
        return (plain, None);
    }
    let greatest = found.iter().map(|n| n.distance.abs()).filter(|d| d.is_finite()).fold(f64::MIN_POSITIVE, f64::max);
    let exponent = log10(greatest).floor();
    let unit = pow(10.0, exponent);
    (found.iter().map(|n| fixed(n.distance / unit, 1)).collect(), Some(format!("× {}", power(exponent as i32))))
}

impl<DB: Raster> Tiles<'_, DB> {
    /// Draws a point around a middle: the query, or a neighbour. `below` is the second line under it.
    pub fn draw(
        &self,
        point: usize,
        neighbour: Option<&Neighbour>,
        below: &str,
        middle: Across,
        pointed: bool,
    ) -> Drawn<DB> {
        let (pen, style) = (self.pen, self.pen.style);
        let (x, y) = (self.corner.0 + px(middle.0), self.corner.1 + px(middle.1));
        let half = px(0.5 * self.side);
        let corners = |out: i32| [(x - out, y - out), (x + out, y - out), (x + out, y + out), (x - out, y + out)];
        self.content(point, (x, y), half)?;
        let (word, color) = match neighbour {
            None => ("query", style.ink),
            Some(Neighbour { right: true, .. }) => ("right", style.named("good")),
            Some(_) => ("wrong", style.warn),
        };
        match neighbour {
            Some(Neighbour { right: false, .. }) => {
                let [a, b, c, d] = corners(half);
                pen.dashes(vec![a, b, c, d, a], 2.0, color)?;
            }
            _ => pen.outline(corners(half).to_vec(), 2.0, color)?,
        }
        if pointed {
            pen.outline(corners(half + px(3.0)).to_vec(), 1.5, style.ink)?;
        }
        if let Some(neighbour) = neighbour {
            self.sign(neighbour.right, (x + half, y - half))?;
        }
        let (given, truth) = (self.dataset.given[point], self.dataset.truth[point]);
        if given != truth {
            let at = (x - half, y - half);
            pen.disc(at, 5.0, style.sheet)?;
            pen.disc(at, 3.5, style.class(given))?;
        }
        self.word(word, 0, (x, y + half), color)?;
        self.word(below, 1, (x, y + half), style.soft)
    }

    /// A word on a line under a tile, given the middle of its lower edge; omitted, if it does not fit.
    fn word(&self, word: &str, line: u8, (x, y): BackendCoord, color: RGBColor) -> Drawn<DB> {
        if word.is_empty() || self.pen.style.width_of(word) > self.width {
            return Ok(());
        }
        self.pen.text(word, (x, y + px(10.0 + 12.0 * f64::from(line))), HPos::Center, color)
    }

    /// A frame without a point, and what would be in it.
    pub fn empty(&self, middle: Across, word: &str) -> Drawn<DB> {
        let (x, y) = (self.corner.0 + px(middle.0), self.corner.1 + px(middle.1));
        let half = px(0.5 * self.side);
        let corners = vec![(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        self.pen.outline(corners, 1.0, self.pen.style.line)?;
        self.word(word, 0, (x, y + half), self.pen.style.soft)
    }

    /// The picture of a point, or its mark.
    fn content(&self, point: usize, (x, y): BackendCoord, half: i32) -> Drawn<DB> {
        let (pen, style) = (self.pen, self.pen.style);
        let class = self.dataset.truth[point];
        match self.dataset.picture {
            Some((columns, rows)) => {
                let ink = self.dataset.ink.column(point);
                let image = Image::from_fn(rows, columns, |r, c| style.faint(style.class(class), ink[r * columns + c]));
                pen.image([(x - half, y - half), (x + half, y + half)], &image)
            }
            None => shape_of(class).fill(pen, (x, y), 0.26 * self.side, style.class(class)),
        }
    }

    /// A tick or a cross on a small ground.
    fn sign(&self, right: bool, (x, y): BackendCoord) -> Drawn<DB> {
        let (pen, style) = (self.pen, self.pen.style);
        let at = |dx: f64, dy: f64| (x + px(dx), y + px(dy));
        pen.disc((x, y), 6.5, style.sheet)?;
        if right {
            return pen.line(vec![at(-3.5, 0.0), at(-1.0, 3.0), at(4.0, -3.5)], 2.0, style.named("good"));
        }
        pen.line(vec![at(-3.0, -3.0), at(3.0, 3.0)], 2.0, style.warn)?;
        pen.line(vec![at(-3.0, 3.0), at(3.0, -3.0)], 2.0, style.warn)
    }
}
