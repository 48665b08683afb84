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

    /// The error for a change after which the link would be longer than this.
    pub fn too_long(key: &str, given: &str, most: usize) -> Self {
        let allowed = format!(
            "no further change, as the link of this run would be too long, with more than {most} characters; Reset drops all changes made on the way"
        );
        Self::new(key, given, allowed)
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: “{}” is not allowed; allowed is {}.", cut(&self.key), cut(&self.given), self.allowed)
    }
}

/// The beginning of a text: anything can be typed, so it may be long.
fn cut(text: &str) -> String {
    let start: String = text.chars().take(60).collect();
    if start.len() < text.len() { start + "…" } else { start }
}

impl std::error::Error for TextError {}
