//! ROC: the accepted share of pairs within a class (TAR) against that of pairs across classes (FAR), at every threshold on the distance;
//! for held-out points if there are any, else for all. The FAR axis is a square root, as strict thresholds matter most.

use super::axes::Chart;
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::session::Session;
use crate::tell::Options;
use crate::tell::axis::{Axis, Scale};
use crate::tell::chart::roc::{READ_AT, threshold};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
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

/// The distinguishable corners of a line: at least a pixel apart, always with the first and the last.
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
