//! How fast a run gets on: it has not begun, learns, learns slowly, gets worse, or none of these.

use super::Finding;
use super::done::RIGHT;
use crate::learn::judge::evidence::Evidence;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::spec::prose;
use crate::learn::words::say;

/// Fewer steps than this show no trend.
const FEW: usize = 10;
/// MAP@R that rises by this in fifty steps has risen.
const RISE: f64 = 0.01;
/// The steps over which a slow run is compared with itself.
const LONG: usize = 200;

/// Nothing has been trained.
pub static READY: Finding = Finding {
    id: "ready",
    title: "Ready",
    gist: prose("Nothing has been trained."),
    begins: |past| past.step() == 0,
    lasts: |past| past.step() == 0,
    say: |e| {
        format!(
            "Nothing is trained yet; the loss says how wrong that is: {}. Press Play or Step.",
            say(e.past.now().loss)
        )
    },
    ..Finding::USUAL
};

/// There is no trend yet.
pub static BEGUN: Finding = Finding {
    id: "begun",
    title: "Too early to tell",
    gist: prose("There have been few steps since the start or the last change."),
    begins: |past| past.since_edit() < FEW,
    lasts: |past| past.since_edit() < if past.edited == 0 { FEW } else { SPAN },
    say: |e| {
        let begun = if e.past.edited == 0 { "the start" } else { "the last change" };
        let (now, before) = (e.past.now().loss, e.past.history[e.past.edited].loss);
        format!("The loss is {}; at {begun} it was {}. Run a few more steps.", say(now), say(before))
    },
    ..Finding::USUAL
};

/// It gets better.
pub static LEARNING: Finding = Finding {
    id: "learning",
    title: "Learning",
    gist: prose("The loss falls, or MAP@R rises."),
    begins: |past| past.since_edit() >= FEW && (past.fell(SPAN, 2.0) || rises(past, SPAN, 2.0)),
    lasts: |past| past.is_lower(SPAN) || rises(past, SPAN, 1.0),
    // MAP@R is measured now and then only, and may have fallen since.
    sees: |e| (!e.past.is_lower(SPAN) && !e.is_higher(SPAN)).then_some(false),
    say: |e| format!("{}. Let it run.", better(e, SPAN)),
    ..Finding::USUAL
};

/// It gets better slowly.
pub static PLATEAU: Finding = Finding {
    id: "plateau",
    title: "Slow",
    gist: prose("The loss falls or MAP@R rises, but slowly."),
    begins: |past| moves(past, 2.0),
    lasts: |past| moves(past, 1.0),
    sees: |e| (!e.past.is_lower(long(e.past)) && !e.is_higher(long(e.past))).then_some(false),
    say: |e| format!("{}. Give it time.", better(e, long(e.past))),
    ..Finding::USUAL
};

/// It gets worse.
pub static WORSENING: Finding = Finding {
    id: "worsening",
    title: "Getting worse",
    gist: prose("The loss rises, or MAP@R falls."),
    begins: |past| worsens(past, 2.0) || (unlearns(past, 2.0) && past.gain(long(past) / 2) < -RISE),
    lasts: |past| worsens(past, 1.0) || (unlearns(past, 1.0) && past.gain(SPAN) <= RISE),
    sound: |past| Some(past.step().saturating_sub(SPAN)),
    sees: |e| (e.past.is_lower(SPAN) && !e.is_below(long(e.past))).then_some(false),
    say: |e| {
        let figure = if e.past.is_lower(SPAN) {
            e.say_judged(long(e.past))
        } else if e.map_at_r() < e.then(SPAN) {
            e.say_map_at_r(SPAN)
        } else {
            e.say_loss(SPAN)
        };
        format!("{figure}. Go back and change something.")
    },
    ..Finding::USUAL
};

/// None of this. MAP@R is measured now and then only, so nobody knows whether it stayed in between.
pub static STEADY: Finding = Finding {
    id: "steady",
    title: "Steady",
    gist: prose("Nothing gets clearly better or worse."),
    begins: |_| true,
    lasts: |_| true,
    say: |e| {
        let loss = say(e.past.loss(0));
        let of = if e.held_out().is_some() { " of held-out points" } else { "" };
        match e.held_out().or(e.evaluation.ranks().map_at_r) {
            Some(figure) if figure >= RIGHT => {
                format!(
                    "MAP@R{of}, the share of right neighbours, is {}, and the loss is about {loss}. Stop here, or try something harder.",
                    say(figure)
                )
            }
            Some(figure) => format!(
                "Nothing gets clearly better or worse: MAP@R{of} is {}, the loss about {loss}. Change something.",
                say(figure)
            ),
            None => format!("The loss is about {loss}. Change something."),
        }
    },
    ..Finding::USUAL
};

/// Whether MAP@R has risen by more than it goes up and down, and still rises.
fn rises(past: &Past, span: usize, times: f64) -> bool {
    past.rise(span) > times * RISE.max(past.jitter()) && past.rise(span / 2) > 0.5 * times * RISE
}

/// The steps over which a slow run is compared with itself: its first ones are never slow.
fn long(past: &Past) -> usize {
    past.since_began().saturating_sub(SPAN).min(LONG)
}

/// Whether anything has got better over a long time, and still does.
fn moves(past: &Past, times: f64) -> bool {
    let span = long(past);
    // What is right already can hardly rise.
    let wrong = past.retrieval().truth.is_some_and(|figure| figure < RIGHT);
    span >= SPAN && past.since_edit() >= SPAN && ((wrong && rises(past, span, times)) || past.fell(span, times))
}

fn worsens(past: &Past, times: f64) -> bool {
    let rise = past.rise(SPAN);
    let falls = !past.is_lower(SPAN) && rise < -times * (2.0 * RISE).max(past.jitter());
    falls || (past.rose(SPAN, times) && rise <= 0.0)
}

/// Whether MAP@R of the points that a run is judged by has long been falling, as where errors are learned, whatever the loss does.
fn unlearns(past: &Past, times: f64) -> bool {
    let span = long(past);
    span >= 2 * SPAN && past.since_edit() >= span && past.gain(span) < -times * (2.0 * RISE).max(past.jitter())
}

/// The figure that has got better.
fn better(e: &Evidence, span: usize) -> String {
    let rises = e.is_higher(span) && e.map_at_r() > e.then(span) + 0.5 * RISE;
    if rises || !e.past.is_lower(span) { e.say_map_at_r(span) } else { e.say_loss(span) }
}
