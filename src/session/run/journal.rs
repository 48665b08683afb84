//! The journal: settings that were changed in mid-run, each with the step at which it happened.

use super::plan::plan;
use super::points;
use crate::learn::order::sort_by_number;
use crate::session::text::config::Config;
use crate::session::text::text_error::TextError;

/// One change of one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The step from which on it holds; at least 1, as a change at step 0 belongs to the configuration itself.
    pub step: u64,
    /// The key, as in the URL.
    pub key: String,
    /// Its new value.
    pub value: String,
}

/// The configuration that a run started with, and its edits in the order of their steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Journal {
    base: Config,
    edits: Vec<Edit>,
}

impl Journal {
    /// A run without edits.
    pub fn new(base: Config) -> Self {
        Self { base, edits: vec![] }
    }

    /// The configuration at step 0.
    pub fn base(&self) -> &Config {
        &self.base
    }

    /// All edits, earlier ones first.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Whether something changes exactly at this step.
    pub fn changes_at(&self, step: u64) -> bool {
        self.edits.iter().any(|e| e.step == step)
    }

    /// The configuration that holds while step `step` is looked at.
    ///
    /// # Errors
    /// The [`TextError`] of an edit that does not fit what it changes.
    pub fn config_at(&self, step: u64) -> Result<Config, TextError> {
        let mut config = self.base.clone();
        for edit in self.edits.iter().take_while(|e| e.step <= step) {
            config.set(&edit.key, &edit.value)?;
        }
        Ok(config)
    }

    /// The journal after a setting is changed at this step. What was to happen later is dropped: the change starts another future.
    ///
    /// # Errors
    /// The [`TextError`] of a value that is refused.
    pub fn with(&self, step: u64, key: &str, value: &str) -> Result<Self, TextError> {
        let mut next = self.clone();
        next.edits.retain(|e| e.step < step);
        if step == 0 {
            next.base.set(key, value)?;
            return Ok(next);
        }
        let before = next.config_at(step - 1)?;
        let new = Edit { step, key: key.to_string(), value: value.to_string() };
        let others = |e: &&Edit| e.step == step && !(key == "data" && points::is_key(&e.key));
        let mut edits: Vec<Edit> = self.edits.iter().filter(others).cloned().collect();
        let place = edits.iter().position(|e| e.key == key);
        if let Some(place) = place {
            edits[place] = new.clone();
        } else {
            edits.push(new.clone());
        }
        // The new value stands where the old one stood, so that later ones still mean the same; where it is refused there, at the end.
        let (edits, config) = follow(&before, &edits, key).or_else(|refused| {
            let place = place.ok_or(refused)?;
            edits.remove(place);
            edits.push(new);
            follow(&before, &edits, key)
        })?;
        next.edits.extend(edits);
        if config == before {
            next.edits.retain(|e| e.step < step);
        }
        Ok(next)
    }

    /// The first step at which two runs differ; `None` where they are the same run.
    pub fn parts_from(&self, other: &Self) -> Option<u64> {
        if self.base != other.base {
            return Some(0);
        }
        let same = self.edits.iter().zip(&other.edits).take_while(|(mine, theirs)| mine == theirs).count();
        let next = [self.edits.get(same), other.edits.get(same)];
        next.into_iter().flatten().map(|edit| edit.step).min()
    }

    /// Whether there is something that can run, at the start and after every edit.
    ///
    /// # Errors
    /// The first [`TextError`].
    pub fn check(&self) -> Result<(), TextError> {
        plan(&self.base)?;
        self.edits.iter().try_for_each(|edit| plan(&self.config_at(edit.step)?).map(drop))
    }

    /// Adds an edit that was read from text; they may come in any order.
    ///
    /// # Errors
    /// The [`TextError`] of an edit that does not fit.
    pub fn push(&mut self, edit: Edit) -> Result<(), TextError> {
        let step = edit.step;
        self.edits.push(edit);
        sort_by_number(&mut self.edits, |e| e.step as f64);
        self.config_at(step).map(|_| ())
    }
}

/// The edits of one step that change something, one after the other. Those that fitted only beside an old value of `key` are left out.
fn follow(before: &Config, edits: &[Edit], key: &str) -> Result<(Vec<Edit>, Config), TextError> {
    let (mut kept, mut config) = (vec![], before.clone());
    for edit in edits {
        let mut next = config.clone();
        match next.set(&edit.key, &edit.value) {
            Ok(()) if next == config => {}
            Ok(()) => {
                kept.push(edit.clone());
                config = next;
            }
            Err(error) if edit.key == key => return Err(error),
            Err(_) => {}
        }
    }
    Ok((kept, config))
}
