//! Shrinking: points that come ever nearer to each other where nothing is a negative, and so nothing pushes. Retrieval is blind to it, as it does not depend on scale.

use super::Finding;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::spec::prose;
use crate::learn::words::say;

/// Below this share of the first spread the cloud is small.
const SMALL: f64 = 0.3;

/// The cloud gets smaller and smaller.
pub static SHRINKING: Finding = Finding {
    id: "shrinking",
    title: "Shrinking",
    gist: prose("The points come ever nearer to each other, and MAP@R does not tell."),
    begins: |past| past.since_edit() >= SPAN && shrinks(past, SMALL, 0.95),
    lasts: |past| shrinks(past, 1.2 * SMALL, 1.0),
    sound: |past| Some(past.edited),
    say: |e| {
        format!(
            "{}, while MAP@R is {}. Let something keep the points apart.",
            e.say_spread(e.past.began),
            say(e.map_at_r())
        )
    },
    ..Finding::USUAL
};

/// Whether the cloud is a small share of what it was, and within a while has become this share of itself, on a circle or sphere, where the
/// place for it stays the same.
fn shrinks(past: &Past, small: f64, share: f64) -> bool {
    let now = past.spread(0);
    let alone = past.now().unlabelled.is_some() && past.now().mean_negative.is_none();
    alone && past.now().reach.is_some() && now < small * past.first_spread() && now < share * past.spread(SPAN)
}
