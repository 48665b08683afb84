//! A surface: what takes the shapes of a picture, and where.

use super::letters::Lettering;
use crate::draw::{Image, SUBPIXEL};
use plotters_backend::{BackendColor, BackendCoord};
use std::io;

/// The place of a picture.
#[derive(Clone, Copy)]
pub struct Place {
    /// Width and height in CSS pixels.
    pub size: (f64, f64),
    /// Device pixels per CSS pixel.
    pub ratio: f64,
}

impl Place {
    /// Its size in device pixels. Browsers refuse canvases beyond some ten thousand.
    pub fn pixels(&self) -> (u32, u32) {
        let pixels = |length: f64| (length * self.ratio).round().clamp(1.0, 8192.0) as u32;
        (pixels(self.size.0), pixels(self.size.1))
    }

    /// Its size in units.
    pub fn units(&self) -> (u32, u32) {
        let units = |length: f64| (length.clamp(0.0, 8192.0) * f64::from(SUBPIXEL)).round() as u32;
        (units(self.size.0), units(self.size.1))
    }

    /// Device pixels per unit.
    pub fn scale(&self) -> f64 {
        self.ratio / f64::from(SUBPIXEL)
    }
}

/// How a path is painted.
#[derive(Clone, Copy, PartialEq)]
pub struct Ink {
    /// Red, green, blue, opacity.
    pub color: [u8; 4],
    /// The width of a stroke in units, or `None` for a filled path.
    pub stroke: Option<u32>,
}

impl Ink {
    /// Nothing for an invisible colour.
    pub fn of(color: BackendColor, stroke: Option<u32>) -> Option<Self> {
        let (r, g, b) = color.rgb;
        let opacity = (255.0 * color.alpha).round() as u8;
        (opacity > 0).then_some(Self { color: [r, g, b, opacity], stroke })
    }
}

/// What takes the shapes of a picture, in units.
pub trait Surface {
    /// Fills all of it, whatever was there.
    fn cover(&mut self, color: [u8; 3]) -> io::Result<()>;
    /// A rectangle between two corners.
    fn rect(&mut self, ink: Ink, corners: [BackendCoord; 2]) -> io::Result<()>;
    /// A circle.
    fn circle(&mut self, ink: Ink, center: BackendCoord, radius: u32) -> io::Result<()>;
    /// A line through these points; one that is closed, where the ink fills.
    fn path(&mut self, ink: Ink, points: &mut dyn Iterator<Item = BackendCoord>) -> io::Result<()>;
    /// A text at a point.
    fn text(&mut self, text: &str, lettering: &Lettering, at: BackendCoord) -> io::Result<()>;
    /// An image, stretched between two corners with sharp pixels.
    fn image(&mut self, corners: [BackendCoord; 2], image: &Image) -> io::Result<()>;
}
