//! Measures: the numbers of a run that a [`Condition`](crate::session::Condition) can refer to: every metric of the whole data set, and the
//! figures of each step's batch.

use crate::learn::judge::summary::Summary;
use crate::learn::look::mislabelled;
use crate::learn::metric::{self, MetricSpec};
use crate::learn::scheme::Who;
use crate::learn::spec::{Entry, Prose, find, prose};
use crate::learn::words::{count, percent, say, whole};
use crate::session::ask::{taught, words};
use crate::session::run::session::Session;
use crate::session::text::text_error::TextError;
use nalgebra::DVector;

/// A number read from a session.
pub struct Own {
    /// The word in a condition.
    pub id: &'static str,
    /// Its name in a sentence.
    pub name: &'static str,
    /// The current number; `None`, if it is undefined.
    pub now: fn(&Session) -> Option<f64>,
    /// The number at a past step, if every step keeps it.
    pub then: Option<fn(&Summary) -> Option<f64>>,
    /// How it stands on the page, if it does.
    pub shown: Option<Shown>,
}

/// How a measure stands on the page, beside its label.
pub struct Shown {
    /// What it is labelled with.
    pub label: &'static str,
    /// What it is, for a learner.
    pub gist: Prose<&'static str>,
    /// The number as text.
    pub write: fn(f64) -> String,
    /// Where it stands.
    pub place: Place,
}

/// Where a figure of the run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the figures of the whole data set, where it has no other place.
    Figures,
    /// Where a card or a line has a place for it.
    Line,
    /// In the table of several panels.
    Table,
}

/// All measures except the metrics.
pub static OWN: &[Own] = &[
    of_a_batch("gradient_norm", "gradient", |b| Some(b.gradient_norm)).shown(Shown {
        label: "gradient",
        gist: prose("The length of the gradient over all parameters of the encoder, before clipping."),
        write: say,
        place: Place::Figures,
    }),
    of_a_batch("loss", "loss", |b| Some(b.loss)).shown(Shown {
        label: "loss",
        gist: prose("The loss of this step's batch."),
        write: say,
        place: Place::Figures,
    }),
    of_a_batch("active_loss", "mean loss of the active terms", |b| (b.active > 0).then_some(b.active_loss)),
    of_a_batch("collapse_loss", "loss at collapse", |b| Some(b.collapse_loss)),
    now("margin", "margin", |s| s.pipeline().loss.triplet_margin()),
    of_a_batch("tuples", "mined tuples", |b| Some(b.tuples as f64)),
    of_a_batch("terms", "mined terms", |b| Some(b.terms as f64)).shown(Shown {
        label: "mined terms",
        gist: prose(
            "How many terms the loss has, made of what the miner takes from this step's batch: one for each triplet, pair or anchor with several negatives.",
        ),
        write: whole,
        place: Place::Line,
    }),
    of_a_batch("hard_triplets", "hard triplets in the batch", |b| Some(b.hard as f64)),
    of_a_batch("semi_hard_triplets", "semi-hard triplets in the batch", |b| Some(b.semi_hard as f64)),
    now("mined_wrong", "share of mined triplets with a wrong label", mined_wrong),
    of_a_batch("mined_active_fraction", "active share of the mined terms", Summary::active_fraction).shown(Shown {
        label: "active of these",
        gist: prose("The share of the mined terms that are above zero; only these pull and push."),
        write: percent,
        place: Place::Line,
    }),
    now("step", "step", |s| Some(s.now() as f64)).shown(Shown {
        label: "step",
        gist: prose("How many steps have been made."),
        write: whole,
        place: Place::Line,
    }),
    of_a_batch("batch_spread", "spread of the batch", |b| Some(b.spread)),
    of_a_batch("batch_distance", "mean distance in the batch", |b| b.mean_pair),
    now("linear_probe", "linear probe", |s| s.worth().probe).shown(Shown {
        label: "linear probe",
        gist: prose(
            "The share of points whose class a linear map of their embedding names rightly; the map is fitted to the other half of the points.",
        ),
        write: percent,
        place: Place::Table,
    }),
    now("hidden_probe", "linear probe of the hidden layer", |s| s.worth().hidden_probe).shown(Shown {
        label: "probe, hidden layer",
        gist: prose("The linear probe of the encoder's last hidden layer in place of its output."),
        write: percent,
        place: Place::Table,
    }),
    now("alignment", "alignment of positives", |s| s.worth().alignment).shown(Shown {
        label: "alignment",
        gist: prose(
            "How far apart the two views of a point are, or a point and its word: the mean squared distance of their directions. 0 is together.",
        ),
        write: say,
        place: Place::Table,
    }),
    now("uniformity", "uniformity of views", |s| s.worth().uniformity).shown(Shown {
        label: "uniformity",
        gist: prose(
            "How evenly the views are spread over all directions: the logarithm of the mean of exp(−2D) over pairs, D the squared distance of their directions. 0 is all in one place, less is more even.",
        ),
        write: say,
        place: Place::Table,
    }),
    now("proxy_offset", "distance of proxies from their classes", proxy_offset),
    now("zero_shot", "share of points whose nearest word is right", words::zero_shot),
    now("modality_gap", "modality gap", words::gap),
    now("target_entropy", "entropy of the teacher’s probabilities of a point", taught::of_each),
    now("mean_target_entropy", "entropy of the teacher’s mean probabilities", taught::of_mean),
    now("target_divergence", "divergence of the student from its teacher", taught::divergence),
    now("prototypes_used", "prototypes in use", taught::used),
    now("prototype_purity", "purity of the prototypes", taught::purity),
    now("terms_seen", "triplets in the batches so far", |s| total(s, |b| b.triplets)).shown(Shown {
        label: "triplets seen",
        gist: prose("All triplets of the batches so far, among which the miner chose."),
        write: count,
        place: Place::Table,
    }),
    now("terms_mined", "terms mined so far", |s| total(s, |b| b.terms as u64)).shown(Shown {
        label: "evaluated",
        gist: prose("How many of them the miner took and the loss evaluated."),
        write: count,
        place: Place::Table,
    }),
    now("terms_used", "active terms so far", |s| total(s, |b| b.active as u64)).shown(Shown {
        label: "used",
        gist: prose("How many of those were above zero, and so moved something."),
        write: count,
        place: Place::Table,
    }),
];

