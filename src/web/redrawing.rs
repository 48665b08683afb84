//! Drawing other views of the point that is looked at.

use super::app::App;
use crate::tell::point_views;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Draws other views of the point whose views are shown, for this step; the run keeps its own. Returns what they are.
    pub fn draw_views(&mut self) -> String {
        point_views::redraw(&self.session, &mut self.options)
    }
}
