//! Alignment and uniformity over time, by direction alone, with the best uniformity that the circle or sphere allows.

use super::over_time::over_time;
use super::plot::{Plot, line, sampled};
use crate::learn::metric::best_uniformity;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;

over_time!(
    "alignment",
    "Alignment",
    "For both, lower is better; at collapse both are 0.",
    "By direction alone: alignment falls as classes draw together, uniformity as the points spread around.",
    switches: &[],
    figures: &[]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let best = best_uniformity(session.pipeline().dimensions);
    let mut plot = Plot::of_samples(session);
    plot.lines = vec![
        line("alignment", "pull", sampled(session, |s| s.hypersphere()[0])),
        line("uniformity", "push", sampled(session, |s| s.hypersphere()[1])),
        line("even all around", "warn", move |_| Some(best)).dashed(short(best)),
    ];
    plot
}
