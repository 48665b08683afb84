//! Dimensional collapse: an embedding that has given up directions, so that its coordinates repeat each other, while classes are still mixed.

use super::Finding;
use super::done::RIGHT;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::unlabelled::Unlabelled;
use crate::learn::spec::prose;
use crate::learn::words::say;

/// Below this share of the effective rank at first directions have been given up.
const FEW: f64 = 0.6;

/// Few directions are left.
pub static FLAT: Finding = Finding {
    id: "flat",
    title: "Few directions",
    gist: prose("The points use few of the directions that they used before training, and classes are still mixed."),
    begins: |past| past.since_edit() >= SPAN && is_flat(past, FEW),
    lasts: |past| is_flat(past, 1.1 * FEW),
    sound: |past| Some(past.began),
    say: |e| {
        let [first, now] = [e.past.since_began(), 0].map(|ago| say(e.past.figure(ago, rank).unwrap_or(0.0)));
        format!(
            "The effective rank was {first} at {} and is {now}: coordinates repeat each other. Let the loss keep them apart.",
            e.past.say_began()
        )
    },
    ..Finding::USUAL
};

fn rank(figures: &Unlabelled) -> Option<f64> {
    figures.rank
}

fn is_flat(past: &Past, share: f64) -> bool {
    let mixed = past.retrieval().truth.is_some_and(|figure| figure < RIGHT);
    let first = past.figure(past.since_began(), rank).unwrap_or(0.0);
    mixed && past.showed(SPAN / 2, SPAN / 2, rank, |rank| rank < share * first)
}
