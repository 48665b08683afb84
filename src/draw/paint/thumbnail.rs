//! Thumbnails: points that are small pictures, drawn as such. As many are shown as fit without overlap, the other points as marks. Those in
//! the batch have a frame, held-out ones a dashed one.

use super::mark::Marks;
use super::pen::Pen;
use super::style::px;
use crate::draw::Drawn;
use crate::learn::dataset::Dataset;
use crate::learn::order::ascending;
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::ops::Range;

/// The side of a small picture, in CSS pixels, on an area in square CSS pixels; `None`, if the points are no pictures.
pub fn tile(dataset: &Dataset, area: f64) -> Option<f64> {
    dataset.picture.map(|_| if area > 120_000.0 { 24.0 } else { 16.0 })
}

/// The points of a data set as small pictures.
pub struct Thumbnails<'a> {
    /// Their marks.
    pub marks: &'a Marks<'a>,
    /// The data set.
    pub dataset: &'a Dataset,
    /// The points of the batch.
    pub batch: &'a [usize],
    /// The side of a small picture.
    pub tile: f64,
}

impl Thumbnails<'_> {
    /// Draws every point that has a place.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>, place: impl Fn(usize) -> Option<BackendCoord>) -> Drawn<DB> {
        let Some(size) = self.dataset.picture else { return Ok(()) };
        let at: Vec<Option<BackendCoord>> = (0..self.dataset.len()).map(place).collect();
        let shown = apart(&at, px(self.tile + 1.0));
        // Marks that a small picture would cut are omitted.
        let reach = px(0.5 * self.tile + 3.5);
        let pictured: Vec<BackendCoord> =
            at.iter().zip(&shown).filter_map(|(at, shown)| at.filter(|_| *shown)).collect();
        let free = |p: &BackendCoord| pictured.iter().all(|t| (t.0 - p.0).abs() > reach || (t.1 - p.1).abs() > reach);
        self.marks.draw(pen, 2.6, |i| at[i].filter(free))?;
        pictures(pen, self, size, &|i| at[i].filter(|_| shown[i]))
    }
}

/// A selection of places, no two of which are nearer than this in both x and y. Points are tried in an order that jumps through the data
/// set, as neighbours in it belong to one class.
fn apart(places: &[Option<BackendCoord>], least: i32) -> Vec<bool> {
    let count = places.len();
    let mut chosen: Vec<BackendCoord> = vec![];
    let mut shown = vec![false; count];
    // Fractional multiples of the golden section are spread evenly; their ranks visit every point once.
    for i in ascending((0..count).map(|i| f64::from((i as u32).wrapping_mul(2_654_435_769)))) {
        let Some(place) = places[i] else { continue };
        let near = |other: &BackendCoord| (other.0 - place.0).abs() < least && (other.1 - place.1).abs() < least;
        if !chosen.iter().any(near) {
            chosen.push(place);
            shown[i] = true;
        }
    }
    shown
}

/// Levels of darkness at which a pixel is drawn, with its strength.
const LEVELS: [(f64, f64); 3] = [(0.2, 0.35), (0.5, 0.68), (0.8, 1.0)];

/// The strength of the colour at each level, and what darkness belongs to it.
fn levels() -> impl Iterator<Item = (f64, Range<f64>)> {
    let until = |level: usize| LEVELS.get(level + 1).map_or(f64::INFINITY, |next| next.0);
    LEVELS.into_iter().enumerate().map(move |(level, (from, strength))| (strength, from..until(level)))
}

/// The side of a pixel in a small picture with this side in CSS pixels.
fn pixel(tile: f64, (columns, rows): (usize, usize)) -> i32 {
    px(tile) / columns.max(rows) as i32
}

