//! The loss curve: one point per step, the loss at collapse dashed, later steps faint, edits as ticks on the axis.

use super::axis::{Axis, RANGES, round_up};
use super::chart::{Chart, ground, size};
use super::legend::{LegendItem, Mark};
use super::pen::{Pen, stroke};
use super::style::{Style, px};
use super::text::short;
use super::{Drawn, Options, Switch, ViewSpec};
use crate::session::{Session, Summary};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::series::LineSeries;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The horizontal axis shows at least this many steps.
const FEWEST_STEPS: f64 = 20.0;

/// The loss at collapse of a step in which something was mined.
fn collapse(summary: &Summary) -> Option<f64> {
    (summary.terms > 0).then_some(summary.collapse_loss)
}

/// What the loss at collapse is called, with its value at this step: "margin = 0.2".
fn collapse_label(session: &Session) -> Option<String> {
    let until_now = &session.history()[..=session.now() as usize];
    let value = until_now.iter().rev().find_map(collapse)?;
    Some(format!("{} = {}", session.pipeline().loss_spec.collapse_name, short(value)))
}

/// A logarithmic axis.
pub static LOG: Switch = Switch {
    id: "log",
    name: "log scale",
    gist: "The axis goes by powers of ten: small values can be told apart.",
    on: false,
};

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "loss",
    name: "Loss",
    gist: "The loss of every step’s batch. The dashed line is what it would be if all points coincided.",
    chart: true,
    switches: &[&LOG],
    figures: &["loss"],
    legend,
    describe,
    hit: |_, _, _, _| None,
};

fn legend(session: &Session, _: &Options) -> Vec<LegendItem> {
    let mut items = vec![LegendItem::new(Mark::Line, "ink", "each step’s batch")];
    if collapse_label(session).is_some() {
        items.push(LegendItem::new(Mark::Dashed, "warn", "if all points coincided"));
    }
    if session.history().iter().any(|s| s.terms == 0) {
        items.push(LegendItem::new(Mark::Note, "soft", "steps that mined nothing are left out"));
    }
    if session.now() < session.last() {
        items.push(LegendItem::new(Mark::Thin, "soft", "later steps"));
    }
    if session.edits().iter().any(|e| e.step > 0) {
        items.push(LegendItem::new(Mark::Tick, "ink", "a setting changed"));
    }
    items
}

fn describe(session: &Session, _: &Options) -> String {
    let (now, history) = (session.now() as usize, session.history());
    let loss = |k: usize| short(history[k].loss);
    let mut text = format!("Loss at step {now}: {}", loss(now));
    if now > 0 {
        text += &format!(", {} at step 0", loss(0));
        let lowest = (0..=now).fold(0, |best, k| if history[k].loss < history[best].loss { k } else { best });
        text += &format!(", lowest {} at step {lowest}", loss(lowest));
    }
    if let Some(label) = collapse_label(session) {
        text += &format!(". If all points coincided it would be {label}");
    }
    text + "."
}

pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    if !ground(area, style)? {
        return Ok(());
    }
    let (width, height) = size(area);
    let history = session.history();
    let values = || history.iter().flat_map(|s| [Some(s.loss), collapse(s)]).flatten();
    let steps = round_up((session.last() as f64).max(FEWEST_STEPS), RANGES);
    let x = Axis::linear(0.0, steps, (width / 80.0) as usize);
    let most = (height / 40.0) as usize;
    let y = if options.is_on(&LOG) {
        Axis::log(values(), most)
    } else {
        let high = values().fold(0.0, f64::max);
        Axis::linear(0.0, if high > 0.0 { round_up(1.2 * high, RANGES) } else { 1.0 }, most)
    };
    let mut chart = Chart::new(area, style, (x, "step"), (y, ""))?;
    let pen = Pen::new(area, style);
    let columns = (width as usize).max(1);

    let now = session.now() as usize;
    let curve = |from: usize, to: usize| thinned(history, from, to, columns);
    let line = |chart: &mut Chart<DB>, points: Vec<usize>, width, color| {
        let points = points.into_iter().map(|k| (k as f64, history[k].loss));
        chart.context.draw_series(LineSeries::new(points, stroke(width, color))).map(|_| ())
    };
    line(&mut chart, curve(now, history.len() - 1), 1.5, style.faint(style.ink, 0.25))?;

    let collapse_line = collapse_line(session, &chart, columns);
    for run in &collapse_line {
        pen.dashes(run.clone(), 1.5, style.warn)?;
    }
    line(&mut chart, curve(0, now), 2.0, style.ink)?;

    let [_, (_, bottom)] = chart.corners();
    for edit in session.edits().iter().filter(|e| e.step > 0 && e.step <= session.last()) {
        let (at, _) = chart.at(edit.step as f64, 0.0);
        pen.line(vec![(at, bottom + px(4.0)), (at, bottom - px(7.0))], 2.0, style.ink)?;
    }
    if history[now].terms > 0 {
        let here = chart.at(now as f64, history[now].loss);
        pen.disc(here, 5.5, style.sheet)?;
        pen.disc(here, 3.75, style.ink)?;
    }

    if let (Some(label), Some(at)) = (collapse_label(session), collapse_line.last().and_then(|run| run.last())) {
        let curve: Vec<BackendCoord> =
            curve(0, history.len() - 1).into_iter().map(|k| chart.at(k as f64, history[k].loss)).collect();
        label_beside(&pen, &label, *at, chart.corners(), &curve)?;
    }
    Ok(())
}

