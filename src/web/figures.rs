//! The figures of the page: every metric of the whole data set, and figures of the current step's batch.

use super::value::Record;
use crate::learn::metric;
use crate::learn::metric::{MetricSpec, On};
use crate::learn::words::{percent, say};
use crate::session::Session;
use crate::tell::{Options, SPECS};
use serde::Serialize;
use tsify::Tsify;

/// A figure of the current step, not of the whole data set.
struct StepFigure {
    id: &'static str,
    name: &'static str,
    gist: &'static str,
    /// Whether it is shown with the metrics, if it has no other place.
    whole: bool,
    text: fn(&Session) -> String,
}

static OF_THE_STEP: &[StepFigure] = &[
    StepFigure {
        id: "gradient_norm",
        name: "gradient",
        gist: "The length of the gradient over all parameters of the encoder, before clipping.",
        whole: true,
        text: |s| say(s.trace().gradient_norm),
    },
    StepFigure {
        id: "loss",
        name: "loss",
        gist: "The loss of this step's batch.",
        whole: true,
        text: |s| say(s.trace().loss),
    },
    StepFigure {
        id: "tuples",
        name: "mined",
        gist: "How many tuples of an anchor, a positive and its negatives the miner takes from this step's batch.",
        whole: false,
        text: |s| s.trace().whole.tuples.to_string(),
    },
    StepFigure {
        id: "mined_active_fraction",
        name: "active",
        gist: "The share of the mined terms that are above zero, and so pull and push at all.",
        whole: false,
        text: |s| known(s.history()[s.now() as usize].active_fraction(), percent),
    },
    StepFigure {
        id: "step",
        name: "step",
        gist: "How many steps have been made.",
        whole: false,
        text: |s| s.now().to_string(),
    },
];

/// The texts of a figure.
#[derive(Serialize, Tsify)]
pub struct Figure {
    id: &'static str,
    name: &'static str,
    gist: &'static str,
    whole: bool,
}

/// All figures, in the order of the page.
pub fn list() -> Vec<Figure> {
    let metrics = metric::LIST.iter().map(|spec| {
        let e = &spec.entry;
        Figure { id: e.id, name: e.name, gist: e.gist, whole: spec.on != On::Verified }
    });
    metrics.chain(OF_THE_STEP.iter().map(|f| Figure { id: f.id, name: f.name, gist: f.gist, whole: f.whole })).collect()
}

/// The current texts of the metrics on the page, by id. The page hides an empty one.
pub fn of_whole(session: &Session, options: &Options) -> Record<&'static str, String> {
    let evaluation = session.evaluation();
    let shown = |spec: &&MetricSpec| {
        let id = spec.entry.id;
        spec.on != On::Verified || SPECS.iter().any(|view| options.shows(view) && view.figures.contains(&id))
    };
    let text = |spec: &MetricSpec| {
        if spec.on == On::HeldOut && evaluation.held_out.is_none() {
            return (spec.entry.id, String::new());
        }
        let write = if spec.share { percent } else { say };
        (spec.entry.id, known((spec.value)(evaluation), write))
    };
    metric::LIST.iter().filter(shown).map(text).collect()
}

/// The current texts of the step's figures, by id.
pub fn of_step(session: &Session) -> Record<&'static str, String> {
    OF_THE_STEP.iter().map(|f| (f.id, (f.text)(session))).collect()
}

/// A figure's text, or a dash if it is undefined.
fn known(value: Option<f64>, write: fn(f64) -> String) -> String {
    value.map_or("–".to_string(), write)
}