/// A measure that every step keeps for its batch, defined by where to read it.
const fn of_a_batch(id: &'static str, name: &'static str, then: fn(&Summary) -> Option<f64>) -> Own {
    Own { id, name, now: |_| None, then: Some(then), shown: None }
}

/// A measure that is known of the current step only.
const fn now(id: &'static str, name: &'static str, now: fn(&Session) -> Option<f64>) -> Own {
    Own { id, name, now, then: None, shown: None }
}

impl Own {
    /// The same, shown on the page.
    const fn shown(mut self, shown: Shown) -> Self {
        self.shown = Some(shown);
        self
    }
}

/// The share of the mined triplets of which at least one point has a wrong label.
fn mined_wrong(session: &Session) -> Option<f64> {
    let [wrong, mined] = mislabelled::count(session.trace(), &session.pipeline().dataset)?;
    Some(wrong as f64 / mined as f64)
}

/// The sum over all steps up to the current one.
fn total(session: &Session, of: fn(&Summary) -> u64) -> Option<f64> {
    Some(past(session).iter().map(of).sum::<u64>() as f64)
}

/// The mean distance, in coordinates, between a proxy and the centre of its class's training points.
fn proxy_offset(session: &Session) -> Option<f64> {
    let (trace, data, embedding) = (session.trace(), &session.pipeline().dataset, session.embedding());
    let offset = |(column, who): (usize, &Who)| {
        let members = || data.training().iter().filter(|i| Some(data.given[**i]) == who.class());
        let count = members().count();
        let centre = members().fold(DVector::zeros(embedding.nrows()), |sum, i| sum + embedding.column(*i));
        (count > 0).then(|| (centre / count as f64 - trace.references.column(column)).norm())
    };
    let offsets: Vec<f64> = trace.who.iter().enumerate().filter_map(offset).collect();
    (!offsets.is_empty()).then(|| offsets.iter().sum::<f64>() / offsets.len() as f64)
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

    /// Its name in a sentence.
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
