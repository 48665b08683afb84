//! Uniform collapse: a teacher that finds all prototypes equally probable, whatever the point, which the student can say without looking.

use super::Finding;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::unlabelled::Unlabelled;
use crate::learn::spec::prose;
use crate::learn::words::percent;

/// Above this share of the greatest possible entropy all prototypes are equally probable.
const EQUAL: f64 = 0.95;
/// Below this share the teacher decides again.
const DECIDED: f64 = 0.9;

/// No prototype wins anywhere.
pub static UNDECIDED: Finding = Finding {
    id: "undecided",
    title: "Undecided",
    gist: prose("The teacher finds all prototypes equally probable, whatever the point."),
    urgent: true,
    begins: |past| past.showed(SPAN, SPAN, each, |h| h > EQUAL),
    lasts: |past| past.showed(SPAN / 2, SPAN / 4, each, |h| h > DECIDED),
    dates: since,
    sound: |past| Some(since(past).saturating_sub(1)),
    say: |e| {
        format!(
            "The teacher finds all prototypes equally probable: its choice for a point has {} of the greatest possible entropy. Lower its temperature.",
            percent(e.past.figure(0, each).unwrap_or(0.0))
        )
    },
    ..Finding::USUAL
};

fn each(figures: &Unlabelled) -> Option<f64> {
    figures.entropies.map(|[each, _]| each)
}

fn since(past: &Past) -> usize {
    past.since(each, |h| h > EQUAL)
}