/// The steps of `from..=to` that a curve so many pixels wide can show: the least and the greatest loss of every column. Steps in which
/// nothing was mined have no loss.
fn thinned(history: &[Summary], from: usize, to: usize, columns: usize) -> Vec<usize> {
    let stride = history.len().div_ceil(columns);
    if stride <= 2 {
        return (from..=to).filter(|k| history[*k].terms > 0).collect();
    }
    // Columns begin at multiples of the stride, whatever part is asked for, so that the curve keeps its shape while it grows.
    let mut kept = vec![];
    for column in from / stride..=to / stride {
        let steps =
            ((column * stride).max(from)..(column * stride + stride).min(to + 1)).filter(|k| history[*k].terms > 0);
        let by_loss = |a: &usize, b: &usize| history[*a].loss.total_cmp(&history[*b].loss);
        if let (Some(low), Some(high)) = (steps.clone().min_by(by_loss), steps.max_by(by_loss)) {
            kept.extend([low.min(high), low.max(high)]);
        }
    }
    kept.dedup();
    kept
}

/// The loss at collapse over the whole run: one level line across the chart where it never changes, else a curve in pieces.
fn collapse_line<DB: DrawingBackend>(session: &Session, chart: &Chart<DB>, columns: usize) -> Vec<Vec<BackendCoord>> {
    let history = session.history();
    let (low, high) = (history.iter().filter_map(collapse))
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    if low > high {
        return vec![];
    }
    if high - low <= 1e-9 * high.abs() {
        let y = chart.at(0.0, low).1;
        let [(left, _), (right, _)] = chart.corners();
        return vec![vec![(left, y), (right, y)]];
    }
    let stride = history.len().div_ceil(columns).max(1);
    let points = (0..history.len()).step_by(stride).filter_map(|k| Some(chart.at(k as f64, collapse(&history[k])?)));
    vec![points.collect()]
}

/// Writes a label at the dashed line, where it covers least of the curve: at the right end or the left one, above or below.
fn label_beside<DB: DrawingBackend>(
    pen: &Pen<DB>,
    label: &str,
    (end, line): BackendCoord,
    [(left, top), (right, bottom)]: [BackendCoord; 2],
    curve: &[BackendCoord],
) -> Drawn<DB> {
    let (width, half) = (px(pen.style.width_of(label)), px(0.62 * pen.style.text));
    let gap = half + px(4.0);
    let until = end.max(left + width).min(right);
    let places = [
        (until, line - gap),
        (until, line + gap),
        (left + width + px(6.0), line - gap),
        (left + width + px(6.0), line + gap),
    ];
    let covered = |(until, middle): &(i32, i32)| {
        let near = |(x, y): &&BackendCoord| {
            (until - width - px(6.0)..=until + px(6.0)).contains(x) && (y - middle).abs() <= half + px(1.0)
        };
        curve.iter().filter(near).count()
    };
    let fits = |(_, middle): &&(i32, i32)| middle - half >= top - px(8.0) && middle + half <= bottom;
    let best = places.iter().filter(fits).min_by_key(|place| covered(place)).unwrap_or(&places[0]);
    pen.text(label, *best, HPos::Right, pen.style.warn)
}