/// Draws one small picture with this side, in one colour with a frame, its upper left corner at a place.
pub fn single<DB: DrawingBackend>(
    pen: &Pen<DB>,
    ink: &[f64],
    size: (usize, usize),
    (x, y): BackendCoord,
    tile: f64,
    color: RGBColor,
) -> Drawn<DB> {
    let (right, bottom) = (x + px(tile), y + px(tile));
    pen.block([(x, y), (right, bottom)], pen.style.sheet)?;
    for (strength, levels) in levels() {
        pixels(pen, ink, size, (x, y), pixel(tile, size), &levels, pen.style.faint(color, strength))?;
    }
    pen.outline(vec![(x, y), (right, y), (right, bottom), (x, bottom)], 1.5, pen.style.ink)
}

/// Fills the pixels of a picture that are as dark as this, each with this side.
fn pixels<DB: DrawingBackend>(
    pen: &Pen<DB>,
    ink: &[f64],
    (columns, rows): (usize, usize),
    (x, y): BackendCoord,
    side: i32,
    levels: &Range<f64>,
    color: RGBColor,
) -> Drawn<DB> {
    for row in 0..rows {
        let dark = |c: usize| c < columns && levels.contains(&ink[row * columns + c]);
        let mut c = 0;
        while c < columns {
            let start = c;
            while dark(c) {
                c += 1;
            }
            if c > start {
                let top = y + row as i32 * side;
                pen.block([(x + start as i32 * side, top), (x + c as i32 * side, top + side)], color)?;
            }
            c += 1;
        }
    }
    Ok(())
}

/// Draws small pictures, class by class and from light to dark, so that a backend can draw many pixels at once.
fn pictures<DB: DrawingBackend>(
    pen: &Pen<DB>,
    Thumbnails { marks, dataset, batch, tile }: &Thumbnails,
    (columns, rows): (usize, usize),
    place: &dyn Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    let (style, tile) = (pen.style, *tile);
    let faint = |i: usize, color| style.faint(color, marks.strength(i));
    // Whole CSS pixels, so that the pictures' pixels have sharp borders.
    let corner = |i: usize| {
        place(i).map(|(x, y)| {
            let snapped = |v: i32| (v - px(0.5 * tile)).div_euclid(px(1.0)) * px(1.0);
            (snapped(x), snapped(y))
        })
    };
    let side = pixel(tile, (columns, rows));
    for i in 0..dataset.len() {
        if let Some((x, y)) = corner(i) {
            pen.block([(x, y), (x + px(tile), y + px(tile))], style.sheet)?;
        }
    }
    for class in 0..dataset.classes() {
        let members =
            || (0..dataset.len()).filter(|&i| dataset.truth[i] == class).filter_map(|i| Some((i, corner(i)?)));
        for (strength, levels) in levels() {
            for (i, (x, y)) in members() {
                let color = style.faint(style.class(class), strength * marks.strength(i));
                pixels(pen, dataset.ink.column(i).as_slice(), (columns, rows), (x, y), side, &levels, color)?;
            }
        }
    }
    for class in 0..dataset.classes() {
        for &i in batch.iter().filter(|&&i| dataset.truth[i] == class) {
            if let Some((x, y)) = corner(i) {
                let (right, bottom) = (x + px(tile), y + px(tile));
                pen.outline(vec![(x, y), (right, y), (right, bottom), (x, bottom)], 1.0, faint(i, style.class(class)))?;
            }
        }
        for &i in dataset.held_out().iter().filter(|&&i| dataset.truth[i] == class) {
            if let Some((x, y)) = corner(i) {
                let (right, bottom) = (x + px(tile), y + px(tile));
                pen.dashes(
                    vec![(x, y), (right, y), (right, bottom), (x, bottom), (x, y)],
                    1.0,
                    faint(i, style.class(class)),
                )?;
            }
        }
        for i in (0..dataset.len()).filter(|&i| dataset.given[i] == class && marks.shows_wrong(i)) {
            if let Some((x, y)) = corner(i) {
                pen.ring((x + px(0.5 * tile), y + px(0.5 * tile)), 0.62 * tile, 1.25, faint(i, style.class(class)))?;
            }
        }
    }
    Ok(())
}
