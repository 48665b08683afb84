//! Modality gap: points and words each in a place of their own, which the loss does not bring together.

use super::Finding;
use crate::learn::judge::past::{Past, SPAN};
use crate::learn::judge::unlabelled::Unlabelled;
use crate::learn::spec::prose;
use crate::learn::words::say;

/// Centres of unit vectors farther apart than this are apart. In the plane a distance says nothing without its scale.
const FAR: f64 = 0.7;

/// Points and words stay apart.
pub static GAP: Finding = Finding {
    id: "gap",
    title: "Gap",
    gist: prose("Points and words lie in different places, and come no nearer."),
    begins: |past| past.since_edit() >= 2 * SPAN && stays(past, FAR, 0.95),
    lasts: |past| stays(past, 0.9 * FAR, 0.85),
    sound: |_| Some(0),
    say: |e| {
        let [then, now] = [SPAN, 0].map(|ago| say(e.past.figure(ago, gap).unwrap_or(0.0)));
        let step = e.past.step().saturating_sub(SPAN);
        format!(
            "The centres of points and words were {then} apart at step {step} and are {now} apart. Begin with another loss, or other numbers in it."
        )
    },
    ..Finding::USUAL
};

fn gap(figures: &Unlabelled) -> Option<f64> {
    figures.gap
}

/// Whether the gap has long been wider than this, and has kept this share of its width.
fn stays(past: &Past, far: f64, share: f64) -> bool {
    let [then, now] = [SPAN, 0].map(|ago| past.figure(ago, gap).unwrap_or(0.0));
    past.now().reach.is_some() && past.showed(SPAN, SPAN, gap, |gap| gap > far) && now > share * then
}
