//! Findings: what can be said of a run. Each is one entry of [`LIST`], and says when it begins, how long it lasts,
//! and its sentence: one figure, and one thing to do.

use super::evidence::Evidence;
use super::past::Past;
use crate::learn::spec::{Prose, prose};

pub mod apart;
pub mod done;
mod flat;
mod gap;
mod other_views;
pub mod pace;
mod shrinking;
pub mod together;
mod unteachable;

/// One kind of finding.
pub struct Finding {
    /// A stable id, which the column `diagnosis` of `examples/train.rs` shows.
    pub id: &'static str,
    /// One to three words for the page.
    pub title: &'static str,
    /// What it means, in a sentence.
    pub gist: Prose<&'static str>,
    /// Whether further steps would change nothing that matters, so that a playing run may pause.
    pub done: bool,
    /// Whether it may interrupt any other finding at once.
    pub urgent: bool,
    /// Whether it begins at the last step of a past.
    pub begins: fn(&Past) -> bool,
    /// Whether it lasts at the last step of a past, having been said of the one before.
    pub lasts: fn(&Past) -> bool,
    /// The step to which it is dated, once it begins.
    pub dates: fn(&Past) -> usize,
    /// The step from which to try something else, once it begins.
    pub sound: fn(&Past) -> Option<usize>,
    /// What the present alone decides: that it holds (`true`) or not (`false`), whatever the past says.
    pub sees: fn(&Evidence) -> Option<bool>,
    /// The sentence.
    pub say: fn(&Evidence) -> String,
}

impl Finding {
    /// What most findings have in common.
    const USUAL: Self = Self {
        id: "",
        title: "",
        gist: prose(""),
        done: false,
        urgent: false,
        begins: |_| false,
        lasts: |_| false,
        dates: |past| past.step(),
        sound: |_| None,
        sees: |_| None,
        say: |_| String::new(),
    };
}

impl PartialEq for Finding {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl std::fmt::Debug for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

/// What is said before anything is trained.
pub static START: &Finding = &pace::READY;

/// All findings, the most urgent first. The last one always holds.
pub static LIST: &[&Finding] = &[
    &apart::EXPLODED,
    &done::SOLVED,
    &done::MEMORISED,
    &done::NOTHING_MINED,
    &unteachable::ONE_PROTOTYPE,
    &unteachable::UNDECIDED,
    &together::COLLAPSED,
    &pace::READY,
    &together::FALLING,
    &together::RECOVERING,
    &apart::DRIFTING,
    &shrinking::SHRINKING,
    &pace::BEGUN,
    &gap::GAP,
    &flat::FLAT,
    &other_views::OTHER_VIEWS,
    &pace::WORSENING,
    &pace::LEARNING,
    &pace::PLATEAU,
    &done::STALLED,
    &pace::STEADY,
];
