//! Moving the sliders of pictures.

use super::app::App;
use super::refusal::refusal;
use crate::tell;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Moves the slider of a picture to a position.
    ///
    /// # Errors
    /// A refusal, should the value not be accepted.
    pub fn turn(&mut self, view: &str, position: u32) -> Result<(), JsValue> {
        let Some(slider) = tell::view(view).and_then(|view| view.slider) else { return Ok(()) };
        let Some(stops) = (slider.stops)(&self.session, &self.options) else { return Ok(()) };
        self.options.set(slider.key, &stops.text(position)).map_err(refusal)
    }
}
