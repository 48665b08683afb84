//! Changing a run: a setting from a step on, another seed, another journal.

use super::journal::{Edit, Journal};
use super::plan::{check, plan};
use super::session::Session;
use super::timeline::Timeline;
use crate::learn::step::Pipeline;
use crate::session::text::config::Config;
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use std::rc::Rc;

/// A change of a setting that was read and accepted: what the run becomes by it.
pub(in crate::session) struct Change {
    journal: Journal,
    config: Config,
    pipeline: Pipeline,
    /// Whether the run begins anew with it, as other points of its data are held out than in the steps before.
    anew: bool,
}

impl Session {
    /// Changes a setting from the current step on, and drops the recorded future. A new seed restarts at step 0, and so does another split
    /// of the data into training and held-out points.
    ///
    /// # Errors
    /// [`TextError`], and nothing changes.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), TextError> {
        if key == "seed" {
            let mut base = self.config.clone();
            base.set(key, value)?;
            *self = Self::start(Rc::new(Journal::new(base)))?;
            return Ok(());
        }
        let change = self.read(key, value)?;
        self.take(change);
        Ok(())
    }

    /// Reads a change of a setting, other than the seed, from the current step on: the one place where its value is parsed.
    ///
    /// # Errors
    /// [`TextError`] of a refused value.
    pub(in crate::session) fn read(&self, key: &str, value: &str) -> Result<Change, TextError> {
        let anew = self.journal.splits_anew(self.now, key, value)?;
        let (journal, config) = match anew {
            true => Journal::new(self.config.clone()).with(0, key, value)?,
            false => self.journal.with(self.now, key, value)?,
        };
        share::fits(&journal, key, value)?;
        let pipeline = plan(&config)?;
        Ok(Change { journal, config, pipeline, anew })
    }

    /// Whether a change makes a difference now.
    pub(in crate::session) fn differs(&self, change: &Change) -> bool {
        change.config != self.config
    }

    /// Makes a change that was read at the current step, and drops the recorded future.
    pub(in crate::session) fn take(&mut self, Change { journal, config, pipeline, anew }: Change) {
        if anew {
            *self = Self::begin(Rc::new(journal), pipeline);
            return;
        }
        self.journal = Rc::new(journal);
        self.forget_from(self.now);
        if self.now == 0 {
            self.arrived = pipeline.start();
            self.timeline = Timeline::new(self.arrived.clone());
        }
        (self.config, self.pipeline) = (config, Rc::new(pipeline));
        self.look_again();
    }

    /// Changes a setting from a step on that may lie ahead. Nothing recorded is dropped, as nothing is recorded beyond that step.
    ///
    /// # Errors
    /// [`TextError`], and nothing changes.
    pub(in crate::session) fn set_from(&mut self, step: u64, key: &str, value: &str) -> Result<(), TextError> {
        if step <= self.now {
            return self.set(key, value);
        }
        let mut journal = (*self.journal).clone();
        journal.push(Edit { step, key: key.into(), value: value.into() })?;
        check(&journal.config_at(step)?)?;
        self.beginning.replace(None);
        self.journal = Rc::new(journal);
        Ok(())
    }

    /// Becomes another run, keeping the common past. Stays at the current step, or goes to where the runs part.
    ///
    /// # Errors
    /// The first [`TextError`] of the other run; nothing changes.
    pub(in crate::session) fn turn_into(&mut self, journal: Rc<Journal>) -> Result<(), TextError> {
        let Some(fork) = self.journal.parts_from(&journal) else { return Ok(()) };
        if fork == 0 {
            *self = Self::start(journal)?;
            return Ok(());
        }
        journal.check()?;
        self.journal = journal;
        self.forget_from(fork);
        self.seek(self.now.min(fork));
        Ok(())
    }

    /// Drops records from a step on, except the state with which that step begins.
    fn forget_from(&mut self, step: u64) {
        self.timeline.forget_after(step);
        self.history.truncate(step as usize);
        self.words.get_mut().truncate(step as usize);
        self.samples.forget_from(step);
        self.beginning.replace(None);
        self.end = self.end.filter(|end| *end < step);
    }

    /// The last step that can be reached without training: the last recorded one, or any step if the run ends there.
    pub(in crate::session) fn reach(&self) -> u64 {
        if self.end == Some(self.last()) { u64::MAX } else { self.last() }
    }
}
