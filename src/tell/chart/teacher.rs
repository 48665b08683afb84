//! A teacher over time: how undecided it is about each point and over all points, and how far the student is from it.

use super::over_time::over_time;
use super::plot::{Plot, line, sampled};
use crate::learn::num::ln;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::embedding::proxies::prototypes;

over_time!(
    "teacher",
    "Teacher",
    "How sure is the teacher of its prototypes?",
    "Its entropy is 0 where one prototype is certain; dashed: all are equally probable. Both entropies at 0: one prototype has taken all; both at the dashed line: none is preferred. Divergence is how far the student is from it.",
    switches: &[],
    figures: &[]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let mut plot = Plot::of_samples(session);
    let Some(prototypes) = prototypes(session) else {
        plot.notes.push("nobody teaches in this run".to_string());
        return plot;
    };
    let most = ln(prototypes.ncols() as f64);
    plot.lines = vec![
        line("entropy at a point", "pull", sampled(session, |s| s.teacher[0])),
        line("entropy over all points", "push", sampled(session, |s| s.teacher[1])),
        line("divergence", "ink", sampled(session, |s| s.teacher[2])),
        line("all equally probable", "warn", move |_| Some(most)).dashed(short(most)),
    ];
    plot
}
