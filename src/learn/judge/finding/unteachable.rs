//! A teacher that says the same of every point, which the student can say without looking: one-hot collapse, where one prototype wins
//! everywhere, and uniform collapse, where all are equally probable.

use super::Finding;
use crate::learn::judge::evidence::Evidence;
use crate::learn::judge::past::{Figure, Past, SPAN};
use crate::learn::spec::prose;
use crate::learn::words::percent;

/// One prototype wins everywhere.
pub static ONE_PROTOTYPE: Finding = Finding {
    id: "one-prototype",
    title: "One prototype",
    gist: prose("The teacher chooses the same prototype for every point."),
    begins: |past| ONE.begins(past),
    lasts: |past| ONE.lasts(past),
    dates: |past| ONE.since(past),
    sound: |past| Some(ONE.since(past).saturating_sub(1)),
    say: |e| ONE.say(e),
    ..URGENT
};

/// No prototype wins anywhere.
pub static UNDECIDED: Finding = Finding {
    id: "undecided",
    title: "Undecided",
    gist: prose("The teacher finds all prototypes equally probable, whatever the point."),
    begins: |past| NONE.begins(past),
    lasts: |past| NONE.lasts(past),
    dates: |past| NONE.since(past),
    sound: |past| Some(NONE.since(past).saturating_sub(1)),
    say: |e| NONE.say(e),
    ..URGENT
};

const URGENT: Finding = Finding { urgent: true, ..Finding::USUAL };

/// A way to collapse, by a share of the greatest possible entropy.
struct Way {
    entropy: Figure,
    /// Whether a share is that of a collapse.
    is: fn(f64) -> bool,
    /// Whether it is not yet that of a recovery.
    stays: fn(f64) -> bool,
    says: &'static str,
}

static ONE: Way = Way {
    entropy: |figures| figures.entropies.map(|[_, mean]| mean),
    is: |share| share < 0.05,
    stays: |share| share < 0.1,
    says: "The teacher chooses one prototype for every point: its mean choice has",
};

static NONE: Way = Way {
    entropy: |figures| figures.entropies.map(|[each, _]| each),
    is: |share| share > 0.95,
    stays: |share| share > 0.9,
    says: "The teacher finds all prototypes equally probable: its choice for a point has",
};

impl Way {
    fn begins(&self, past: &Past) -> bool {
        past.showed(SPAN, SPAN, self.entropy, self.is)
    }

    fn lasts(&self, past: &Past) -> bool {
        past.showed(SPAN / 2, SPAN / 4, self.entropy, self.stays)
    }

    fn since(&self, past: &Past) -> usize {
        past.since(self.entropy, self.is)
    }

    fn say(&self, e: &Evidence) -> String {
        format!(
            "{} {} of the greatest possible entropy. Go back to step {} and change something.",
            self.says,
            percent(e.past.figure(0, self.entropy).unwrap_or(0.0)),
            e.sound.unwrap_or(0)
        )
    }
}
