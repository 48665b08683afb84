//! Plain values for JavaScript: objects, arrays, numbers and texts.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The value as JavaScript would write it in JSON.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).expect("plain data can always be told to JavaScript")
}
