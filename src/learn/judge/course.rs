//! The course of verdicts: what was said of each step, given all steps up to it.
//!
//! A finding begins under one condition and lasts under a weaker one, so that words do not flicker. What is said of a step depends on the
//! summaries up to it and on nothing else, however the step was reached.

use super::finding::{Finding, LIST, START, together};
use super::past::{Edited, Past};
use super::summary::Summary;

/// What was said of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// The finding.
    pub finding: &'static Finding,
    /// The step from which on it was said.
    pub since: usize,
    /// The step to which it is dated: what takes time to become certain began earlier.
    pub from: usize,
    /// The last step before it that was sound.
    pub sound: Option<usize>,
}

/// A finding that is not urgent takes the place of another such one only after so many steps.
const HOLD: usize = 20;

impl Word {
    /// A finding that begins at the last step of a past.
    pub fn from_now(finding: &'static Finding, past: &Past) -> Self {
        Self { finding, since: past.step(), from: (finding.dates)(past), sound: (finding.sound)(past) }
    }

    /// Whether it says that the points come together, or have.
    pub fn is_fall(&self) -> bool {
        [&together::FALLING, &together::COLLAPSED].contains(&self.finding)
    }

    /// The past of the last step of a history, this word being that of the step before.
    pub fn past<'a>(&self, history: &'a [Summary], edits: &[Edited]) -> Past<'a> {
        Past::of(history, edits, self.sound.filter(|_| self.is_fall()))
    }

    /// What is said of the step after one of which this was said.
    fn next(self, past: &Past) -> Self {
        let before = self;
        let lasts = (before.finding.lasts)(past);
        let held = past.step() < before.since + HOLD;
        for finding in LIST {
            let same = *finding == before.finding;
            if same && lasts {
                return before;
            }
            if !same && (finding.urgent || !lasts || !held) && (finding.begins)(past) {
                return Self::from_now(finding, past);
            }
        }
        before
    }
}

/// Continues what was said to the end of a history.
pub fn follow(words: &mut Vec<Word>, history: &[Summary], edits: &[Edited]) {
    let mut before = words.last().copied().unwrap_or(Word { finding: START, since: 0, from: 0, sound: None });
    for end in words.len() + 1..=history.len() {
        before = before.next(&before.past(&history[..end], edits));
        words.push(before);
    }
}
