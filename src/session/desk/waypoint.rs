//! Waypoints: the steps of a lesson that lie on the current run.

use crate::session::run::journal::Journal;
use crate::session::run::session::Session;
use crate::session::text::outline::Outline;
use crate::session::text::text_error::TextError;
use std::rc::Rc;

/// A place that a lesson leads to.
pub struct Waypoint {
    /// What it is called.
    pub name: String,
    journal: Rc<Journal>,
    step: u64,
}

impl Waypoint {
    /// Reads the share text of a place.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn read(name: &str, text: &str) -> Result<Self, TextError> {
        let outline = Outline::read(text)?;
        let journal = outline.panels[outline.active].journal.clone();
        Ok(Self { name: name.to_string(), journal, step: outline.step })
    }

    /// Its step on a run; `None`, if the run's past differs.
    pub fn on(&self, run: &Session) -> Option<u64> {
        run.journal.parts_from(&self.journal).is_none_or(|fork| fork > self.step).then_some(self.step)
    }
}
