//! What a reader sees: pictures, and their descriptions in words and numbers.

#[path = "../common/mod.rs"]
mod common;

mod accepted;
mod afar;
mod arrows;
mod dimensions;
mod evidence;
mod explain;
mod figures;
mod frame;
mod labels;
mod large;
mod lens;
mod matrix;
mod one_way;
mod open;
mod parts;
mod pictures;
mod point_views;
mod setup;
mod spotlight;
mod timeline;
mod two_views;
mod view_text;
mod warp;
mod words;
