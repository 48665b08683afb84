//! Labels: texts on a picture that overlap neither each other nor the border.

use crate::draw::Drawn;
use crate::draw::paint::area::{Area, half_of};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::space::frame::Frame;
use crate::draw::space::magnifier::Magnifier;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// A place in CSS pixels.
pub type Place = (f64, f64);

/// The part of a picture to draw in: its frame, or that of its magnifier.
#[derive(Clone, Copy)]
pub struct Glass<'a> {
    /// Its frame.
    pub frame: &'a Frame,
    /// The magnifier, where it is one.
    pub magnifier: Option<&'a Magnifier>,
}

impl Glass<'_> {
    /// Whether a place lies within.
    pub fn holds(&self, at: Place) -> bool {
        self.frame.holds(self.frame.point(at))
    }
}

/// The labels of a picture.
#[derive(Default)]
pub struct Labels {
    taken: Vec<Area>,
    marks: Vec<Area>,
    texts: Vec<(Place, String, RGBColor)>,
    /// A tinted ring: its middle, its inner and outer radius, and its colour.
    pub tinted: Option<(Place, f64, f64, RGBColor)>,
}

impl Labels {
    /// Keeps a rectangle free.
    pub fn reserve(&mut self, area: Area) {
        self.taken.push(area);
    }

    /// Keeps marks of this radius free, as long as there are other places.
    pub fn spare(&mut self, marks: impl Iterator<Item = Place>, radius: f64) {
        self.marks.extend(marks.map(|middle| Area { middle, half: (radius, radius) }));
    }

    /// Centres a text at the first free place, preferably one where it hides no mark. Returns which.
    pub fn put(
        &mut self,
        glass: &Glass,
        text: &str,
        half: (f64, f64),
        color: RGBColor,
        places: impl Iterator<Item = Place> + Clone,
    ) -> Option<Area> {
        self.put_clear(glass, text, half, color, places.clone()).or_else(|| {
            let area = self.free(glass, half, places).next()?;
            Some(self.keep(area, text, color))
        })
    }

    /// The same, but only where it hides no mark.
    pub fn put_clear(
        &mut self,
        glass: &Glass,
        text: &str,
        half: (f64, f64),
        color: RGBColor,
        places: impl Iterator<Item = Place>,
    ) -> Option<Area> {
        let hides = |area: &Area| self.marks.iter().any(|mark| mark.meets(area));
        let area = self.free(glass, half, places).find(|area| !hides(area))?;
        Some(self.keep(area, text, color))
    }

    fn free(&self, glass: &Glass, half: (f64, f64), places: impl Iterator<Item = Place>) -> impl Iterator<Item = Area> {
        places.map(move |middle| Area { middle, half }).filter(|area| {
            area.corners().iter().all(|corner| glass.holds(*corner)) && !self.taken.iter().any(|t| t.meets(area))
        })
    }

    fn keep(&mut self, area: Area, text: &str, color: RGBColor) -> Area {
        self.taken.push(area);
        self.texts.push((area.middle, text.to_string(), color));
        area
    }

    /// Draws them all.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>) -> Drawn<DB> {
        self.texts.iter().try_for_each(|((x, y), text, color)| {
            let (w, h) = half_of(text, pen.style);
            let at = |x: f64, y: f64| (px(x), px(y));
            let ground = self.tinted.filter(|((u, v), inner, outer, _)| {
                let corners = [(x - w, y - h), (x + w, y - h), (x - w, y + h), (x + w, y + h)];
                corners.iter().all(|(x, y)| (inner..=outer).contains(&&libm::hypot(x - u, y - v)))
            });
            pen.block([at(x - w, y - h), at(x + w, y + h)], ground.map_or(pen.style.sheet, |(.., tint)| tint))?;
            pen.text(text, at(*x, *y), HPos::Center, *color)
        })
    }
}
