//! Distances: how many pairs of the whole data set are how far apart. Same class filled, other class outlined, each heap a whole of its
//! own; true labels. Heights are square roots of shares: most pairs may lie in one bin, and the others matter too. How far
//! negatives are pushed, where that has an end, is drawn to scale, and the threshold of verification.

use super::axes::{Chart, ground, size};
use super::roc;
use crate::draw::legend::{LegendItem, Mark};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::space::axis::{Axis, RANGES, round_up};
use crate::draw::{Drawn, Options, Switch, ViewSpec};
use crate::learn::loss::Reach;
use crate::learn::metric::Evaluation;
use crate::session::Session;
use crate::tell::held_out;
use crate::tell::text::short;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

const BINS: usize = 32;

fn reach(session: &Session) -> Reach {
    session.pipeline().loss.reach(session.state().learned.numbers())
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Pairs of held-out points.
static HELD_OUT: Switch = Switch {
    id: "held_out",
    name: "held out",
    gist: "Where points are held out, their pairs in place of those of the points that are trained on.",
    on: true,
    matters: |session| !session.pipeline().dataset.held_out().is_empty(),
};

/// The pairs that are shown.
fn part<'a>(session: &'a Session, options: &Options) -> &'a Evaluation {
    let evaluation = session.evaluation();
    if options.is_on(&HELD_OUT) { evaluation.verified() } else { evaluation }
}

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "distances",
    name: "Distances",
    gist: "Learning moves the two heaps of pairs apart. All pairs of the data set by their distance and their true classes.",
    chart: true,
    switches: &[&HELD_OUT],
    figures: &["mean_positive_distance", "mean_negative_distance"],
    legend,
    describe,
    hit: |_, _, _, _| None,
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let mut items =
        vec![LegendItem::new(Mark::Area, "pull", "same class"), LegendItem::new(Mark::Steps, "push", "other class")];
    let part = held_out::part(&session.pipeline().dataset, options.is_on(&HELD_OUT));
    if !part.is_empty() {
        items.push(LegendItem::new(Mark::Note, "soft", format!("{part}pairs")));
    }
    if let Some(count) = self::part(session, options).drawn() {
        items.push(LegendItem::new(Mark::Note, "soft", format!("pairs of {count} points drawn")));
    }
    if let Some(rates) = roc::shown_threshold(session, options) {
        items.push(LegendItem::new(Mark::Tick, "ink", format!("threshold {}", short(rates.threshold))));
    }
    match reach(session) {
        Reach::Beyond(m) if m > 0.0 => {
            items.push(LegendItem::new(Mark::Bracket, "warn", format!("margin {}", short(m))));
        }
        Reach::Fixed(m) if m > 0.0 => {
            items.push(LegendItem::new(Mark::Dashed, "warn", format!("pushed to {}", short(m))));
        }
        _ => {}
    }
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let (evaluation, dataset) = (part(session, options), &session.pipeline().dataset);
    let kind = held_out::part(dataset, options.is_on(&HELD_OUT));
    let heap = |name: &str, values: &[f64]| match mean(values) {
        Some(mean) => {
            let (low, high) = ends(values);
            format!(
                "{} {kind}pairs of {name}: mean distance {}, from {} to {}",
                values.len(),
                short(mean),
                short(low),
                short(high)
            )
        }
        None => format!("No {kind}pair of {name}"),
    };
    let mut text =
        format!("{}. {}.", heap("one class", &evaluation.positive), heap("two classes", &evaluation.negative));
    match reach(session) {
        Reach::Beyond(m) => text += &format!(" The margin is {}.", short(m)),
        Reach::Fixed(m) => text += &format!(" Negatives are pushed to {}.", short(m)),
        Reach::Endless | Reach::Nowhere => {}
    }
    if let Some(rates) = roc::shown_threshold(session, options) {
        text += &format!(" The threshold of verification is {}.", short(rates.threshold));
    }
    match evaluation.drawn() {
        Some(count) => text + &format!(" The pairs are those of {count} points drawn, each with all others."),
        None => text,
    }
}

/// The least and the greatest value; (0, 0) of nothing.
fn ends(values: &[f64]) -> (f64, f64) {
    let ends = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    if ends.0 <= ends.1 { ends } else { (0.0, 0.0) }
}

