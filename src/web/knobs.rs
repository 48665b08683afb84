//! Turning the knobs of pictures.

use super::app::App;
use super::refusal::refusal;
use crate::draw::knob;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Turns the knob of a picture to a position.
    ///
    /// # Errors
    /// A refusal, should the value not be accepted.
    pub fn turn(&mut self, view: &str, position: u32) -> Result<(), JsValue> {
        let Some(knob) = knob::of(view) else { return Ok(()) };
        let Some(stops) = (knob.stops)(&self.session, &self.options) else { return Ok(()) };
        self.options.set(knob.key, &stops.text(position)).map_err(refusal)
    }
}
