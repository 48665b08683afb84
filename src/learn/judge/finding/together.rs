//! Points that come together in one place, and those that leave it again.
//!
//! Collapse is detected as in the reference: mean pair distance below 5 % of the margin and loss within 5 % of its value at total collapse,
//! for 50 steps. A fall is seen at once: the spread shrinks while the loss is about its value at collapse or above it, so that the pulls win
//! (a cloud that is free to scale shrinks while the mean active loss is above the margin). Where views are compared with negatives, retrieval
//! has to fall with it: of such clouds those that keep it come apart again. Where nothing is a negative, every cloud shrinks at first, and only
//! one that has become small has not found its size.

use super::Finding;
use crate::learn::judge::glimpse::EVERY;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::spec::prose;
use crate::learn::words::say;

/// A spread below this share of that of ten steps before is a fall.
const FALL: f64 = 0.75;
/// A cloud that shrinks in the very first steps may only find its size.
const SURE: usize = 5;
/// MAP@R that has risen by this is of points that come together class by class.
const GAIN: f64 = 0.05;
/// MAP@R that has fallen by less is of views that pull more than their negatives push only at first.
const LOSS: f64 = 0.05;
/// Where nothing pushes, a cloud finds its size above this share of its first spread.
const SMALL: f64 = 0.3;
/// A spread above this share of that before a fall has recovered.
const BACK: f64 = 0.7;
/// A cloud that has become so many times as wide has come apart.
const APART: f64 = 5.0;
/// One that was never wider than this share of its widest has stayed down.
const FLUTTER: f64 = 0.3;

/// All points share one place.
pub static COLLAPSED: Finding = Finding {
    id: "collapsed",
    title: "Collapsed",
    gist: prose("All points share one place."),
    urgent: true,
    begins: |past| !opens(past) && past.recent(SPAN).is_some_and(|recent| recent.iter().all(|s| past.is_point(s))),
    lasts: |past| {
        let recent = past.last(SPAN / 2);
        let points = recent.iter().filter(|s| past.is_point(s)).count();
        2 * points > recent.len() && !opens(past)
    },
    dates: |past| past.history.iter().rposition(|s| !past.is_point(s)).map_or(0, |step| step + 1),
    sound: |past| past.fall.or_else(|| Some(before_the_fall(past))),
    say: |e| {
        format!(
            "All points have shared one place since step {}: the spread is {}. Go back to step {} and change something.",
            e.from,
            say(e.evaluation.spread),
            e.sound.unwrap_or(0),
        )
    },
    ..Finding::USUAL
};

/// They are coming together.
pub static FALLING: Finding = Finding {
    id: "falling",
    title: "Falling together",
    gist: prose("All points come together, whatever their class."),
    urgent: true,
    begins: |past| {
        let falls = tumbles(past) || (slides(past) && shrinks(past));
        falls
            && past.spread(0) > 1e-6 * past.first_spread()
            && past.is_above_collapse(0.15)
            && !gains(past)
            && !passes(past, LOSS, SMALL)
    },
    lasts: |past| {
        let falls = (shrinks(past) || sinks(past)) && !gains(past) && !passes(past, 0.5 * LOSS, 1.2 * SMALL);
        past.is_above_collapse(0.2) && !opens(past) && (falls || past.is_point(past.now()))
    },
    dates: |past| top(past) + 1,
    sound: |past| Some(before_the_drop(past)),
    say: |e| format!("{}. Go back there and change something.", e.say_spread(e.sound.unwrap_or(0))),
    ..Finding::USUAL
};

/// They were together, and move apart.
pub static RECOVERING: Finding = Finding {
    id: "recovering",
    title: "Recovering",
    gist: prose("The points move apart again after a fall."),
    urgent: true,
    begins: |past| {
        let new = past.spreads(SPAN, 11).is_some_and(|[_, most]| past.spread(0) > 1.5 * most);
        past.spread(0) > past.spread(20) && (new || (past.fall.is_some() && opens(past))) && is_low(past)
    },
    lasts: |past| past.spread(0) > 1.02 * past.spread(20) && is_low(past),
    say: |e| format!("{}: the points move apart again. Let it run.", e.say_spread(e.past.step().saturating_sub(20))),
    ..Finding::USUAL
};

