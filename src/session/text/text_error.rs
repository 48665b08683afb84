//! The error for everything that a person can type: the key, what was given, what is allowed.

use std::fmt;

/// A refused setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextError {
    /// The key, as in the URL.
    pub key: String,
    /// What was given.
    pub given: String,
    /// What is allowed instead.
    pub allowed: String,
}

impl TextError {
    /// An error about this key.
    pub fn new(key: impl Into<String>, given: impl Into<String>, allowed: impl Into<String>) -> Self {
        Self { key: key.into(), given: given.into(), allowed: allowed.into() }
    }

    /// The error for a key that already has a value.
    pub fn twice(key: &str, given: &str) -> Self {
        Self::new(key, given, "one value for each key, and this key is given twice")
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        // Anything can be typed, so the given text may be long.
        let given: String = self.given.chars().take(60).collect();
        let more = if given.len() < self.given.len() { "…" } else { "" };
        let key: String = self.key.chars().take(60).collect();
        write!(f, "{key}: “{given}{more}” is not allowed; allowed is {}.", self.allowed)
    }
}

impl std::error::Error for TextError {}
