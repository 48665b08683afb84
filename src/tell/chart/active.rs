//! The active fraction over time: of the mined terms, and of all triplets of the batch.

use super::over_time::over_time;
use super::plot::{Plot, Range, line, summed};
use crate::session::Session;
use crate::tell::Options;

over_time!(
    "active",
    "Active",
    "When nothing is active any more, learning stops.",
    "Only those terms of the loss that are above zero pull and push.",
    switches: &[],
    figures: &["mined_active_fraction"]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let all = |s: &crate::session::Summary| {
        (s.triplets > 0).then(|| 100.0 * (s.hard + s.semi_hard) as f64 / s.triplets as f64)
    };
    let name = match session.pipeline().loss.triplet_margin() {
        Some(_) => "all triplets",
        None => "all triplets: misordered",
    };
    let mut plot = Plot::of_history(session);
    plot.lines = vec![
        line("mined terms", "ink", summed(session, |s| Some(100.0 * s.active_fraction()?))),
        line(name, "push", summed(session, all)),
    ];
    (plot.range, plot.unit) = (Range::Fixed(0.0, 100.0), " %");
    plot
}
