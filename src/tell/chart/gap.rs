//! The gap between points and words over time.

use super::over_time::over_time;
use super::plot::{Plot, line, sampled};
use crate::session::Session;
use crate::tell::Options;

over_time!(
    "gap",
    "Gap",
    "How far the centres of points and words lie apart.",
    "At 0 both centres are one. By itself it says nothing of whether a point lies beside its own word.",
    switches: &[],
    figures: &[]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let mut plot = Plot::of_samples(session);
    if !session.pipeline().reads_words() {
        plot.notes.push("there are no words in this run".to_string());
        return plot;
    }
    plot.lines = vec![line("gap", "push", sampled(session, |s| s.gap))];
    plot
}
