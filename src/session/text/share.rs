//! A run as text: `loss=triplet&loss.margin=0.2&120@miner=hard&seed=7&step=200`.
//!
//! `key=value` belongs to the configuration, `120@key=value` is an edit at step 120, `step` is the current step. Defaults are left out.
//! Parsing is strict: every key or value that is not understood is an error.

use super::difference;
use super::text_error::TextError;
use crate::session::run::journal::{Journal, MAX_STEPS, parse_step};

/// The longest accepted text, in bytes.
pub const MAX_LENGTH: usize = 8000;

/// Writes a run.
pub fn write(journal: &Journal, step: u64) -> String {
    join(pairs(journal), step)
}

/// The keys and values of a run: its configuration and its edits.
pub fn pairs(journal: &Journal) -> Vec<(String, String)> {
    let mut pairs = journal.base().given();
    pairs.extend(journal.edits().iter().map(|e| (format!("{}@{}", e.step, e.key), e.value.clone())));
    pairs
}

/// Keys and values as a text, with the step unless it is 0.
pub fn join(mut pairs: Vec<(String, String)>, step: u64) -> String {
    if step > 0 {
        pairs.push(("step".to_string(), step.to_string()));
    }
    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// Whether the text of a run is short enough to be read again, at any step.
///
/// # Errors
/// [`TextError`] on the key that made it too long.
pub fn fits(journal: &Journal, key: &str, value: &str) -> Result<(), TextError> {
    let short = write(journal, MAX_STEPS).len() <= MAX_LENGTH;
    short.then_some(()).ok_or_else(|| TextError::too_long(key, value, MAX_LENGTH))
}

/// Reads a run: its journal and its step. A leading `#` is allowed.
///
/// # Errors
/// The first [`TextError`].
pub fn read(text: &str) -> Result<(Journal, u64), TextError> {
    let mut pairs = split(text)?;
    let step = take(&mut pairs, "step")?.map_or(Ok(0), |step| parse_step(step, 0))?;
    Ok((difference::read(&Journal::default(), &pairs)?, step))
}

/// The keys and values of a text. A leading `#` is allowed.
///
/// # Errors
/// A [`TextError`], if it is too long or a part of it is not `key=value`.
pub fn split(text: &str) -> Result<Vec<(&str, &str)>, TextError> {
    let text = text.strip_prefix('#').unwrap_or(text);
    if text.len() > MAX_LENGTH {
        return Err(TextError::new("address", text, format!("at most {MAX_LENGTH} characters")));
    }
    let pair = |part: &'_ str| TextError::new(part, "", "a key and its value, as in loss=triplet");
    let parts = text.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').ok_or_else(|| pair(part))).collect()
}

/// Removes a key and returns its value, if it is given.
///
/// # Errors
/// A [`TextError`], if it is given twice.
pub fn take<'a>(pairs: &mut Vec<(&'a str, &'a str)>, key: &str) -> Result<Option<&'a str>, TextError> {
    let mut taken = pairs.extract_if(.., |(k, _)| *k == key).map(|(_, value)| value);
    match (taken.next(), taken.next()) {
        (_, Some(second)) => Err(TextError::twice(key, second)),
        (first, None) => Ok(first),
    }
}
