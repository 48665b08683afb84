//! Links, as they arrive and as they are shared.

use super::app::App;
use super::value::plain;
use crate::session::Session;
use crate::tell::link::{Mended, mend, sealed};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// What a link says, as far as it is understood.
#[derive(Serialize, Tsify)]
pub struct MendedValue {
    /// The parts that are understood.
    text: String,
    /// What is wrong with each of the others, as a sentence.
    faults: Vec<String>,
    /// Whether nothing is missing of a link with a checksum.
    whole: bool,
}

/// Understands as much of a link as possible.
#[wasm_bindgen]
pub fn mended(raw: &str) -> Ts<MendedValue> {
    let Mended { text, faults, whole } = mend(raw);
    plain(&MendedValue { text, faults: faults.iter().map(ToString::to_string).collect(), whole })
}

#[wasm_bindgen]
impl App {
    /// The text of the current state, for a link that is shared, with all controls or with the sentence alone.
    pub fn shared(&self, controls: bool) -> String {
        let mut options = self.options.clone();
        options.controls = controls;
        sealed(&options.joined(&self.session.text()))
    }

    /// The same of the current run, that of the panel in front, with its settings hidden.
    pub fn covered(&self) -> String {
        let mut options = self.options.clone();
        options.look_away();
        options.hides = true;
        sealed(&options.joined(&Session::text(&self.session)))
    }
}
