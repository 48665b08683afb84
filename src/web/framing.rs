//! What the picture of the embedding shows: all points, or a part that a reader zooms to.

use super::app::App;
use crate::tell::camera::Camera;
use crate::tell::frame;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Shows all points of the embedding as they lie now; if the picture was zoomed already, the resting frame again. Returns what it did.
    pub fn fit(&mut self) -> String {
        frame::fit(&self.session, &mut self.options)
    }

    /// Zooms the embedding by a factor around a place of its picture of this size, both in CSS pixels. Returns the zoom in words.
    pub fn zoom(&mut self, width: f64, height: f64, x: f64, y: f64, factor: f64) -> String {
        frame::zoom_at(&self.session, &mut self.options, factor, (width, height), (x, y));
        let camera = Camera::of(&self.session, &self.options);
        frame::say(&self.session, &self.options, &camera).unwrap_or_default()
    }
}
