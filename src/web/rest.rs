//! The rest of the module: functions that the opening page does without lie in a second file (see `xtask/src/split.rs`).

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(raw_module = "../rest.js")]
extern "C" {
    /// Adds the functions of the second file to the present instance.
    #[wasm_bindgen(js_name = addRest)]
    fn add_rest();
}

/// Brings the rest, at once. Called by the first stub that is reached; the splitter finds it by its name. Takes and gives nothing, so that
/// no other function is needed on the way.
#[wasm_bindgen]
pub fn load_rest() {
    add_rest();
}
