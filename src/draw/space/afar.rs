//! What has left the frame: a few points are marked at the border, where they left. If many have left, a small map in a corner shows all
//! points from afar, and the frame among them.

use super::corner::Corner;
use super::frame::Frame;
use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::learn::dataset::Dataset;
use crate::learn::words::short;
use crate::tell::place::{Extent, Point};
use plotters_backend::DrawingBackend;

/// More points than these are shown on a map.
const FEW: usize = 8;
/// The size of a mark at the border, and the least size of the frame on the map, in CSS pixels.
const MARK: f64 = 6.0;

/// All points from afar.
struct Map {
    place: Corner,
    frame: Frame,
    says: String,
}

/// The points outside of a frame.
pub struct Afar<'a> {
    dataset: &'a Dataset,
    places: &'a [Point],
    frame: &'a Frame,
    outside: Vec<usize>,
    map: Option<Map>,
}

impl<'a> Afar<'a> {
    /// The points of a data set that lie outside of a frame.
    pub fn of(dataset: &'a Dataset, places: &'a [Point], frame: &'a Frame) -> Self {
        let away = |(i, p): (usize, &Point)| (p.0.is_finite() && p.1.is_finite() && !frame.holds(*p)).then_some(i);
        let outside: Vec<usize> = places.iter().enumerate().filter_map(away).collect();
        let map = (outside.len() > FEW).then(|| {
            let place = Corner::of(frame, frame.box_css().0);
            let (low, high) = frame.corners();
            let all = Extent::of(places.iter().copied().chain([low, high]))?;
            let (dx, dy) = all.half();
            let along = |v: f64| px(v - place.radius)..px(v + place.radius);
            let map = Frame::new((along(place.middle.0), along(place.middle.1)), all.center(), 1.08 * dx.max(dy));
            let says = format!("all points, {} times smaller", short(frame.pixels() / map.pixels()));
            Some(Map { place, frame: map, says })
        });
        let map = map.flatten();
        Self { dataset, places, frame, outside, map }
    }

    /// The areas of the map and its caption.
    pub fn areas(&self, style: &Style) -> Option<[Area; 2]> {
        self.map.as_ref().map(|map| map.place.areas(&map.says, style))
    }

    /// Draws the map, or the marks.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        match &self.map {
            Some(map) => self.map(pen, map),
            None => self.marks(pen),
        }
    }

    fn map<DB: DrawingBackend>(&self, pen: &Pen<DB>, Map { place, frame: map, says }: &Map) -> Drawn<DB> {
        let (low, high) = self.frame.corners();
        let ((x, y), half) = (place.middle, place.radius);
        let (left, right, top, bottom) = (px(x - half), px(x + half), px(y - half), px(y + half));
        pen.block([(left, top), (right, bottom)], pen.style.sheet)?;
        for (class, color) in (0..self.dataset.classes()).map(|class| (class, pen.style.class(class))) {
            let members = self.places.iter().zip(&self.dataset.truth).filter(|(p, of)| **of == class && map.holds(**p));
            members.map(|(p, _)| map.at(*p)).try_for_each(|at| pen.disc(at, 1.5, color))?;
        }
        let (a, b) = (map.at((low.0, high.1)), map.at((high.0, low.1)));
        let grown = |a: i32, b: i32| {
            let less = (px(MARK) - (b - a)).max(0) / 2;
            (a - less, b + less)
        };
        let ((left_of, right_of), (top_of, bottom_of)) = (grown(a.0, b.0), grown(a.1, b.1));
        let around = |left, right, top, bottom| vec![(left, top), (right, top), (right, bottom), (left, bottom)];
        pen.outline(around(left_of, right_of, top_of, bottom_of), 1.5, pen.style.ink)?;
        pen.outline(around(left, right, top, bottom), 1.0, pen.style.soft)?;
        place.write(pen, says)
    }

    fn marks<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        let (low, high) = self.frame.corners();
        let center = (0.5 * (low.0 + high.0), 0.5 * (low.1 + high.1));
        for i in &self.outside {
            let Some((_, at)) = self.frame.clip(center, self.places[*i]) else { continue };
            let ((x, y), (from_x, from_y)) = (self.frame.css(at), self.frame.css(center));
            let length = libm::hypot(x - from_x, y - from_y).max(1.0);
            let (u, v) = ((x - from_x) / length, (y - from_y) / length);
            let at = |along: f64, aside: f64| {
                (px(x - MARK * (along * u + aside * v)), px(y - MARK * (along * v - aside * u)))
            };
            let color = pen.style.class(self.dataset.truth[*i]);
            pen.fill(vec![at(0.3, 0.0), at(1.5, 0.7), at(1.5, -0.7)], color)?;
        }
        Ok(())
    }
}
