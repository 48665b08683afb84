//! Episodes: what happened to a run and when, read off its summaries: it collapsed, it escaped, it stalled.
//!
//! The criteria are those of the [diagnosis](super::diagnosis), which describes the present; episodes describe the whole past, for marks on
//! the timeline.

use super::diagnosis::{DONE, FEW, PATIENCE, is_point};
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
    /// What happened, as a clause.
    pub says: &'static str,
}

/// All points came together in one place.
pub static COLLAPSE: Kind = Kind { id: "collapse", says: "the embedding collapses" };
/// The points separated again.
pub static ESCAPE: Kind = Kind { id: "escape", says: "the run escapes from collapse" };
/// Hardly any mined triplet remained active, although many triplets were.
pub static STALL: Kind = Kind { id: "stall", says: "learning stalls" };

/// A collapsed run has escaped after this many steps outside collapse.
const AWAY: usize = PATIENCE / 2;

/// The episodes of a history, in order. `margin`: that of a triplet loss.
pub fn episodes(history: &[Summary], margin: Option<f64>) -> Vec<Episode> {
    let Some(first) = history.first() else { return vec![] };
    let mut found = vec![];
    let (mut collapsed, mut stalled, mut lasting) = (false, false, 0);
    // Sums over the last steps: active terms, all terms, hard or semi-hard triplets, all triplets.
    let mut sums = [0_u64; 4];
    let counts = |s: &Summary| [s.active as u64, s.terms as u64, s.hard + s.semi_hard, s.triplets];
    for (step, summary) in history.iter().enumerate() {
        let mut begins = |kind, steps: usize| found.push(Episode { step: (step + 1 - steps) as u64, kind });
        lasting = if is_point(summary, margin, first.loss) == collapsed { 0 } else { lasting + 1 };
        if lasting == if collapsed { AWAY } else { PATIENCE } {
            begins(if collapsed { &ESCAPE } else { &COLLAPSE }, lasting);
            (collapsed, lasting) = (!collapsed, 0);
        }
        sums.iter_mut().zip(counts(summary)).for_each(|(sum, count)| *sum += count);
        let Some(before) = (step + 1).checked_sub(PATIENCE) else { continue };
        let [active, terms, left, triplets] = sums.map(|sum| sum as f64);
        let share = if terms > 0.0 { active / terms } else { 1.0 };
        if !stalled && !collapsed && share < FEW && left > DONE * triplets {
            begins(&STALL, PATIENCE);
            stalled = true;
        }
        stalled &= share < 2.0 * FEW;
        sums.iter_mut().zip(counts(&history[before])).for_each(|(sum, count)| *sum -= count);
    }
    found
}
