//! Pictures: functions of a session to any plotters backend. They compute no losses and know no page.
//!
//! [`crate::tell::SPECS`] lists them, and [`draw()`] draws each. The same functions draw on the page's canvas and into SVG files, with
//! sub-pixel precision:
//!
//! * plotters counts in whole numbers, so everything is drawn on a grid of [`SUBPIXEL`] units per CSS pixel, which the backend scales down.
//!   Moving points do not jump from pixel to pixel.
//! * Colours come from `www/style/palette.css` through [`Style`] and are never transparent: faint things are mixed with the ground. So
//!   overlapping marks look the same whether a backend draws them one by one or as one path.
//! * Every axis is guarded by [`crate::tell::axis`]: a loss of 1e308 still makes a picture.

use crate::session::Session;
use crate::tell::view::{Content, ViewSpec};
use crate::tell::{Options, Spot};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

mod chart;
mod drag;
mod embedding;
mod input;
mod paint;
mod point_views;
mod space;

use chart::axes::{LOWEST, ground};
use chart::{curve, distances, matrix, neighbours, roc, timeline};

pub use chart::{growth, timeline as time};
pub use embedding::lens;
pub use paint::image::{Image, Raster};
pub use paint::style::{Style, TEXT_SCALE};
pub use paint::svg::{picture, svg};

/// Units of a backend's coordinates per CSS pixel.
pub const SUBPIXEL: i32 = 16;

/// The result of drawing.
pub type Drawn<DB, T = ()> = Result<T, DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// A size or place in CSS pixels, to the right and down.
pub type Across = (f64, f64);

/// Draws a picture with its background over the whole area, whose size is in units (see [`SUBPIXEL`]).
///
/// # Errors
/// The backend's error.
pub fn draw<DB: Raster>(
    view: &ViewSpec,
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let lowest = if matches!(view.content, Content::Timeline) { timeline::LOWEST } else { LOWEST };
    if !ground(area, style, lowest)? {
        return Ok(());
    }
    match view.content {
        Content::Embedding => embedding::draw(area, session, options, style),
        Content::Input => input::draw(area, session, options, style),
        Content::OverTime(plot) => curve::draw(area, session, options, style, &plot(session, options)),
        Content::Timeline => timeline::draw(area, session, options, style),
        Content::Distances => distances::draw(area, session, options, style),
        Content::Matrix => matrix::draw(area, session, options, style),
        Content::Verification => roc::draw(area, session, options, style),
        Content::Neighbours => neighbours::draw(area, session, options, style),
    }
}

/// The spot at a place of a picture; size and place in CSS pixels.
pub fn hit(view: &ViewSpec, session: &Session, options: &Options, size: Across, at: Across) -> Option<Spot> {
    match view.content {
        Content::Embedding => embedding::hit(session, options, size, at),
        Content::Input => input::hit(session, options, size, at),
        Content::OverTime(plot) => curve::hit(&plot(session, options), session, size, at),
        Content::Timeline => timeline::hit(session, options, size, at),
        Content::Matrix => matrix::hit(session, options, size, at),
        Content::Neighbours => neighbours::hit(session, options, size, at),
        Content::Distances | Content::Verification => None,
    }
}
