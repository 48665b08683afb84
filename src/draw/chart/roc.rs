//! ROC: pairs of one class that are accepted (TAR) against pairs of two classes that are (FAR), at every threshold on the distance. Of the
//! held-out points where there are some, else of all. The FAR axis is a square root: strict thresholds matter most.

use super::axes::{Chart, ground};
use super::distances;
use crate::draw::knob::Stops;
use crate::draw::legend::{LegendItem, Mark};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::space::axis::{Axis, Scale, TICKS, round_down};
use crate::draw::{Drawn, Options, ViewSpec};
use crate::learn::metric::{Rates, STRICT, Verification};
use crate::learn::words::percent;
use crate::session::Session;
use crate::tell::held_out;
use crate::tell::text::short;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The shares of wrongly accepted pairs at which the rightly accepted ones are read off.
const READ_AT: [f64; 2] = [STRICT, 0.1];

/// About so many positions has the threshold's slider.
const POSITIONS: f64 = 200.0;

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "roc",
    name: "Verification",
    gist: "Are two points of one class? Those nearer to each other than a threshold are taken for it. The curve shows, for every threshold, which share of the pairs of one class is accepted (TAR, upwards) and which of the pairs of two (FAR, to the right).",
    chart: true,
    switches: &[],
    figures: &["auc", "eer"],
    legend,
    describe,
    hit: |_, _, _, _| None,
};

/// The threshold, as chosen or as it stands without a choice, with its rates.
pub fn threshold(session: &Session, options: &Options) -> Option<Rates> {
    let verification = session.evaluation().verification()?;
    Some(options.threshold.map_or_else(|| verification.balanced(), |threshold| verification.at(threshold)))
}

/// The threshold where it matters for what is shown: the ROC is on the page, or a reader has chosen one.
pub fn shown_threshold(session: &Session, options: &Options) -> Option<Rates> {
    let asked = options.shows(&SPEC) || options.threshold.is_some();
    asked.then(|| threshold(session, options)).flatten()
}

/// The thresholds to choose from: round ones over the axis of distances.
pub fn stops(session: &Session, options: &Options) -> Option<Stops> {
    let now = threshold(session, options)?;
    let axis = distances::axis(session, session.evaluation().verified(), 4);
    let by = round_down((axis.high - axis.low) / POSITIONS, TICKS);
    Some(Stops { low: axis.low, by, last: ((axis.high - axis.low) / by).round() as u32, value: now.threshold })
}

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let Some(verification) = session.evaluation().verification() else {
        return vec![LegendItem::new(Mark::Note, "soft", "no pairs of one class and of two to tell apart")];
    };
    let part = held_out::part(&session.pipeline().dataset, true);
    let mut items = vec![
        LegendItem::new(Mark::Line, "ink", format!("{part}pairs")),
        LegendItem::new(Mark::Dashed, "soft", "chance"),
        LegendItem::new(Mark::Dot, "warn", format!("equal error rate {}", percent(verification.eer()))),
    ];
    let read: Vec<String> = READ_AT
        .into_iter()
        .filter_map(|far| Some(format!("{} at FAR {}", percent(verification.tar_at_far(far)?), percent(far))))
        .collect();
    if !read.is_empty() {
        items.push(LegendItem::new(Mark::Tick, "good", format!("TAR {}", read.join(", "))));
    }
    if let Some(rates) = threshold(session, options) {
        let [same, different] = verification.pairs();
        items.push(LegendItem::new(
            Mark::Cell,
            "ink",
            format!(
                "at {}: {}/{same} same, {}/{different} other accepted",
                short(rates.threshold),
                rates.same,
                rates.different
            ),
        ));
    }
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let part = held_out::part(&session.pipeline().dataset, true);
    let evaluation = session.evaluation();
    let Some((verification, rates)) = evaluation.verification().zip(threshold(session, options)) else {
        return format!(
            "There are {} {part}pairs of one class and {} of two classes: nothing can be verified.",
            evaluation.verified().positive.len(),
            evaluation.verified().negative.len()
        );
    };
    let [same, different] = verification.pairs();
    let read = READ_AT
        .into_iter()
        .filter_map(|far| Some(format!(", TAR {} at FAR {}", percent(verification.tar_at_far(far)?), percent(far))));
    format!(
        "{same} {part}pairs of one class and {different} of two. Area under the curve {}, equal error rate {}{}. {}",
        short(verification.auc()),
        percent(verification.eer()),
        read.collect::<String>(),
        counts(verification, &rates)
    )
}

