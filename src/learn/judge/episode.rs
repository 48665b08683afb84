//! Episodes: what happened to a run and when, for marks on the timeline: it collapsed, it escaped, it stalled. They follow from what was said
//! of each step.

use super::course::Word;
use super::finding::{Finding, done, together};

/// An event in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Episode {
    /// The step at which it began.
    pub step: u64,
    /// Its kind.
    pub kind: &'static Kind,
}

/// A kind of episode.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// A stable id.
    pub id: &'static str,
    /// What happened, as a clause.
    pub says: &'static str,
}

/// All points came together in one place.
pub static COLLAPSE: Kind = Kind { id: "collapse", says: "the embedding collapses" };
/// The points separated again.
pub static ESCAPE: Kind = Kind { id: "escape", says: "the run escapes from collapse" };
/// Hardly any mined triplet remained active, although many triplets were, and nothing got better.
pub static STALL: Kind = Kind { id: "stall", says: "learning stalls" };

/// A collapsed run has escaped after this many steps outside collapse.
const AWAY: usize = 25;

/// The episodes of a run, in order, by what was said of each step.
pub fn episodes(words: &[Word]) -> Vec<Episode> {
    let mut found = vec![];
    let (mut collapsed, mut away) = (false, 0);
    let mut before: Option<&Finding> = None;
    for (step, word) in words.iter().enumerate() {
        let mut happens = |kind, step: usize| found.push(Episode { step: step as u64, kind });
        let is = |finding: &Finding| word.finding == finding;
        away = if is(&together::COLLAPSED) || is(&together::FALLING) { 0 } else { away + 1 };
        if is(&together::COLLAPSED) && !collapsed {
            happens(&COLLAPSE, word.from);
            collapsed = true;
        }
        if collapsed && away == AWAY {
            happens(&ESCAPE, step + 1 - AWAY);
            collapsed = false;
        }
        if is(&done::STALLED) && before != Some(word.finding) {
            happens(&STALL, step);
        }
        before = Some(word.finding);
    }
    found
}
