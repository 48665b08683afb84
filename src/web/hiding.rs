//! Runs whose settings are hidden, and what a reader says of them.

use super::app::App;
use super::value::plain;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// What the page says of a run, once a reader has said it.
#[derive(Serialize, Tsify)]
pub struct Named {
    /// Whether the reader says the same.
    right: bool,
    /// The id of the page's diagnosis.
    id: &'static str,
    /// The diagnosis in words.
    says: String,
}

#[wasm_bindgen]
impl App {
    /// Shows the settings of a hidden run, of which a reader has named the diagnosis with this id.
    pub fn name(&mut self, id: &str) -> Ts<Named> {
        self.options.hides = false;
        let said = self.session.diagnosis();
        plain(&Named { right: said.id == id, id: said.id, says: format!("{}. {}", said.title, said.sentence) })
    }
}
