//! Measures: the numbers of a run that a [`Condition`](crate::session::Condition) can refer to: every metric of the whole data set, and the
//! figures of each step's batch.

use crate::learn::judge::summary::Summary;
use crate::learn::metric::{self, MetricSpec};
use crate::learn::spec::{Entry, find};
use crate::session::run::session::Session;
use crate::session::text::text_error::TextError;

/// A number read from a session.
pub struct Own {
    /// The word in a condition.
    pub id: &'static str,
    /// Its name on the page.
    pub name: &'static str,
    /// The current number; `None`, if it is undefined.
    pub now: fn(&Session) -> Option<f64>,
    /// The number at a past step, if every step keeps it.
    pub then: Option<fn(&Summary) -> Option<f64>>,
}

/// All measures except the metrics.
pub static OWN: &[Own] = &[
    Own { id: "step", name: "step", now: |s| Some(s.now() as f64), then: None },
    of_a_batch("loss", "loss", |b| Some(b.loss)),
    of_a_batch("active_loss", "mean loss of the active terms", |b| (b.active > 0).then_some(b.active_loss)),
    of_a_batch("collapse_loss", "loss at collapse", |b| Some(b.collapse_loss)),
    Own { id: "margin", name: "margin", now: |s| s.pipeline().loss.triplet_margin(), then: None },
    of_a_batch("gradient_norm", "gradient", |b| Some(b.gradient_norm)),
    of_a_batch("tuples", "mined tuples", |b| Some(b.tuples as f64)),
    of_a_batch("mined_active_fraction", "active share of the mined terms", Summary::active_fraction),
    of_a_batch("batch_spread", "spread of the batch", |b| Some(b.spread)),
    of_a_batch("batch_distance", "mean distance in the batch", |b| b.mean_pair),
    Own { id: "terms_seen", name: "triplets in the batches so far", now: |s| total(s, |b| b.triplets), then: None },
    Own { id: "terms_mined", name: "terms mined so far", now: |s| total(s, |b| b.terms as u64), then: None },
    Own { id: "terms_used", name: "active terms so far", now: |s| total(s, |b| b.active as u64), then: None },
];

/// A measure that every step keeps for its batch, defined by where to read it.
const fn of_a_batch(id: &'static str, name: &'static str, then: fn(&Summary) -> Option<f64>) -> Own {
    Own { id, name, now: |_| None, then: Some(then) }
}

/// The sum over all steps up to the current one.
fn total(session: &Session, count: fn(&Summary) -> u64) -> Option<f64> {
    Some(past(session).iter().map(count).sum::<u64>() as f64)
}

/// The summaries up to the current step.
fn past(session: &Session) -> &[Summary] {
    &session.history()[..=session.now() as usize]
}

/// A measure: a metric, or one of [`OWN`].
#[derive(Clone, Copy)]
pub enum Measure {
    /// A metric, which evaluates the whole data set.
    Metric(&'static MetricSpec),
    /// A number that the session has already.
    Own(&'static Own),
}

/// Which of a run's values to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// The current one.
    Now,
    /// The one at step 0.
    Start,
    /// The least so far.
    Least,
    /// The greatest so far.
    Most,
}

impl Measure {
    /// All measures.
    pub fn all() -> impl Iterator<Item = Measure> {
        OWN.iter().map(Self::Own).chain(metric::LIST.iter().map(Self::Metric))
    }

    /// The measure with this id.
    ///
    /// # Errors
    /// [`TextError`] with all ids.
    pub fn find(id: &str) -> Result<Self, TextError> {
        let own = OWN.iter().find(|own| own.id == id).map(Self::Own);
        let found = own.or_else(|| find(metric::LIST, id).map(Self::Metric));
        found.ok_or_else(|| {
            let ids: Vec<&str> = Self::all().map(|m| m.id()).collect();
            TextError::new("measure", id, format!("one of {}", ids.join(", ")))
        })
    }

    /// The word in a condition.
    pub fn id(self) -> &'static str {
        match self {
            Self::Metric(MetricSpec { entry: Entry { id, .. }, .. }) => id,
            Self::Own(own) => own.id,
        }
    }

    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Metric(spec) => spec.entry.name,
            Self::Own(own) => own.name,
        }
    }

    /// Whether every step keeps it, so that it has a past.
    pub fn has_past(self) -> bool {
        matches!(self, Self::Own(Own { then: Some(_), .. }))
    }

    /// The number; `None`, if it is undefined.
    pub fn of(self, session: &Session, at: At) -> Option<f64> {
        let own = match self {
            Self::Metric(spec) => return (spec.value)(session.evaluation()),
            Self::Own(own) => own,
        };
        let Some(then) = own.then else { return (own.now)(session) };
        let past = past(session);
        let all = || past.iter().filter_map(then);
        match at {
            At::Now => then(&past[past.len() - 1]),
            At::Start => then(&past[0]),
            At::Least => all().reduce(f64::min),
            At::Most => all().reduce(f64::max),
        }
    }
}
