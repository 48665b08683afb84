//! What can be said, pointed at, moved and chosen of a session: plain data, without plotters and without a browser.

pub mod held_out;
pub mod mathml;
pub mod spot;
pub mod text;

pub use spot::{Focus, Spot};
