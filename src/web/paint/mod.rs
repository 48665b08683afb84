//! Painting: the canvas backend, what takes its shapes, and texts on a canvas.

pub mod canvas;
pub mod letters;
mod page_canvas;
mod strokes;
pub mod surface;
