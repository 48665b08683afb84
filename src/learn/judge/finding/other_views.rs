//! Views that agree while classes do not: the network learned what the views demand, and that is not what tells classes apart.

use super::Finding;
use super::done::RIGHT;
use crate::learn::judge::glimpse::Retrieval;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::unlabelled::Unlabelled;
use crate::learn::spec::prose;
use crate::learn::words::{percent, say};

/// Views nearer than this share of the distance of two points agree.
const NEAR: f64 = 0.3;
/// MAP@R that has risen by so much since the start has learned something of the classes.
const GAIN: f64 = 0.05;

/// Views agree, and classes do not.
pub static OTHER_VIEWS: Finding = Finding {
    id: "other-views",
    title: "Views without classes",
    gist: prose("The views of a point agree, and points of a class do not come together."),
    begins: |past| past.since_edit() >= 2 * SPAN && misses(past, NEAR, GAIN),
    lasts: |past| misses(past, 1.2 * NEAR, 1.5 * GAIN),
    sound: |past| Some(past.began),
    say: |e| {
        format!(
            "Two views of a point are {} as far apart as two points, but MAP@R is {}; at {} it was {}. Choose other views.",
            percent(e.past.figure(0, apart).unwrap_or(0.0)),
            say(e.map_at_r()),
            e.past.say_began(),
            say(e.past.first_retrieval().and_then(|retrieval| retrieval.truth).unwrap_or(0.0)),
        )
    },
    ..Finding::USUAL
};

fn apart(figures: &Unlabelled) -> Option<f64> {
    figures.apart
}

/// Whether views have long agreed in a cloud that has not shrunk, and MAP@R is low and not much higher than at first.
fn misses(past: &Past, near: f64, gain: f64) -> bool {
    let truth = |retrieval: &Retrieval| retrieval.truth.unwrap_or(1.0);
    let (first, now) = (past.first_retrieval().map_or(0.0, truth), truth(past.retrieval()));
    let agree = past.showed(SPAN, SPAN / 2, apart, |apart| apart < near);
    let wide = past.spread(0) > 0.5 * past.first_spread();
    agree && wide && now < first + gain && now < RIGHT && past.gain(SPAN) < gain
}