/// The axis of distances. On the unit circle it ends at the diameter. In the plane it holds every pair, and is at least as long as the
/// first mean distance or one and a half margins: a collapse is a heap at 0, not another scale. Only dot products go below 0.
pub fn axis(session: &Session, evaluation: &Evaluation, most: usize) -> Axis {
    let pipeline = session.pipeline();
    if pipeline.head.unit {
        return Axis::linear(0.0, pipeline.affinity.diameter, most);
    }
    let ((low_p, high_p), (low_n, high_n)) = (ends(&evaluation.positive), ends(&evaluation.negative));
    let asked = match reach(session) {
        Reach::Beyond(m) | Reach::Fixed(m) => 1.5 * m,
        Reach::Endless | Reach::Nowhere => 0.0,
    };
    let first = session.history()[0].mean_pair.unwrap_or(0.0);
    let low = low_p.min(low_n);
    let low = if low < 0.0 { -round_up(-low, RANGES) } else { 0.0 };
    Axis::linear(low, round_up(high_p.max(high_n).max(asked).max(first), RANGES), most)
}

/// The share of the values in each bin of the axis.
fn shares(values: &[f64], axis: &Axis) -> [f64; BINS] {
    // Counted in four heaps: neighbours often fall into one bin, and then each would have to wait for the one before.
    let mut counts = [[0_u32; 4]; BINS];
    let per_bin = BINS as f64 / (axis.high - axis.low);
    for (i, value) in values.iter().enumerate() {
        let bin = ((value - axis.low) * per_bin) as usize;
        counts[bin.min(BINS - 1)][i % 4] += 1;
    }
    let one = 1.0 / values.len().max(1) as f64;
    counts.map(|heaps| one * f64::from(heaps.iter().sum::<u32>()))
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
    let (width, _) = size(area);
    let evaluation = part(session, options);
    let x = axis(session, evaluation, (width / 70.0) as usize);
    let heaps = [shares(&evaluation.positive, &x), shares(&evaluation.negative, &x)];
    let (low, bin) = (x.low, (x.high - x.low) / BINS as f64);
    let chart = Chart::new(area, style, (x, "distance"), (Axis::shares(), " %"))?;
    let pen = Pen::new(area, style);

    // The outline of each run of bins that hold something.
    let runs = |heap: &[f64; BINS]| -> Vec<Vec<BackendCoord>> {
        let at = |k: usize, share: f64| chart.at(low + bin * k as f64, 100.0 * share);
        let bins: Vec<usize> = (0..BINS).filter(|k| heap[*k] > 0.0).collect();
        let outline = |run: &[usize]| {
            let (first, last) = (run[0], run[run.len() - 1]);
            let tops = run.iter().flat_map(|&k| [at(k, heap[k]), at(k + 1, heap[k])]);
            std::iter::once(at(first, 0.0)).chain(tops).chain([at(last + 1, 0.0)]).collect()
        };
        bins.chunk_by(|a, b| a + 1 == *b).map(outline).collect()
    };
    let [positive, negative] = heaps.each_ref().map(runs);
    positive.iter().try_for_each(|run| pen.fill(run.clone(), style.faint(style.pull, 0.35)))?;
    positive.into_iter().try_for_each(|run| pen.line(run, 1.0, style.pull))?;
    negative.into_iter().try_for_each(|run| pen.line(run, 2.0, style.push))?;

    let [(start, top), (right, bottom)] = chart.corners();
    if let Some(rates) = roc::shown_threshold(session, options) {
        let (at, _) = chart.at(rates.threshold, 0.0);
        pen.line(vec![(at, top), (at, bottom)], 2.0, style.ink)?;
    }
    match reach(session) {
        Reach::Beyond(m) if m > 0.0 => {
            // From where the mean pair of one class is to where a negative no longer counts.
            let from = mean(&evaluation.positive).unwrap_or(0.0);
            let (left, end, high) = (chart.at(from, 0.0).0, chart.at(from + m, 0.0).0, top + px(4.0));
            pen.line(vec![(left, high + px(7.0)), (left, high), (end, high), (end, high + px(7.0))], 2.0, style.warn)?;
            margin_label(&pen, &format!("margin {}", short(m)), [start, left, end, right], high + px(3.0))
        }
        Reach::Fixed(m) if m > 0.0 => {
            let (at, _) = chart.at(m, 0.0);
            pen.dashes(vec![(at, top), (at, bottom)], 1.5, style.warn)?;
            margin_label(&pen, &format!("pushed to {}", short(m)), [start, at, at, right], top + px(6.0))
        }
        _ => Ok(()),
    }
}

/// Writes a label to the right of something from `left` to `end`, or to its left where the chart ends; left out where there is no room on
/// either side.
fn margin_label<DB: DrawingBackend>(
    pen: &Pen<DB>,
    label: &str,
    [start, left, end, right]: [i32; 4],
    height: i32,
) -> Drawn<DB> {
    let (gap, width) = (px(6.0), px(pen.style.width_of(label)));
    if end + gap + width <= right {
        pen.text(label, (end + gap, height), HPos::Left, pen.style.warn)
    } else if start + width + gap <= left {
        pen.text(label, (left - gap, height), HPos::Right, pen.style.warn)
    } else {
        Ok(())
    }
}
