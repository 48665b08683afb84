//! Episodes: what happened to a run and when, for marks on the timeline: it fell, it collapsed, it escaped, it stalled, it was solved. They
//! follow from what was said of each step, and from its glimpse.

use super::course::Word;
use super::finding::{Finding, done, together};
use super::summary::Summary;

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
    /// A word or two for a mark.
    pub word: &'static str,
    /// What happened, as a clause.
    pub says: &'static str,
    /// Whether it is good news.
    pub good: bool,
}

/// All points begin to come together.
pub static FALL: Kind = Kind { id: "fall", word: "falls", says: "the points begin to fall together", good: false };
/// All points came together in one place.
pub static COLLAPSE: Kind = Kind { id: "collapse", word: "collapsed", says: "the embedding collapses", good: false };
/// The points separated again.
pub static ESCAPE: Kind = Kind { id: "escape", word: "escapes", says: "the run escapes from collapse", good: true };
/// Hardly any mined triplet remained active, although many triplets were, and nothing got better.
pub static STALL: Kind = Kind { id: "stall", word: "stalls", says: "learning stalls", good: false };
/// Hardly any triplet of the data set is active any more.
pub static SOLVED: Kind = Kind { id: "solved", word: "solved", says: "hardly anything is left to learn", good: true };

/// A collapsed run has escaped after this many steps outside collapse.
const AWAY: usize = 25;

/// The episodes of a run, by what was said of each step, in the order in which they were noticed: a fall is, after it began.
pub fn episodes(words: &[Word], history: &[Summary]) -> Vec<Episode> {
    let mut found = vec![];
    let (mut collapsed, mut away, mut solved) = (false, 0, false);
    let mut before: Option<&Finding> = None;
    for (step, word) in words.iter().enumerate() {
        let mut happens = |kind, step: usize| found.push(Episode { step: step as u64, kind });
        let is = |finding: &Finding| word.finding == finding;
        let was = |finding: &Finding| before == Some(finding);
        away = if is(&together::COLLAPSED) || is(&together::FALLING) { 0 } else { away + 1 };
        if is(&together::FALLING) && !was(&together::FALLING) && !collapsed {
            happens(&FALL, word.from);
        }
        if is(&together::COLLAPSED) && !collapsed {
            happens(&COLLAPSE, word.from);
            collapsed = true;
        }
        if collapsed && away == AWAY {
            happens(&ESCAPE, step + 1 - AWAY);
            collapsed = false;
        }
        if is(&done::STALLED) && !was(&done::STALLED) {
            happens(&STALL, step);
        }
        if let Some(now) = history.get(..=step).and_then(|past| done::was_solved(past, solved)) {
            if now && !solved {
                happens(&SOLVED, step);
            }
            solved = now;
        }
        before = Some(word.finding);
    }
    found
}
