//! The list of undoable changes: the desk before each change, so that it can be restored, and redone.
//!
//! An entry is an outline, not a copy of runs: the desk finds the runs that it names among those it still has, and replays the others. One
//! gesture is one entry: changes of one key of one panel at one step are merged until the gesture ends.

use crate::session::text::outline::Outline;

/// The greatest number of entries.
const DEPTH: usize = 100;

/// A change: the desk before it, and its description.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The desk before it.
    pub before: Outline,
    /// The change, as a clause: "miner is hard".
    pub what: String,
}

/// The object of a gesture: a key of a panel at a step.
pub type Gesture = (usize, String, u64);

/// All changes that can be undone or redone.
#[derive(Default)]
pub struct Undo {
    back: Vec<Entry>,
    forth: Vec<Entry>,
    gesture: Option<Gesture>,
}

impl Undo {
    /// Records a change. `now`: the desk after it.
    pub fn note(&mut self, entry: Entry, now: &Outline, gesture: Option<Gesture>) {
        self.forth.clear();
        let goes_on = gesture.is_some() && gesture == self.gesture;
        self.gesture = gesture;
        match self.back.last_mut().filter(|_| goes_on) {
            Some(last) => last.what = entry.what,
            None => self.back.push(entry),
        }
        if self.back.last().is_some_and(|last| last.before == *now) {
            self.back.pop();
            self.gesture = None;
        }
        if self.back.len() > DEPTH {
            self.back.remove(0);
        }
    }

    /// Ends the gesture: the next change gets an entry of its own.
    pub fn settle(&mut self) {
        self.gesture = None;
    }

    /// The change to undo next.
    pub fn last(&self) -> Option<&Entry> {
        self.back.last()
    }

    /// The change to redo next.
    pub fn next(&self) -> Option<&Entry> {
        self.forth.last()
    }

    /// Takes the change to undo, or with `forth` to redo. `now` is the desk to which that leads back.
    pub fn take(&mut self, forth: bool, now: Outline) -> Option<Entry> {
        self.settle();
        let (from, to) = if forth { (&mut self.forth, &mut self.back) } else { (&mut self.back, &mut self.forth) };
        let entry = from.pop()?;
        to.push(Entry { before: now, what: entry.what.clone() });
        Some(entry)
    }
}
