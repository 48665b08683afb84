//! Distances: histograms of all pair distances by true classes, with the reach of the push, if it ends, and the threshold of verification.

use super::pairs::{axis, drawn_note, drawn_sentence, ends, reach};
use super::roc;
use crate::learn::loss::Reach;
use crate::learn::metric::{Evaluation, Rates};
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::dataset;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{Options, Switch};
use crate::tell::view::{Content, ViewSpec};

/// The mean; `None` for an empty list.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Pairs of held-out points.
static HELD_OUT: Switch = Switch {
    id: "held_out",
    name: "held out",
    gist: prose("Shows the pairs of the held-out points instead of those trained on."),
    on: true,
    matters: |session| !session.pipeline().dataset.held_out().is_empty(),
};

/// The pairs shown.
pub fn part<'a>(session: &'a Session, options: &Options) -> &'a Evaluation {
    let evaluation = session.evaluation();
    if options.is_on(&HELD_OUT) { evaluation.verified() } else { evaluation }
}

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "distances",
    name: "Distances",
    guide: "Learning moves pairs of one class and of two apart.",
    other_guide: None,
    gist: prose("All pairs of the data set by their distance and their true classes."),
    chart: true,
    switches: &[&HELD_OUT],
    figures: &["mean_positive_distance", "mean_negative_distance"],
    content: Content::Distances,
    legend,
    describe,
    slider: None,
    walk: None,
    drag: None,
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let mut items =
        vec![LegendItem::new(Sign::Area, "pull", "same class"), LegendItem::new(Sign::Steps, "push", "other class")];
    let part = dataset::part(&session.pipeline().dataset, options.is_on(&HELD_OUT));
    if !part.is_empty() {
        items.push(LegendItem::new(Sign::Note, "soft", format!("{part}pairs")));
    }
    items.extend(drawn_note(self::part(session, options)));
    let evaluation = self::part(session, options);
    let axis = axis(session, evaluation, 0);
    let said =
        |value: f64, at: f64| format!("{}{}", short(value), if axis.holds(at) { "" } else { ", beyond the axis" });
    if let Some(Rates { threshold, .. }) = roc::shown_threshold(session, options) {
        items.push(LegendItem::new(Sign::Tick, "ink", format!("threshold {}", said(threshold, threshold))));
    }
    match reach(session) {
        Reach::Beyond(m) if m > 0.0 => {
            let from = mean(evaluation.positive()).unwrap_or(0.0);
            items.push(LegendItem::new(Sign::Bracket, "warn", format!("margin {}", said(m, from + m))));
        }
        Reach::Fixed { limit: m, .. } | Reach::Soft { far: m, .. } if m > 0.0 => {
            items.push(LegendItem::new(Sign::Dashed, "warn", format!("pushed to {}", said(m, m))));
        }
        _ => {}
    }
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let (evaluation, dataset) = (part(session, options), &session.pipeline().dataset);
    let kind = dataset::part(dataset, options.is_on(&HELD_OUT));
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
        format!("{}. {}.", heap("one class", evaluation.positive()), heap("two classes", evaluation.negative()));
    match reach(session) {
        Reach::Beyond(m) => text += &format!(" The margin is {}.", short(m)),
        Reach::Fixed { limit: m, .. } => text += &format!(" Negatives are pushed to {}.", short(m)),
        Reach::Soft { far, limit, .. } => {
            let (far, limit) = (short(far.max(0.0)), short(limit));
            text += &format!(" Negatives are pushed to {far}, and ever less up to {limit}.");
        }
        Reach::Endless | Reach::Nowhere => {}
    }
    if let Some(rates) = roc::shown_threshold(session, options) {
        text += &format!(" The threshold of verification is {}.", short(rates.threshold));
    }
    text + &drawn_sentence(evaluation)
}
