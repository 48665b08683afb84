//! Plain values for JavaScript: objects, arrays, numbers and texts. `Tsify` declares each to TypeScript as it stands here, so that a field
//! that does not exist fails the check of the page; what is absent is `undefined`.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use tsify::{Ts, Tsify};

/// The value as JavaScript would write it.
pub fn plain<T: Serialize + Tsify>(value: &T) -> Ts<T> {
    let value = value.serialize(&Serializer::new().serialize_maps_as_objects(true));
    Ts::new_unchecked(value.expect("plain data can always be told to JavaScript"))
}

/// A JavaScript object, to TypeScript `Record<K, V>`: keys with their values, in the order of the lists. (A map would have to be sorted,
/// which nobody needs.)
pub struct Record<K, V>(Vec<(K, V)>);

impl<K, V> Record<K, V> {
    /// Adds a new key.
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
