//! Space: which part of a line, of the plane or of more dimensions a picture shows, and where things lie in it.

pub mod afar;
mod axis;
pub mod contour;
pub mod corner;
pub mod cube;
pub mod frame;
pub mod globe;
pub mod magnifier;
pub mod plane;
