//! Undo on a [`Desk`]: noting every change, going back and forth, and keeping what is held for that within bounds.

use super::Desk;
use super::steps::{Entry, Gesture};
use crate::session::run::session::Session;
use crate::session::run::timeline::BUDGET;
use crate::session::text::outline::{Outline, stop_when};
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use std::cell::OnceCell;

/// How many runs that no panel shows are kept for undo.
const SHELF: usize = 3;
/// How many numbers the keyframes of all runs that are put aside may hold together: 8 MiB.
const ASIDE: usize = BUDGET / 2;
/// How many summaries the runs that are put aside may hold together: about 9 MiB.
const SUMMARIES: usize = 60_000;

impl Desk {
    /// Makes a change that can be undone. A change after which the text would be too long is refused.
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
            return Err(TextError::new("address", what, "nothing more, as the link of this run would become too long"));
        }
        let after = self.outline();
        self.undo.note(Entry { before, what: what.to_string() }, &after, gesture);
        self.tidy_up();
        Ok(())
    }

    /// A gesture is over: what comes next is undone by itself.
    pub fn settle(&mut self) {
        self.undo.settle();
    }

    /// What would be undone, as a clause.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.last().map(|entry| &*entry.what)
    }

    /// What would be done again, as a clause.
    pub fn redoable(&self) -> Option<&str> {
        self.undo.next().map(|entry| &*entry.what)
    }

    /// Takes the last change back. Says what it was.
    pub fn undo(&mut self) -> Option<String> {
        self.travel(false)
    }

    /// Makes the change again that was taken back last. Says what it was.
    pub fn redo(&mut self) -> Option<String> {
        self.travel(true)
    }

    fn travel(&mut self, forth: bool) -> Option<String> {
        let entry = self.undo.take(forth, self.outline())?;
        // It was there before, so it is accepted again.
        self.recall(&entry.before).ok()?;
        Some(entry.what)
    }

    /// Brings an outline back, from the runs that are known as far as possible.
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

    /// Keeps what is held within bounds: the panels share the keyframes of one, and what is put aside shares a part of that. Where there is
    /// too much of it, runs are dropped and can be replayed, the oldest first.
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

    /// Replays some steps of branches that are not known yet, so that their curves can be drawn. Says whether there is more to do.
    pub fn replay(&mut self, steps: u64) -> bool {
        self.panels.iter_mut().any(|panel| panel.replay(steps))
    }
}
