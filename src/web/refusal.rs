//! Answers of the kind "not like this", as JavaScript errors that the page can tell from a trap.

use wasm_bindgen::JsValue;
use web_sys::js_sys::Error;

/// An `Error` named `Refusal` with this sentence.
pub fn refusal(sentence: impl ToString) -> JsValue {
    let error = Error::new(&sentence.to_string());
    error.set_name("Refusal");
    error.into()
}
