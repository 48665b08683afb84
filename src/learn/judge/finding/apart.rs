//! Clouds and numbers without a bound.

use super::Finding;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::spec::prose;
use crate::learn::step::Divergence;
use crate::learn::words::say;

/// Numbers beyond all bounds.
pub static EXPLODED: Finding = Finding {
    id: "exploded",
    title: "Exploded",
    gist: prose("The next step would leave the range of numbers."),
    // What leads to it begins some steps before.
    sound: |past| Some(past.step().saturating_sub(20)),
    sees: |e| Some(e.divergence.is_some()),
    say: |e| {
        let (Some(Divergence { length, size, .. }), Some((key, rate))) = (e.divergence, e.blamed()) else {
            return String::new();
        };
        let leap = if length.is_finite() {
            format!("would move what it trains by {} times its own length", say(length / size.max(1e-12)))
        } else {
            "leaves the range of numbers".to_string()
        };
        format!(
            "Step {} is the last: with {key} = {}, the next one {leap}. Go back and lower it.",
            e.past.step(),
            say(*rate)
        )
    },
    ..Finding::USUAL
};

/// A cloud that grows and grows.
pub static DRIFTING: Finding = Finding {
    id: "drifting",
    title: "Drifting outward",
    gist: prose("The cloud grows and grows."),
    begins: |past| {
        has_grown(past) && past.spread(0) > 1.05 * past.spread(SPAN) && past.spread(0) > 1.03 * past.spread(20)
    },
    lasts: |past| has_grown(past) && past.spread(0) > 1.01 * past.spread(20),
    sound: |past| Some(before_the_growth(past)),
    say: |e| {
        let spread = e.say_spread(e.past.step().saturating_sub(20));
        format!("{spread}: nothing bounds it in the plane. Put the embedding on the unit circle or sphere.")
    },
    ..Finding::USUAL
};

/// Whether the cloud is free to grow, under a margin that does not, and is many times as wide as at first.
pub(super) fn has_grown(past: &Past) -> bool {
    let now = past.now();
    now.reach.is_none() && now.margin.is_some() && past.spread(0) > 5.0 * past.first_spread()
}

/// The step before the cloud grew.
pub(super) fn before_the_growth(past: &Past) -> usize {
    let grown = past.history[past.began..].iter().position(|s| s.whole.spread > 2.0 * past.first_spread());
    past.began + grown.unwrap_or(0).saturating_sub(2)
}
