//! The input: the data as they are, in the plane that shows most of their variance.

use super::Drawn;
use super::chart::axes::size;
use super::embedding::{REACH, warp};
use super::paint::mark::{Marks, radius};
use super::paint::pen::Pen;
use super::paint::style::{Style, px};
use super::paint::thumbnail::{Thumbnails, tile};
use super::space::frame::Frame;
use crate::draw::paint::ringed;
use crate::draw::point_views;
use crate::learn::dataset::Dataset;
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
        let tile = tile(dataset, width * height);
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
    match tile {
        Some(tile) => Thumbnails { marks: &marks, dataset, batch, tile }.draw(&pen, |i| Some(at[i])),
        None => marks.draw(&pen, radius, |i| Some(at[i])),
    }?;
    point_views::in_input(&pen, &frame, session, options, &places, tile)?;
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
