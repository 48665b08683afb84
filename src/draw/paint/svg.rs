//! SVG files of pictures, for tests, the README and export.

use crate::draw::{Drawn, SUBPIXEL, Style, draw};
use crate::session::Session;
use crate::tell::{Options, ViewSpec};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::prelude::SVGBackend;

/// The SVG file of what `draw` draws, of this size in CSS pixels.
///
/// # Errors
/// plotters' errors; writing into memory does not fail.
pub fn svg(
    width: u32,
    height: u32,
    draw: impl for<'a> FnOnce(&DrawingArea<SVGBackend<'a>, Shift>) -> Drawn<SVGBackend<'a>>,
) -> Result<String, String> {
    let units = |pixels: u32| pixels * SUBPIXEL.unsigned_abs();
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (units(width), units(height))).into_drawing_area();
        draw(&area).and_then(|()| area.present()).map_err(|e| e.to_string())?;
    }
    // The backend writes its size in units as the file's size in pixels.
    let (_, rest) = text.split_once(" viewBox=").ok_or("the SVG backend writes another header than it used to")?;
    Ok(format!(
        r#"<svg width="{width}" height="{height}" stroke-linejoin="round" style="font-variant-numeric:tabular-nums" viewBox={rest}"#
    ))
}

/// A picture as an SVG file of this size in CSS pixels.
///
/// # Errors
/// Those of [`svg`].
pub fn picture(
    spec: &ViewSpec,
    session: &Session,
    options: &Options,
    style: &Style,
    (width, height): (u32, u32),
) -> Result<String, String> {
    svg(width, height, |area| draw(spec, area, session, options, style))
}