/// What a threshold does, in words.
fn counts(verification: &Verification, rates: &Rates) -> String {
    let [same, different] = verification.pairs();
    format!(
        "At the threshold {}, {} pairs of one class are accepted and {} refused (TAR {}); {} pairs of two classes are accepted and {} refused (FAR {}).",
        short(rates.threshold),
        rates.same,
        same - rates.same,
        percent(rates.tar),
        rates.different,
        different - rates.different,
        percent(rates.far)
    )
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
    let x = Axis { low: 0.0, high: 10.0, ticks: vec![1.0, 10.0, 50.0, 100.0], scale: Scale::Root };
    let chart = Chart::new(area, style, (x, "FAR"), (Axis::linear(0.0, 100.0, 4), " %"))?;
    let pen = Pen::new(area, style);
    let at = |far: f64, tar: f64| chart.at(100.0 * far, 100.0 * tar);
    let [(_, top), (right, bottom)] = chart.corners();
    pen.text("TAR over FAR", (right - px(4.0), bottom - px(9.0)), HPos::Right, style.soft)?;
    let chance = (0..=20).map(|k| f64::from(k) / 20.0).map(|share| at(share * share, share * share));
    pen.dashes(chance.collect(), 1.25, style.soft)?;
    let Some(verification) = session.evaluation().verification() else { return Ok(()) };

    for far in READ_AT {
        if let Some(tar) = verification.tar_at_far(far) {
            pen.line(vec![at(far, 0.0), at(far, tar)], 1.25, style.named("good"))?;
        }
    }
    pen.line(apart(verification.roc().map(|rates| at(rates.far, rates.tar))), 2.0, style.ink)?;
    for far in READ_AT {
        if let Some(tar) = verification.tar_at_far(far) {
            dot(&pen, at(far, tar), 3.0, style.named("good"))?;
        }
    }
    let eer = verification.eer();
    dot(&pen, at(eer, 1.0 - eer), 4.0, style.warn)?;
    if let Some(rates) = threshold(session, options) {
        let (x, y) = at(rates.far, rates.tar);
        let half = px(6.0);
        pen.line(vec![(x, bottom), (x, top)], 1.0, style.faint(style.ink, 0.5))?;
        let corners = [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)];
        pen.outline(corners.to_vec(), 1.75, style.ink)?;
    }
    Ok(())
}

fn dot<DB: DrawingBackend>(
    pen: &Pen<DB>,
    at: BackendCoord,
    radius: f64,
    color: plotters::style::RGBColor,
) -> Drawn<DB> {
    pen.disc(at, radius + 1.5, pen.style.sheet)?;
    pen.disc(at, radius, color)
}

/// The corners of a line that can be told apart: a pixel from each other, the first and the last in any case.
fn apart(points: impl Iterator<Item = BackendCoord>) -> Vec<BackendCoord> {
    let mut kept: Vec<BackendCoord> = vec![];
    let mut last = None;
    for point in points {
        let far = |from: &BackendCoord| (point.0 - from.0).abs().max((point.1 - from.1).abs()) >= px(1.0);
        if kept.last().is_none_or(far) {
            kept.push(point);
        }
        last = Some(point);
    }
    kept.extend(last.filter(|last| kept.last() != Some(last)));
    kept
}
