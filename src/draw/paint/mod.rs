//! Paint: lines, areas, marks, texts and images in the colours of the page, and SVG files.

pub mod area;
pub mod arrow;
pub mod image;
pub mod mark;
pub mod pen;
pub mod ringed;
pub mod style;
pub mod svg;
pub mod thumbnail;
