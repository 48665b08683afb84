//! What can be said, pointed at, moved and chosen in a session: plain data, without plotters and without a browser.
//!
//! [`SPECS`] lists the pictures: what each shows, means and lets a reader do. Whatever depends on its layout, such as the spot at a place,
//! belongs to [`crate::draw`]. Legends are data: the page sets them as text.

pub mod beside;
pub mod chart;
pub mod dataset;
pub mod describe;
pub mod embedding;
pub mod figures;
#[cfg(not(target_arch = "wasm32"))]
pub mod gists;
pub mod hiding;
mod input;
pub mod legend;
pub mod link;
pub mod marks;
pub mod mathml;
pub mod numbers;
pub mod options;
pub mod part;
pub mod phrase;
pub mod point_views;
mod pointing;
pub mod setup;
pub mod shape;
pub mod slider;
mod space;
pub mod title;
pub mod view;
mod views;

pub use beside::Beside;
pub use legend::{Fill, LegendItem, Sign};
pub use link::chart_key;
pub use options::{CHARTS, Options, ROOM, Switch};
pub use pointing::spot::{Focus, Spot};
pub use pointing::{anchor, drag, pointed, spot, turning, walk};
pub use shape::{SHAPES, Shape};
pub use space::{axis, camera, frame, place, world};
pub use view::ViewSpec;
pub use views::{SPECS, charts, switches, view};
