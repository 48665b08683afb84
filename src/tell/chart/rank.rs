//! The effective rank over time, with the number of dimensions that there are.

use super::over_time::over_time;
use super::plot::{Plot, line, sampled};
use crate::session::Session;
use crate::tell::Options;

over_time!(
    "rank",
    "Effective rank",
    "How many directions the points really use.",
    "Dashed: all that there are. At 1 the points lie on a line.",
    switches: &[],
    figures: &[]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let all = session.pipeline().dimensions;
    let mut plot = Plot::of_samples(session);
    plot.lines = vec![
        line("effective rank", "ink", sampled(session, |s| s.rank())),
        line("dimensions", "soft", move |_| Some(all as f64)).dashed(all.to_string()),
    ];
    plot
}
