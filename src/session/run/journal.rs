//! The journal: settings changed during a run, each with its step.

use super::plan::check;
use super::points;
use super::split::Settled;
use crate::learn::order::sort_by_number;
use crate::session::text::config::Config;
use crate::session::text::text_error::TextError;

/// The number of steps of the longest run.
pub const MAX_STEPS: u64 = 20_000;

/// A change of one setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The first step to which it applies; at least 1, as a change at step 0 belongs to the configuration.
    pub step: u64,
    /// The key, as in the URL.
    pub key: String,
    /// Its new value.
    pub value: String,
}

/// The configuration at step 0, and its edits in the order of steps.
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

    /// Whether there is an edit at exactly this step.
    pub fn changes_at(&self, step: u64) -> bool {
        self.edits.iter().any(|e| e.step == step)
    }

    /// The configuration that applies at this step.
    ///
    /// # Errors
    /// The [`TextError`] of an edit that does not fit the configuration.
    pub fn config_at(&self, step: u64) -> Result<Config, TextError> {
        self.settled_at(step).map(|(config, _)| config)
    }

    fn settled_at(&self, step: u64) -> Result<(Config, Settled), TextError> {
        let (mut config, mut settled) = (self.base.clone(), Settled::default());
        let mut edits = self.edits.iter().take_while(|e| e.step <= step);
        edits.try_for_each(|edit| settled.apply(&mut config, edit.step, &edit.key, &edit.value))?;
        Ok((config, settled))
    }

    /// Whether a change at this step would split the data in another way than in the steps before.
    ///
    /// # Errors
    /// The [`TextError`] of a refused value.
    pub fn splits_anew(&self, step: u64, key: &str, value: &str) -> Result<bool, TextError> {
        let (before, mut settled) = self.settled_at(step)?;
        let mut after = before.clone();
        after.set(key, value)?;
        Ok(step > 0 && !settled.allows(&before, step, &after))
    }

    /// The journal with a setting changed at this step, and the configuration that then applies. Later edits are dropped: the change starts
    /// another future.
    ///
    /// # Errors
    /// The [`TextError`] of a refused value.
    pub fn with(&self, step: u64, key: &str, value: &str) -> Result<(Self, Config), TextError> {
        let mut next = self.clone();
        next.edits.retain(|e| e.step < step);
        if step == 0 {
            next.base.set(key, value)?;
            let config = next.base.clone();
            return Ok((next, config));
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
        // The new value takes the place of the old one, so that later edits keep their meaning; if it is refused there, it goes to the end.
        let (edits, config) = next.follow(&edits, key).or_else(|refused| {
            let place = place.ok_or(refused)?;
            edits.remove(place);
            edits.push(new);
            next.follow(&edits, key)
        })?;
        next.edits.extend(edits);
        if config == before {
            next.edits.retain(|e| e.step < step);
        }
        Ok((next, config))
    }

    /// The first step at which two runs differ; `None`, if they are the same run.
    pub fn parts_from(&self, other: &Self) -> Option<u64> {
        if self.base != other.base {
            return Some(0);
        }
        let same = self.edits.iter().zip(&other.edits).take_while(|(mine, theirs)| mine == theirs).count();
        let next = [self.edits.get(same), other.edits.get(same)];
        next.into_iter().flatten().map(|edit| edit.step).min()
    }

    /// Whether the run is possible, at the start and after every edit.
    ///
    /// # Errors
    /// The first [`TextError`].
    pub fn check(&self) -> Result<(), TextError> {
        check(&self.base)?;
        self.edits.iter().try_for_each(|edit| check(&self.config_at(edit.step)?))
    }

    /// Adds an edit read from a text; edits may come in any order.
    ///
    /// # Errors
    /// The [`TextError`] of an edit that does not fit.
    pub fn push(&mut self, edit: Edit) -> Result<(), TextError> {
        let step = edit.step;
        self.edits.push(edit);
        sort_by_number(&mut self.edits, |e| e.step as f64);
        self.config_at(step).map(|_| ())
    }

    /// The edits of one more step that have an effect, one after the other. Edits that fit only beside an old value of `key` are left out.
    fn follow(&self, edits: &[Edit], key: &str) -> Result<(Vec<Edit>, Config), TextError> {
        let (mut config, mut settled) = self.settled_at(u64::MAX)?;
        let mut kept = vec![];
        for edit in edits {
            let before = config.clone();
            match settled.apply(&mut config, edit.step, &edit.key, &edit.value) {
                Ok(()) if config == before => {}
                Ok(()) => kept.push(edit.clone()),
                Err(error) if edit.key == key => return Err(error),
                Err(_) => {}
            }
        }
        Ok((kept, config))
    }
}

/// Reads a step, at least `least`.
///
/// # Errors
/// A [`TextError`] for anything else.
pub fn parse_step(text: &str, least: u64) -> Result<u64, TextError> {
    let allowed = || TextError::new("step", text, format!("a whole number from {least} to {MAX_STEPS}"));
    text.parse().ok().filter(|step| (least..=MAX_STEPS).contains(step)).ok_or_else(allowed)
}
