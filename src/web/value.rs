//! Plain values for JavaScript: objects, arrays, numbers and texts.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// The value as JavaScript would write it in JSON.
pub fn plain(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).expect("plain data can always be told to JavaScript")
}

/// A JavaScript object: keys with their values, in the order of the lists. (A map would have to be sorted, which nobody needs.)
pub struct Record<K, V>(Vec<(K, V)>);

impl<K, V> Record<K, V> {
    /// Adds a key that is not there yet.
    pub fn insert(&mut self, key: K, value: V) {
        self.0.push((key, value));
    }
}

impl<K, V> FromIterator<(K, V)> for Record<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

impl<K: Serialize, V: Serialize> Serialize for Record<K, V> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
