//! Distances: histograms of all pair distances, by true labels; pairs within a class filled, pairs across classes outlined, each with its
//! own total. Heights are square roots of shares, as most pairs may lie in one bin. The reach of the push, if it ends, and the threshold of
//! verification are drawn to scale.

use super::axes::{Chart, size};
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::learn::loss::Reach;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::axis::Axis;
use crate::tell::chart::distances::{mean, part};
use crate::tell::chart::pairs::{axis, reach};
use crate::tell::chart::roc::shown_threshold;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

const BINS: usize = 32;

/// The share of the values in each bin of the axis.
fn shares(values: &[f64], axis: &Axis) -> [f64; BINS] {
    // Counted in four tables: consecutive values often fall into one bin, and would wait for each other.
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
    let (width, _) = size(area);
    let evaluation = part(session, options);
    let x = axis(session, evaluation, (width / 70.0) as usize);
    let heaps = [shares(evaluation.positive(), &x), shares(evaluation.negative(), &x)];
    let (low, bin) = (x.low, (x.high - x.low) / BINS as f64);
    let axis = x.clone();
    let holds = |value| axis.holds(value);
    let chart = Chart::new(area, style, (x, "distance"), (Axis::shares(), " %"))?;
    let pen = Pen::new(area, style);

    // The outline of each run of bins that are not empty.
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
    let limit = shown_threshold(session, options).filter(|rates| holds(rates.threshold));
    if let Some(rates) = limit {
        let (at, _) = chart.at(rates.threshold, 0.0);
        pen.line(vec![(at, top), (at, bottom)], 2.0, style.ink)?;
    }
    match reach(session) {
        Reach::Beyond(m) if m > 0.0 => {
            // From the mean positive distance to the distance from which a negative no longer counts.
            let from = mean(evaluation.positive()).unwrap_or(0.0);
            let (left, end, high) = (chart.at(from, 0.0).0, chart.at(from + m, 0.0).0, top + px(4.0));
            let mut bracket = vec![(left, high + px(7.0)), (left, high), (end, high)];
            // Open, if it goes on beyond the axis.
            bracket.extend(holds(from + m).then_some((end, high + px(7.0))));
            pen.line(bracket, 2.0, style.warn)?;
            margin_label(&pen, &format!("margin {}", short(m)), [start, left, end, right], high + px(3.0))
        }
        Reach::Fixed { limit: m, .. } | Reach::Soft { far: m, .. } if m > 0.0 && holds(m) => {
            let (at, _) = chart.at(m, 0.0);
            pen.dashes(vec![(at, top), (at, bottom)], 1.5, style.warn)?;
            margin_label(&pen, &format!("pushed to {}", short(m)), [start, at, at, right], top + px(6.0))
        }
        _ => Ok(()),
    }
}

/// Writes a label to the right of the span from `left` to `end`, or to its left if the chart ends there; omitted, if neither side has
/// space.
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
