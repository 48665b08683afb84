//! The pen: the few primitives of which all pictures consist, in units of the whole backend (see [`crate::draw::SUBPIXEL`]).

use super::style::{Style, px};
use crate::draw::Drawn;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::{BackendCoord, DrawingBackend};

/// The width of lines that come in hundreds. On a processor, lines no wider than a device pixel cost a fifth of wider ones.
pub const HAIR: f64 = 0.5;

/// Draws on an area, in coordinates of the whole backend.
pub struct Pen<'a, DB: DrawingBackend> {
    /// The area, in coordinates of the whole backend.
    pub(super) screen: DrawingArea<DB, Shift>,
    /// Colours and sizes.
    pub style: &'a Style,
}

impl<'a, DB: DrawingBackend> Pen<'a, DB> {
    /// A pen for this area.
    pub fn new(area: &DrawingArea<DB, Shift>, style: &'a Style) -> Self {
        Self { screen: area.use_screen_coord(), style }
    }

    /// A line through these points, as wide as this many CSS pixels.
    pub fn line(&self, points: Vec<BackendCoord>, width: f64, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&PathElement::new(points, stroke(width, color)))
    }

    /// A closed line.
    pub fn outline(&self, mut points: Vec<BackendCoord>, width: f64, color: RGBColor) -> Drawn<DB> {
        // Once round and along the first side again, so that the first corner is joined like the others.
        points.extend_from_within(..2.min(points.len()));
        self.line(points, width, color)
    }

    /// A dashed line.
    pub fn dashes(&self, points: Vec<BackendCoord>, width: f64, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&DashedPathElement::new(points, px(5.0), px(4.0), stroke(width, color)))
    }

    /// A filled polygon.
    pub fn fill(&self, points: Vec<BackendCoord>, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&Polygon::new(points, ShapeStyle::from(&color).filled()))
    }

    /// A filled rectangle from corner to corner.
    pub fn block(&self, corners: [BackendCoord; 2], color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&Rectangle::new(corners, ShapeStyle::from(&color).filled()))
    }

    /// A filled circle.
    pub fn disc(&self, center: BackendCoord, radius: f64, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&Circle::new(center, px(radius), ShapeStyle::from(&color).filled()))
    }

    /// A circle.
    pub fn ring(&self, center: BackendCoord, radius: f64, width: f64, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&Circle::new(center, px(radius), stroke(width, color)))
    }

    /// A text that starts, ends or is centred at a point, and is vertically centred there.
    pub fn text(&self, text: &str, at: BackendCoord, side: HPos, color: RGBColor) -> Drawn<DB> {
        self.screen.draw(&Text::new(text, at, self.style.text(color).pos(Pos::new(side, VPos::Center))))
    }
}

/// A stroke's style.
pub fn stroke(width: f64, color: RGBColor) -> ShapeStyle {
    ShapeStyle::from(&color).stroke_width(px(width).unsigned_abs())
}
