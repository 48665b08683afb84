//! The text form of a run: `loss=triplet&loss.margin=0.2&120@miner=hard&seed=7&step=200`.
//!
//! `key=value` sets the configuration, `120@key=value` is an edit at step 120, `step` is where the run stands. What equals its default is
//! left out. Parsing is strict: every key and value that is not understood is an error.

use super::config::Config;
use super::journal::{Edit, Journal};
use super::session::MAX_STEPS;
use super::text_error::TextError;
use crate::learn::order::sort_by_number;

/// The longest text that is read, in bytes.
const MAX_LENGTH: usize = 8000;

/// Writes a run.
pub fn write(journal: &Journal, step: u64) -> String {
    let mut pairs = journal.base().given();
    pairs.extend(journal.edits().iter().map(|e| (format!("{}@{}", e.step, e.key), e.value.clone())));
    if step > 0 {
        pairs.push(("step".to_string(), step.to_string()));
    }
    pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
}

/// Whether the text of a run can be read again, wherever it stands.
///
/// # Errors
/// [`TextError`] on the key that made it too long.
pub fn fits(journal: &Journal, key: &str, value: &str) -> Result<(), TextError> {
    let refused = || TextError::new(key, value, "nothing more, as the link of this run would become too long");
    (write(journal, MAX_STEPS).len() <= MAX_LENGTH).then_some(()).ok_or_else(refused)
}

/// Reads a run: its journal and where it stands. A leading `#` is allowed.
///
/// # Errors
/// The first [`TextError`].
pub fn read(text: &str) -> Result<(Journal, u64), TextError> {
    let text = text.strip_prefix('#').unwrap_or(text);
    if text.len() > MAX_LENGTH {
        return Err(TextError::new("address", text, format!("at most {MAX_LENGTH} characters")));
    }
    let mut settings = vec![];
    let mut edits = vec![];
    let mut step = None;
    for part in text.split('&').filter(|part| !part.is_empty()) {
        let (key, value) =
            part.split_once('=').ok_or_else(|| TextError::new(part, "", "a key and its value, as in loss=triplet"))?;
        if key == "step" {
            if step.replace(parse_step(value, 0)?).is_some() {
                return Err(TextError::twice(key, value));
            }
        } else if let Some((at, key)) = key.split_once('@') {
            edits.push(Edit { step: parse_step(at, 1)?, key: key.into(), value: value.into() });
        } else {
            settings.push((key, value));
        }
    }
    let mut base = Config::default();
    base.set_all(&settings)?;
    let mut journal = Journal::new(base);
    sort_by_number(&mut edits, |e| e.step as f64);
    edits.into_iter().try_for_each(|edit| journal.push(edit))?;
    Ok((journal, step.unwrap_or(0)))
}

fn parse_step(text: &str, least: u64) -> Result<u64, TextError> {
    let allowed = || TextError::new("step", text, format!("a whole number from {least} to {MAX_STEPS}"));
    text.parse().ok().filter(|step| (least..=MAX_STEPS).contains(step)).ok_or_else(allowed)
}
