//! The scale law over time: whether the loss contracts or expands the embedding.

use super::over_time::over_time;
use super::plot::{Band, Plot, Range, Value, line, summed};
use crate::session::{Session, Summary};
use crate::tell::Options;

over_time!(
    "scale",
    "Scale",
    "Above 0 the embedding shrinks, below 0 it grows.",
    "It shrinks where the pairs that are pulled are longer than those that are pushed.",
    switches: &[],
    figures: &["spread"]
);

/// The current plot.
#[inline(never)]
pub fn plot<'a>(session: &'a Session, _: &Options) -> Plot<'a> {
    let part = |end: fn(f64) -> f64| -> Value<'a> { Box::new(summed(session, move |s: &Summary| s.scale.map(end))) };
    let half = |name, color, ends: [fn(f64) -> f64; 2]| Band {
        name,
        color,
        strength: 0.3,
        ends: ends.map(part),
        stacked: false,
    };
    let mut plot = Plot::of_history(session);
    plot.range = Range::Signed("contracting", "expanding");
    let pipeline = session.pipeline();
    if pipeline.head.unit || pipeline.affinity.is_scale_free() {
        plot.notes.push("no scale to change: only directions count here".to_string());
        return plot;
    }
    let name = match pipeline.loss.triplet_margin() {
        Some(_) => "active loss − margin",
        None => "pulled − pushed",
    };
    plot.bands = vec![
        half("contracting", "pull", [|_| 0.0, |v| v.max(0.0)]),
        half("expanding", "push", [|v| v.min(0.0), |_| 0.0]),
    ];
    plot.lines = vec![line(name, "ink", summed(session, |s| s.scale))];
    plot
}
