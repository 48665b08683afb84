//! Refusals as JavaScript errors, which the page can distinguish from traps.

use wasm_bindgen::JsValue;
use web_sys::js_sys::Error;

/// An `Error` named `Refusal` with this sentence.
pub fn refusal(sentence: impl ToString) -> JsValue {
    let error = Error::new(&sentence.to_string());
    error.set_name("Refusal");
    error.into()
}