/// Whether the points move apart clearly, and not by rounding.
fn opens(past: &Past) -> bool {
    past.spread(0) > 1e-6 * past.first_spread()
        && (past.spread(0) > 1.25 * past.spread(10)
            || past.spreads(SPAN, 1).is_some_and(|[least, _]| past.spread(0) > 1.6 * least))
}

/// Whether the spread has fallen within ten steps, and falls on.
fn tumbles(past: &Past) -> bool {
    let (Some([_, most]), now) = (past.spreads(past.since_edit().min(10), 1), past.spread(0)) else { return false };
    // Below where it was lately, so that a small cloud that flutters does not fall again and again.
    let new = past.spreads(SPAN, 11).is_none_or(|[least, _]| now < FALL * least);
    let goes_on = past.since_edit() >= SURE && past.spreads(5, 1).is_some_and(|[least, _]| now <= least);
    goes_on && new && now < FALL * most
}

/// Whether the cloud is smaller than it was lately.
fn shrinks(past: &Past) -> bool {
    let most = past.spreads(10, 1).map_or(0.0, |[_, most]| most);
    past.spread(0) < 0.95 * most && past.spread(0) <= 1.1 * past.spread(5)
}

/// Whether the cloud is smaller than it was for a while, though batch by batch it may flutter.
fn sinks(past: &Past) -> bool {
    past.spreads(SPAN, SPAN / 2).is_some_and(|[least, _]| past.spread(0) < 0.95 * least)
}

/// The step of the last ten, and since the last edit, at which the cloud was widest.
fn top(past: &Past) -> usize {
    let step = past.step();
    let widest = |a: &usize, b: &usize| past.history[*a].whole.spread.total_cmp(&past.history[*b].whole.spread);
    (step.saturating_sub(10).max(past.edited)..=step).rev().max_by(widest).unwrap_or(step)
}

/// Whether it falls slowly, and retrieval with it.
fn slides(past: &Past) -> bool {
    // Below all that it was then, so that a small cloud that flutters does not fall again and again.
    let new = past.spreads(2 * SPAN, SPAN).is_some_and(|[least, _]| past.spread(0) < FALL * least);
    past.since_edit() >= 2 * SPAN && new && past.gain(SPAN) < 0.0
}

/// Whether retrieval gets better while the cloud shrinks.
fn gains(past: &Past) -> bool {
    past.gain(EVERY) > GAIN
}

/// Whether views are compared while the cloud shrinks, and retrieval has not lost so much though there are negatives, or it is not so small though
/// there are none: most such clouds come apart again, or come to rest.
fn passes(past: &Past, loss: f64, small: f64) -> bool {
    let pushed = past.now().mean_negative.is_some();
    let rests = if pushed { past.gain(SPAN) > -loss } else { past.spread(0) > small * past.first_spread() };
    past.now().unlabelled.is_some() && rests
}

/// The greatest spread of the whole run.
fn widest(past: &Past) -> f64 {
    past.spreads(past.step(), 0).map_or(0.0, |[_, most]| most)
}

/// Whether the cloud is much smaller than it was.
fn is_low(past: &Past) -> bool {
    past.spread(0) < BACK * widest(past)
}

/// The greatest spread since the cloud last came apart: what lies before that is another fall.
fn widest_of_late(past: &Past) -> f64 {
    let mut most = 0.0_f64;
    for spread in past.history.iter().rev().map(|s| s.whole.spread) {
        if APART * spread < most {
            break;
        }
        most = most.max(spread);
    }
    most
}

/// The step before the spread fell for the last time.
fn before_the_fall(past: &Past) -> usize {
    let most = widest_of_late(past);
    before(past, past.history.iter().rposition(|s| s.whole.spread >= BACK * most).unwrap_or(0))
}

/// The step before the last drop of the spread, or before the fall in which it is a flutter.
fn before_the_drop(past: &Past) -> usize {
    let top = top(past);
    let flutters = past.history[top].whole.spread < FLUTTER * widest_of_late(past);
    if flutters { before_the_fall(past) } else { before(past, top) }
}

/// The step before the widest one, but not before a change that led to the fall: whoever goes back keeps it.
fn before(past: &Past, widest: usize) -> usize {
    let edited = if past.edited <= widest { past.edited } else { 0 };
    widest.saturating_sub(1).max(edited)
}
