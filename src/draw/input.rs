//! The input: the data as they are, in the plane that shows most of their variance. As many small pictures are shown as fit, the other
//! points as marks; which ones does not depend on the step.

use super::Drawn;
use super::chart::axes::size;
use super::embedding::{REACH, warp};
use super::paint::mark::{Marks, radius};
use super::paint::pen::Pen;
use super::paint::style::{Style, px};
use super::space::frame::Frame;
use crate::draw::paint::ringed;
use crate::learn::dataset::Dataset;
use crate::learn::order::ascending;
use crate::session::Session;
use crate::tell::place::{Extent, Point, points};
use crate::tell::spot::nearest;
use crate::tell::{Options, Spot, drag};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::ops::Range;

/// The places of everything.
pub struct Scene {
    /// The visible part of the input plane.
    pub frame: Frame,
    /// The points.
    pub places: Vec<Point>,
    /// The marks' radius.
    pub radius: f64,
    /// The side of a small picture.
    tile: Option<f64>,
}

impl Scene {
    /// The scene of a whole picture of this size in CSS pixels.
    pub fn of_size(dataset: &Dataset, size: (f64, f64)) -> Option<Self> {
        Self::of(dataset, (0..px(size.0), 0..px(size.1)), size)
    }

    /// `None` without a finite point.
    fn of(dataset: &Dataset, rectangle: (Range<i32>, Range<i32>), (width, height): (f64, f64)) -> Option<Self> {
        let places: Vec<Point> = points(&dataset.plane().points).collect();
        let extent = drag::extent(dataset)?;
        let radius = radius(dataset.len(), width * height);
        let tile = dataset.picture.map(|_| if width * height > 120_000.0 { 24.0 } else { 16.0 });
        let margin = tile.map_or(radius + 5.0, |tile| 0.5 * tile + 4.0);
        Some(Self { frame: fitting(&extent, rectangle, (width, height), margin), places, radius, tile })
    }
}

/// The point whose mark lies at a place, or is nearest to it.
pub fn hit(session: &Session, _: &Options, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
    let scene = Scene::of_size(&session.pipeline().dataset, size)?;
    let places = scene.places.iter().map(|p| scene.frame.css(*p)).enumerate();
    nearest(at, places, REACH).map(Spot::Point)
}

pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let dataset = &session.pipeline().dataset;
    let batch = &session.trace().batch;
    let Some(scene) = Scene::of(dataset, area.get_pixel_range(), size(area)) else { return Ok(()) };
    let Scene { frame, places, radius, tile } = scene;
    let at: Vec<BackendCoord> = places.iter().map(|p| frame.at(*p)).collect();
    let marks = Marks::new(dataset, batch).hiding(options.hides);
    if !dataset.by_hand.places.is_empty() {
        homes(&pen, &frame, dataset, &at)?;
    }
    warp::draw_flat(&pen, &frame, session, options)?;
    match (dataset.picture, tile) {
        (Some(size), Some(tile)) => {
            let shown = apart(&at, px(tile + 1.0));
            // Marks that a small picture would cut are omitted.
            let reach = px(0.5 * tile + 3.5);
            let pictures: Vec<BackendCoord> =
                at.iter().zip(&shown).filter(|(_, shown)| **shown).map(|(at, _)| *at).collect();
            let free =
                |p: &BackendCoord| pictures.iter().all(|t| (t.0 - p.0).abs() > reach || (t.1 - p.1).abs() > reach);
            marks.draw(&pen, 2.6, |i| free(&at[i]).then(|| at[i]))?;
            thumbnails(&pen, dataset, batch, size, (tile, options.hides), &|i| shown[i].then(|| at[i]))
        }
        _ => marks.draw(&pen, radius, |i| Some(at[i])),
    }?;
    ringed::draw(&pen, session, options, tile.map_or(radius, |tile| 0.5 * tile), |i| at.get(i).copied())
}

/// A thin line from a moved point's original place to its current one.
fn homes<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, dataset: &Dataset, at: &[BackendCoord]) -> Drawn<DB> {
    for (point, [x, y]) in &dataset.by_hand.places {
        let home = frame.at((*x, *y));
        pen.line(vec![home, at[*point]], 1.0, pen.style.ink)?;
        pen.disc(home, 2.0, pen.style.ink)?;
    }
    Ok(())
}

