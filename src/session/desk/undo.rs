//! Undo on a [`Desk`]: recording changes, going back and forth, and limiting the memory for it.

use super::Desk;
use super::steps::{Entry, Gesture};
use crate::session::run::session::Session;
use crate::session::run::timeline::BUDGET;
use crate::session::text::outline::{Outline, stop_when};
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use std::cell::OnceCell;

/// The number of runs kept for undo that no panel shows.
const SHELF: usize = 3;
/// The total size of keyframes of runs that are put aside, in numbers: 8 MiB.
const ASIDE: usize = BUDGET / 2;
/// The total number of summaries of runs that are put aside: about 9 MiB.
const SUMMARIES: usize = 60_000;

impl Desk {
    /// Makes an undoable change. If the text would become too long, the change is refused.
    pub(in crate::session) fn note(
        &mut self,
        what: &str,
        gesture: Option<Gesture>,
        change: impl FnOnce(&mut Self) -> Result<(), TextError>,
    ) -> Result<(), TextError> {
        let before = self.outline();
        change(self)?;
        let now = self.now();
        for panel in self.panels.iter_mut().filter(|panel| panel.session.now() != now) {
            panel.session.seek(now);
        }
        self.told = OnceCell::new();
        if self.text().len() > share::MAX_LENGTH {
            self.recall(&before)?;
            return Err(TextError::too_long("address", what, share::MAX_LENGTH));
        }
        let after = self.outline();
        self.undo.note(Entry { before, what: what.to_string() }, &after, gesture);
        self.tidy_up();
        Ok(())
    }

    /// Ends a gesture: the next change is undone separately.
    pub fn settle(&mut self) {
        self.undo.settle();
    }

    /// The change to undo next, as a clause.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.last().map(|entry| &*entry.what)
    }

    /// The change to redo next, as a clause.
    pub fn redoable(&self) -> Option<&str> {
        self.undo.next().map(|entry| &*entry.what)
    }

    /// Undoes the last change and returns its description.
    pub fn undo(&mut self) -> Option<String> {
        self.travel(false)
    }

    /// Redoes the last undone change and returns its description.
    pub fn redo(&mut self) -> Option<String> {
        self.travel(true)
    }

    fn travel(&mut self, forth: bool) -> Option<String> {
        let entry = self.undo.take(forth, self.outline())?;
        // This outline existed before, so it is accepted again.
        self.recall(&entry.before).ok()?;
        Some(entry.what)
    }

    /// Restores an outline, from known runs as far as possible.
    fn recall(&mut self, outline: &Outline) -> Result<(), TextError> {
        outline.check()?;
        let mut known = vec![];
        for panel in self.panels.drain(..) {
            known.push(panel.session);
            known.extend(panel.branches.into_iter().filter_map(|branch| branch.run));
        }
        known.append(&mut self.shelf);
        (self.panels, self.shelf) = Self::panels_of(outline, known)?;
        (self.active, self.stop, self.stopped) = (outline.active, stop_when(&outline.stop)?, None);
        self.told = OnceCell::new();
        self.tidy_up();
        Ok(())
    }

    /// Limits memory: the panels share the budget of keyframes for one run, and runs put aside share a part of it. If there are too many,
    /// the oldest runs are dropped; they can be replayed.
    pub(in crate::session) fn tidy_up(&mut self) {
        let excess = self.shelf.len().saturating_sub(SHELF);
        self.shelf.drain(..excess);
        let share = BUDGET / self.panels.len();
        self.panels.iter_mut().for_each(|panel| panel.session.timeline.keep_to(share));
        let branches = self.panels.iter_mut().flat_map(|panel| &mut panel.branches);
        let mut aside: Vec<&mut Option<Session>> = branches.map(|branch| &mut branch.run).collect();
        let mut room = SUMMARIES;
        for run in aside.iter_mut().rev() {
            let size = run.as_ref().map_or(0, |run| run.history().len());
            if size > room {
                **run = None;
            }
            room = room.saturating_sub(size);
        }
        while self.shelf.iter().map(|run| run.history().len()).sum::<usize>() > room {
            self.shelf.remove(0);
        }
        let held = aside.iter_mut().filter_map(|run| run.as_mut()).chain(&mut self.shelf);
        let mut held: Vec<&mut Session> = held.collect();
        let share = ASIDE / held.len().max(1);
        held.iter_mut().for_each(|run| run.timeline.keep_to(share));
    }

    /// Replays some steps of branches that are not known yet, so that their curves can be drawn. Returns whether there is more to do.
    pub fn replay(&mut self, steps: u64) -> bool {
        self.panels.iter_mut().any(|panel| panel.replay(steps))
    }
}
