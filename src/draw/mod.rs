//! Pictures: functions of a session to any plotters backend. They compute no losses and know no page.
//!
//! [`views`] lists them. The same functions draw on the page's canvas and into SVG files, to the same sub-pixel:
//!
//! * plotters counts in whole numbers, so everything is drawn on a grid of [`SUBPIXEL`] units per CSS pixel, which the backend scales
//!   down. Moving points do not jump from pixel to pixel.
//! * Colours come from `www/style/palette.css` by way of [`Style`] and are never transparent: what should look faint is mixed with the ground.
//!   So overlapping marks look the same whether a backend draws them one by one or as one path.
//! * Every axis is guarded by [`axis`]: a loss of 1e308 still makes a picture.
//!
//! Legends are data: the page sets them as text.

use crate::session::Session;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

mod chart;
pub mod describe;
pub mod drag;
mod embedding;
mod input;
pub mod knob;
mod legend;
pub mod numbers;
mod options;
mod paint;
pub mod part;
pub mod pointed;
mod space;
pub mod turning;
pub mod walk;

use crate::tell::spot::Spot;
use chart::{
    active, alignment, distances, gradient, loss, matrix, neighbours, percentiles, plot, retrieval, roc, scale, zones,
};

pub use chart::beside::{Beside, look};
pub use chart::growth;
pub use embedding::lens;
pub use legend::{Fill, LegendItem, Mark};
pub use options::{CHARTS, Options, ROOM, Switch, chart_key, charts, switches};
pub use paint::image::{Image, Raster};
pub use paint::mark::{SHAPES, Shape};
pub use paint::style::{Style, TEXT_SCALE};
pub use paint::svg::svg;
pub use space::{axis, camera};

/// Units of a backend's coordinates per CSS pixel.
pub const SUBPIXEL: i32 = 16;

/// What drawing returns.
pub type Drawn<DB, T = ()> = Result<T, DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

/// So many CSS pixels to the right and down.
pub type Across = (f64, f64);

/// What is known of a picture, whatever it is drawn on.
pub struct ViewSpec {
    /// A stable word.
    pub id: &'static str,
    /// Its title.
    pub name: &'static str,
    /// What it shows and how it is read, for a learner. A chart's begins with how to read it in one short sentence, which stands over it.
    pub gist: &'static str,
    /// Whether it is one of the charts that a reader chooses from.
    pub chart: bool,
    /// What can be shown or left out.
    pub switches: &'static [&'static Switch],
    /// The ids of the page's figures that belong into its head.
    pub figures: &'static [&'static str],
    /// What its colours, shapes and lines mean at this moment.
    pub legend: fn(&Session, &Options) -> Vec<LegendItem>,
    /// What it shows at this moment, in words and numbers, for those who do not see it.
    pub describe: fn(&Session, &Options) -> String,
    /// What lies at a place of the picture; size and place in CSS pixels.
    pub hit: fn(&Session, &Options, size: Across, at: Across) -> Option<Spot>,
}

/// A picture on one kind of backend.
pub struct View<DB: DrawingBackend> {
    /// What is known of it.
    pub spec: &'static ViewSpec,
    /// Draws it, background included, over the whole area, whose size is in units (see [`SUBPIXEL`]).
    pub draw: fn(&DrawingArea<DB, Shift>, &Session, &Options, &Style) -> Drawn<DB>,
}

/// All pictures, the most important first.
pub static SPECS: &[&ViewSpec] = &[
    &embedding::SPEC,
    &input::SPEC,
    &loss::SPEC,
    &distances::SPEC,
    &matrix::SPEC,
    &zones::SPEC,
    &active::SPEC,
    &percentiles::SPEC,
    &scale::SPEC,
    &gradient::SPEC,
    &retrieval::SPEC,
    &alignment::SPEC,
    &roc::SPEC,
    &neighbours::SPEC,
];

/// What a chart over time shows.
type PlotOf = for<'a> fn(&'a Session, &Options) -> plot::Plot<'a>;

/// The charts over time.
static OVER_TIME: &[(&ViewSpec, PlotOf)] = &[
    (&loss::SPEC, loss::plot),
    (&zones::SPEC, zones::plot),
    (&active::SPEC, active::plot),
    (&percentiles::SPEC, percentiles::plot),
    (&scale::SPEC, scale::plot),
    (&gradient::SPEC, gradient::plot),
    (&retrieval::SPEC, retrieval::plot),
    (&alignment::SPEC, alignment::plot),
];

/// All pictures of [`SPECS`], on a kind of backend.
pub fn views<DB: Raster>() -> [View<DB>; 14] {
    [
        View { spec: &embedding::SPEC, draw: embedding::draw },
        View { spec: &input::SPEC, draw: input::draw },
        View { spec: &loss::SPEC, draw: loss::draw },
        View { spec: &distances::SPEC, draw: distances::draw },
        View { spec: &matrix::SPEC, draw: matrix::draw },
        View { spec: &zones::SPEC, draw: zones::draw },
        View { spec: &active::SPEC, draw: active::draw },
        View { spec: &percentiles::SPEC, draw: percentiles::draw },
        View { spec: &scale::SPEC, draw: scale::draw },
        View { spec: &gradient::SPEC, draw: gradient::draw },
        View { spec: &retrieval::SPEC, draw: retrieval::draw },
        View { spec: &alignment::SPEC, draw: alignment::draw },
        View { spec: &roc::SPEC, draw: roc::draw },
        View { spec: &neighbours::SPEC, draw: neighbours::draw },
    ]
}
