//! Pictures: functions of a session to any plotters backend. They compute no losses and know no page.
//!
//! [`views`] lists them. The same functions draw on the page's canvas and into SVG files, to the same sub-pixel:
//!
//! * plotters counts in whole numbers, so everything is drawn on a grid of [`SUBPIXEL`] units per CSS pixel, which the backend scales
//!   down. Moving points do not jump from pixel to pixel.
//! * Colours come from `www/palette.css` by way of [`Style`] and are never transparent: what should look faint is mixed with the ground.
//!   So overlapping marks look the same whether a backend draws them one by one or as one path.
//! * Every axis is guarded by [`axis`]: a loss of 1e308 still makes a picture.
//!
//! Legends are data: the page sets them as text.

use crate::session::Session;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

pub mod axis;
mod chart;
mod distances;
mod embedding;
mod frame;
mod input;
mod legend;
mod lens;
mod loss;
mod mark;
mod pen;
mod style;
mod svg;
mod text;
mod ties;
mod trail;

pub use legend::{LegendItem, Mark};
pub use mark::{SHAPES, Shape};
pub use style::{Style, TEXT_SCALE};
pub use svg::svg;

/// Units of a backend's coordinates per CSS pixel.
pub const SUBPIXEL: i32 = 16;

/// What a picture can be asked for beyond the session's state.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    /// Whether the loss curve's axis is logarithmic.
    pub log_loss: bool,
}

/// What drawing returns.
pub type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// A picture on one kind of backend.
pub struct View<DB: DrawingBackend> {
    /// A stable word.
    pub id: &'static str,
    /// Its title.
    pub name: &'static str,
    /// What it shows, for a learner.
    pub gist: &'static str,
    /// What its colours, shapes and lines mean at this moment.
    pub legend: fn(&Session) -> Vec<LegendItem>,
    /// What it shows at this moment, in words and numbers, for those who do not see it.
    pub describe: fn(&Session) -> String,
    /// Draws it, background included, over the whole area, whose size is in units (see [`SUBPIXEL`]).
    pub draw: fn(&DrawingArea<DB, Shift>, &Session, &Options, &Style) -> Drawn<DB>,
}

/// All pictures, the most important first.
pub fn views<DB: DrawingBackend>() -> [View<DB>; 4] {
    [
        View {
            id: "embedding",
            name: "Embedding",
            gist: "Where the encoder puts every point. Points of one class should meet, and classes should keep apart.",
            legend: embedding::legend,
            describe: embedding::describe,
            draw: embedding::draw,
        },
        View {
            id: "input",
            name: "Input",
            gist: "The data as they are before anything is learned; more than two dimensions are seen from the side that shows most of their spread.",
            legend: input::legend,
            describe: input::describe,
            draw: input::draw,
        },
        View {
            id: "loss",
            name: "Loss",
            gist: "The loss of every step's batch. The dashed line is what it would be if all points coincided.",
            legend: loss::legend,
            describe: loss::describe,
            draw: loss::draw,
        },
        View {
            id: "distances",
            name: "Distances",
            gist: "How far apart the pairs of the whole data set are, by their true classes. Learning moves the two heaps apart.",
            legend: distances::legend,
            describe: distances::describe,
            draw: distances::draw,
        },
    ]
}
