//! The opening as it is written: `www/lessons/00-opening.toml`, one run in acts. Native only, as lessons are.

use super::claim::Claim;
use serde::Deserialize;

/// The opening.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// Its acts, in order.
    pub step: Vec<Act>,
}

/// An act: a caption, and what is played below it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// What it is called.
    pub id: String,
    /// Its caption, of at most twelve words.
    pub text: String,
    /// The share text that it opens, with the step at which it begins: the run of the act before it, and what is changed now.
    pub state: String,
    /// The step to which it plays; without one it is the reader's turn.
    pub play: Option<u64>,
    /// The tested statements.
    #[serde(default)]
    pub claim: Vec<Claim>,
}

impl Opening {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong, and in which line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
