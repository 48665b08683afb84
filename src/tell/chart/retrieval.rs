//! Retrieval over time: recall@1 and MAP@R of the training points by true and by given labels, and of held-out points.

use super::over_time::over_time;
use super::plot::{Plot, Range, line, sampled};
use crate::learn::metric::Ranks;
use crate::session::{Sample, Session};
use crate::tell::Options;

over_time!(
    "retrieval",
    "Retrieval",
    "Are the nearest points of the same class?",
    "“Nearest is right” (recall@1) looks at the nearest one, MAP@R at as many as the class has.",
    switches: &[],
    figures: &["recall_at_1", "map_at_r"]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    let truth = |value: fn(&Ranks) -> Option<f64>| sampled(session, move |s: &Sample| value(&s.retrieval().truth));
    let given =
        |value: fn(&Ranks) -> Option<f64>| sampled(session, move |s: &Sample| value(s.retrieval().given.as_ref()?));
    let mut plot = Plot::of_samples(session);
    plot.lines = vec![line("recall@1", "ink", truth(|r| r.recall_at_1)), line("MAP@R", "good", truth(|r| r.map_at_r))];
    let dataset = &session.pipeline().dataset;
    if dataset.given != dataset.truth && !options.hides {
        plot.lines.push(line("recall@1, given labels", "ink", given(|r| r.recall_at_1)).thin());
        plot.lines.push(line("MAP@R, given labels", "good", given(|r| r.map_at_r)).thin());
    }
    if !dataset.held_out().is_empty() {
        let held_out = |value: fn(&Ranks) -> Option<f64>| {
            sampled(session, move |s: &Sample| value(s.retrieval().held_out.as_ref()?))
        };
        plot.lines.push(line("recall@1, held out", "push", held_out(|r| r.recall_at_1)));
        plot.lines.push(line("MAP@R, held out", "warn", held_out(|r| r.map_at_r)));
    }
    plot.range = Range::Fixed(0.0, 1.0);
    plot
}
