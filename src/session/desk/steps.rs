//! Undo: what the desk was like before each change, so that it can be brought back, and forth again.
//!
//! An entry is an outline, not a copy of runs: the desk finds the runs that it names among those that it still has, and replays what it
//! has not. One gesture is one entry: changes of one key of one panel at one step go together until the gesture is over.

use crate::session::text::outline::Outline;

/// The most entries.
const DEPTH: usize = 100;

/// A change: what was before it, and what it did, as a clause.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The desk before it.
    pub before: Outline,
    /// What it did: "miner is hard".
    pub what: String,
}

/// What a gesture changes: a key of a panel at a step.
pub type Gesture = (usize, String, u64);

/// All changes that can be undone or done again.
#[derive(Default)]
pub struct Undo {
    back: Vec<Entry>,
    forth: Vec<Entry>,
    gesture: Option<Gesture>,
}

impl Undo {
    /// Notes a change that was made. `now`: the desk after it.
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

    /// The gesture is over: the next change is another one.
    pub fn settle(&mut self) {
        self.gesture = None;
    }

    /// The change that would be undone.
    pub fn last(&self) -> Option<&Entry> {
        self.back.last()
    }

    /// The change that would be done again.
    pub fn next(&self) -> Option<&Entry> {
        self.forth.last()
    }

    /// Takes the change that is to be undone, or with `forth` done again; `now` is what that can be taken back to.
    pub fn take(&mut self, forth: bool, now: Outline) -> Option<Entry> {
        self.settle();
        let (from, to) = if forth { (&mut self.forth, &mut self.back) } else { (&mut self.back, &mut self.forth) };
        let entry = from.pop()?;
        to.push(Entry { before: now, what: entry.what.clone() });
        Some(entry)
    }
}
