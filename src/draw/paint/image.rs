//! Images: many cells in one call. plotters' bitmaps have the size of their pixels, and its SVG backend needs a file decoder for them. A
//! backend that can stretch images implements [`Raster`]; for the others runs of equal pixels become rectangles.

use super::pen::Pen;
use crate::draw::Drawn;
use plotters::element::{Drawable, PointCollection};
use plotters::prelude::SVGBackend;
use plotters::style::RGBColor;
use plotters_backend::{BackendColor, BackendCoord, DrawingBackend, DrawingErrorKind};

/// Pixels, row by row from the top left.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// Pixels in a row.
    pub columns: usize,
    /// Red, green, blue and 255 of each pixel.
    pub pixels: Vec<u8>,
}

impl Image {
    /// An image from a rule for the colour in a row and a column.
    pub fn from_fn(rows: usize, columns: usize, color: impl Fn(usize, usize) -> RGBColor) -> Self {
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let pixels = cells.map(|(row, column)| color(row, column)).flat_map(|RGBColor(r, g, b)| [r, g, b, 255]);
        Self { columns, pixels: pixels.collect() }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.pixels.len() / 4 / self.columns.max(1)
    }

    /// The colour in a row and a column.
    fn color(&self, row: usize, column: usize) -> (u8, u8, u8) {
        let at = 4 * (row * self.columns + column);
        (self.pixels[at], self.pixels[at + 1], self.pixels[at + 2])
    }
}

/// A backend that can draw images.
pub trait Raster: DrawingBackend {
    /// Stretches an image over the rectangle between two corners, with sharp pixels.
    fn stretch(&mut self, corners: [BackendCoord; 2], image: &Image) -> Result<(), DrawingErrorKind<Self::ErrorType>> {
        runs(self, corners, image)
    }
}

impl Raster for SVGBackend<'_> {}

/// Paints an image as rectangles, one per run of equal pixels in a row.
fn runs<DB: DrawingBackend>(
    backend: &mut DB,
    [(left, top), (right, bottom)]: [BackendCoord; 2],
    image: &Image,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    let (rows, columns) = (image.rows(), image.columns);
    let x = |column: usize| left + (i64::from(right - left) * column as i64 / columns.max(1) as i64) as i32;
    let y = |row: usize| top + (i64::from(bottom - top) * row as i64 / rows.max(1) as i64) as i32;
    for row in 0..rows {
        let mut start = 0;
        for column in 1..=columns {
            if column == columns || image.color(row, column) != image.color(row, start) {
                let color = BackendColor { alpha: 1.0, rgb: image.color(row, start) };
                backend.draw_rect((x(start), y(row)), (x(column), y(row + 1)), &color, true)?;
                start = column;
            }
        }
    }
    Ok(())
}

/// An image in its place.
struct Stretched<'a> {
    corners: [BackendCoord; 2],
    image: &'a Image,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Stretched<'_> {
    type Point = &'a BackendCoord;
    type IntoIter = std::slice::Iter<'a, BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.corners.iter()
    }
}

impl<DB: Raster> Drawable<DB> for Stretched<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        mut corners: I,
        backend: &mut DB,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
        match (corners.next(), corners.next()) {
            (Some(a), Some(b)) => backend.stretch([a, b], self.image),
            _ => Ok(()),
        }
    }
}

impl<DB: Raster> Pen<'_, DB> {
    /// An image, stretched from corner to corner.
    pub fn image(&self, corners: [BackendCoord; 2], image: &Image) -> Drawn<DB> {
        self.screen.draw(&Stretched { corners, image })
    }
}