/// The frame that just holds the points, with a margin in CSS pixels.
fn fitting(extent: &Extent, rectangle: (Range<i32>, Range<i32>), (width, height): (f64, f64), margin: f64) -> Frame {
    let (dx, dy) = extent.half();
    let room = |side: f64| (0.5 * side - margin).max(1.0);
    let per_unit = (room(width) / dx).min(room(height) / dy);
    let radius = if per_unit.is_finite() { 0.5 * width.min(height) / per_unit } else { 1.0 };
    Frame::new(rectangle, extent.center(), radius)
}

/// A selection of places, no two of which are nearer than this in both x and y. Points are tried in an order that jumps through the data
/// set, as neighbours in it belong to one class.
fn apart(places: &[BackendCoord], least: i32) -> Vec<bool> {
    let count = places.len();
    let mut chosen: Vec<BackendCoord> = vec![];
    let mut shown = vec![false; count];
    // Fractional multiples of the golden section are spread evenly; their ranks visit every point once.
    for i in ascending((0..count).map(|i| f64::from((i as u32).wrapping_mul(2_654_435_769)))) {
        let near =
            |other: &BackendCoord| (other.0 - places[i].0).abs() < least && (other.1 - places[i].1).abs() < least;
        if !chosen.iter().any(near) {
            chosen.push(places[i]);
            shown[i] = true;
        }
    }
    shown
}

/// Levels of darkness at which a pixel is drawn, with its strength.
const LEVELS: [(f64, f64); 3] = [(0.2, 0.35), (0.5, 0.68), (0.8, 1.0)];

/// Draws small pictures, class by class and from light to dark, so that a backend can draw many pixels at once.
fn thumbnails<DB: DrawingBackend>(
    pen: &Pen<DB>,
    dataset: &Dataset,
    batch: &[usize],
    (columns, rows): (usize, usize),
    (tile, hides): (f64, bool),
    place: &dyn Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    let style = pen.style;
    // Whole CSS pixels, so that the pictures' pixels have sharp borders.
    let corner = |i: usize| {
        place(i).map(|(x, y)| {
            let snapped = |v: i32| (v - px(0.5 * tile)).div_euclid(px(1.0)) * px(1.0);
            (snapped(x), snapped(y))
        })
    };
    let side = px(tile) / columns.max(rows) as i32;
    for i in 0..dataset.len() {
        if let Some((x, y)) = corner(i) {
            pen.block([(x, y), (x + px(tile), y + px(tile))], style.sheet)?;
        }
    }
    for class in 0..dataset.classes() {
        let members =
            || (0..dataset.len()).filter(|&i| dataset.truth[i] == class).filter_map(|i| Some((i, corner(i)?)));
        for (level, (from, strength)) in LEVELS.into_iter().enumerate() {
            let color = style.faint(style.class(class), strength);
            let until = LEVELS.get(level + 1).map_or(f64::INFINITY, |next| next.0);
            for (i, (x, y)) in members() {
                let ink = dataset.ink.column(i);
                for row in 0..rows {
                    let dark = |c: usize| c < columns && (from..until).contains(&ink[row * columns + c]);
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
            }
        }
    }
    for class in 0..dataset.classes() {
        for &i in batch.iter().filter(|&&i| dataset.truth[i] == class) {
            if let Some((x, y)) = corner(i) {
                let (right, bottom) = (x + px(tile), y + px(tile));
                pen.outline(vec![(x, y), (right, y), (right, bottom), (x, bottom)], 1.0, style.class(class))?;
            }
        }
        for &i in dataset.held_out().iter().filter(|&&i| dataset.truth[i] == class) {
            if let Some((x, y)) = corner(i) {
                let (right, bottom) = (x + px(tile), y + px(tile));
                pen.dashes(vec![(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], 1.0, style.class(class))?;
            }
        }
        for i in (0..dataset.len()).filter(|&i| !hides && dataset.given[i] == class && dataset.truth[i] != class) {
            if let Some((x, y)) = corner(i) {
                pen.ring((x + px(0.5 * tile), y + px(0.5 * tile)), 0.62 * tile, 1.25, style.class(class))?;
            }
        }
    }
    Ok(())
}
