//! The loss over time, and its value at collapse. The same run can be shown under both means, and smoothed.

use super::over_time::over_time;
use super::plot::{self, Line, Plot, Range, line, summed};
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::{Session, Summary};
use crate::tell::options::ALWAYS;
use crate::tell::{Options, Switch};

over_time!(
    "loss",
    "Loss",
    "How wrong each batch is; dashed: in total collapse.",
    "A run that has collapsed rests on the dashed line; that it has, the spread tells.",
    switches: SWITCHES,
    figures: &["loss"]
);

/// What can be shown of the loss, here and on the timeline.
pub static SWITCHES: &[&Switch] = &[&LOG, &BOTH_MEANS, &SMOOTH];

/// Means over several steps.
static SMOOTH: Switch = Switch {
    id: "smooth",
    name: "smoothed",
    gist: prose("Each point is the mean of the last 20 steps. The loss of each batch stays faint behind it."),
    on: false,
    matters: ALWAYS,
};

/// The number of steps whose mean a smoothed line shows.
const SMOOTHED: usize = 20;

/// A logarithmic axis.
pub static LOG: Switch = Switch {
    id: "log",
    name: "log scale",
    gist: prose("The axis is in powers of ten, so that small values can be told apart."),
    on: false,
    matters: ALWAYS,
};

/// The same run under two reductions.
static BOTH_MEANS: Switch = Switch {
    id: "means",
    name: "both means",
    gist: prose(
        "One run, two curves: the mean over everything mined falls as terms fall silent; the mean over the active ones hides that.",
    ),
    on: false,
    matters: ALWAYS,
};

/// The loss at collapse of a step with mined tuples.
fn collapse(summary: &Summary) -> Option<f64> {
    (summary.terms > 0).then_some(summary.collapse_loss)
}

/// The name of the loss at collapse, with its value at this step: "margin = 0.2".
fn collapse_label(session: &Session) -> Option<String> {
    let until_now = &session.history()[..=session.now() as usize];
    let value = until_now.iter().rev().find_map(collapse)?;
    Some(format!("{} = {}", session.pipeline().loss_spec.collapse_name, short(value)))
}

/// The mean of a line over the last steps; none where the line has no value.
fn smooth<'a>(line: &Line<'a>, last: usize) -> Line<'a> {
    let values: Vec<Option<f64>> = (0..=last).map(&line.value).collect();
    let mean = move |step: usize| {
        let known = || values.get((step + 1).saturating_sub(SMOOTHED)..=step).into_iter().flatten().flatten();
        values.get(step).copied().flatten().map(|_| known().sum::<f64>() / known().count() as f64)
    };
    plot::line(format!("{}, smoothed", line.name), line.color, mean)
}

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, options: &Options) -> Plot<'a> {
    let mined = |s: &Summary, value: f64| (s.terms > 0).then_some(value);
    let mut plot = Plot::of_history(session);
    if options.is_on(&BOTH_MEANS) {
        let selected = move |s: &Summary| mined(s, s.active_loss * s.active_fraction()?);
        plot.lines = vec![
            line("mean of mined", "ink", summed(session, selected)),
            line("mean of active", "push", summed(session, move |s| mined(s, s.active_loss))),
        ];
    } else {
        plot.lines = vec![line("loss of the batch", "ink", summed(session, move |s| mined(s, s.loss)))];
    }
    if options.is_on(&SMOOTH) {
        let means: Vec<Line> = plot.lines.iter().map(|line| smooth(line, session.last() as usize)).collect();
        plot.lines = std::mem::take(&mut plot.lines).into_iter().map(Line::faint).chain(means).collect();
    }
    if let Some(label) = collapse_label(session) {
        plot.lines.push(line("if all points coincided", "warn", summed(session, collapse)).dashed(label));
    }
    plot.beside = options.beside.clone();
    if plot.beside.iter().any(|run| run.panel.is_some()) {
        // Beside the panels' means the loss itself is faint.
        let lines = std::mem::take(&mut plot.lines).into_iter();
        plot.lines = lines.map(|line| if line.label.is_none() { line.faint() } else { line }).collect();
    }
    if session.history().iter().any(|s| s.terms == 0) {
        plot.notes.push("steps that mined nothing are left out".to_string());
    }
    if options.is_on(&LOG) {
        plot.range = Range::Log;
    }
    plot
}
