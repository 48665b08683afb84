//! One-hot collapse: a teacher that chooses the same prototype for every point, which the student can say without looking.

use super::Finding;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::unlabelled::Unlabelled;
use crate::learn::spec::prose;
use crate::learn::words::percent;

/// Below this share of the greatest possible entropy the mean choice is of one prototype.
const ONE: f64 = 0.05;

/// One prototype wins everywhere.
pub static ONE_PROTOTYPE: Finding = Finding {
    id: "one-prototype",
    title: "One prototype",
    gist: prose("The teacher chooses the same prototype for every point."),
    urgent: true,
    begins: |past| past.showed(SPAN, SPAN, mean, |h| h < ONE),
    lasts: |past| past.showed(SPAN / 2, SPAN / 4, mean, |h| h < 2.0 * ONE),
    dates: since,
    sound: |past| Some(since(past).saturating_sub(1)),
    say: |e| {
        format!(
            "The teacher chooses one prototype for every point: its mean choice has {} of the greatest possible entropy. Switch the centring on.",
            percent(e.past.figure(0, mean).unwrap_or(0.0))
        )
    },
    ..Finding::USUAL
};

fn mean(figures: &Unlabelled) -> Option<f64> {
    figures.entropies.map(|[_, mean]| mean)
}

fn since(past: &Past) -> usize {
    past.since(mean, |h| h < ONE)
}
