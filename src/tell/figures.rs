//! Figures: the numbers that the page writes beside a label: every metric of the whole data set, and the measures of a run that are shown.

use super::{Options, SPECS};
use crate::learn::compare::Relation;
use crate::learn::look::worth::Worth;
use crate::learn::metric::{self, On};
use crate::learn::spec::Prose;
use crate::learn::words::{fixed, percent, say};
use crate::session::{At, MEASURES, Measure, Place, Session, Shown};

/// A figure.
pub struct Figure {
    /// The number: its id is that of the page's output, of a word of conditions, and of a column.
    pub measure: Measure,
    /// What it is labelled with.
    pub label: &'static str,
    /// What it is, for a learner.
    pub gist: Prose<&'static str>,
    /// Where it stands.
    pub place: Place,
    write: fn(f64) -> String,
}

/// The figures that panels side by side are compared by, in the order of the rows.
pub static COMPARED: [&str; 7] =
    ["loss", "map_at_r", "recall_at_1", "spread", "terms_seen", "terms_mined", "terms_used"];

/// Those whose greatest value is the best. (Losses of different kinds cannot be compared.)
pub static RANKED: [&str; 2] = ["map_at_r", "recall_at_1"];

/// What metrics are called on the page, where their names need a course; these are shares.
static PLAIN: [(&str, &str); 2] =
    [("recall_at_1", "nearest is right"), ("held_out_recall_at_1", "nearest right, held out")];

/// All figures, in the order of the page.
pub fn all() -> impl Iterator<Item = Figure> {
    let metrics = metric::LIST.iter().map(|spec| {
        let plain = PLAIN.iter().find(|(id, _)| *id == spec.entry.id);
        Figure {
            measure: Measure::Metric(spec),
            label: plain.map_or(spec.entry.name, |(_, label)| label),
            gist: spec.entry.gist,
            place: if spec.on == On::Verified { Place::Line } else { Place::Figures },
            write: if spec.share || plain.is_some() { percent } else { say },
        }
    });
    let own = MEASURES.iter().filter_map(|own| {
        let Shown { label, gist, write, place } = *own.shown.as_ref()?;
        Some(Figure { measure: Measure::Own(own), label, gist, place, write })
    });
    metrics.chain(own)
}

/// Those of [`COMPARED`].
pub fn compared() -> impl Iterator<Item = Figure> {
    COMPARED.iter().filter_map(|id| all().find(|figure| figure.measure.id() == *id))
}

impl Figure {
    /// Its text now, or a dash where it has no meaning.
    pub fn text(&self, session: &Session) -> String {
        self.text_of(self.measure.of(session, At::Now), "–")
    }

    /// What it is, after its usual name, if it has another label. Native only, as all help is.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn help(&self) -> String {
        let name = self.measure.name();
        let named = matches!(self.measure, Measure::Metric(_)) && name != self.label;
        if named { format!("{name}: {}", *self.gist) } else { self.gist.to_string() }
    }

    /// The places of the runs that are best by it, as it is written; none if it ranks no runs, or all are equal.
    pub fn best(&self, runs: &[&Session]) -> Vec<usize> {
        let values: Vec<Option<f64>> = runs.iter().map(|run| self.measure.of(run, At::Now)).collect();
        let greatest = values.iter().flatten().copied().reduce(f64::max);
        let Some(greatest) = greatest.filter(|_| RANKED.contains(&self.measure.id())) else { return vec![] };
        let text = self.text_of(Some(greatest), "");
        let best: Vec<usize> = (0..runs.len()).filter(|k| self.text_of(values[*k], "") == text).collect();
        if best.len() < runs.len() { best } else { vec![] }
    }

    fn text_of(&self, value: Option<f64>, without: &str) -> String {
        value.map_or_else(|| without.to_string(), self.write)
    }
}

/// The texts of the metrics now, by id: of those that are on the page. One that has no meaning for these data is empty: it is hidden.
pub fn of_whole(session: &Session, options: &Options) -> Vec<(&'static str, String)> {
    let shown = |id: &str| SPECS.iter().any(|view| options.shows(view) && view.figures.contains(&id));
    let text = |figure: Figure| {
        let (id, Measure::Metric(spec)) = (figure.measure.id(), figure.measure) else { return None };
        let text = match spec.on {
            On::Verified if !shown(id) => return None,
            // Which of these have a meaning tells what the data are.
            On::Special if options.hides => String::new(),
            On::HeldOut | On::Special => figure.text_of(figure.measure.of(session, At::Now), ""),
            _ => figure.text(session),
        };
        Some((id, text))
    };
    all().filter_map(text).collect()
}

/// The texts of the present step's figures, by id.
pub fn of_step(session: &Session) -> Vec<(&'static str, String)> {
    let is_of_step = |figure: &Figure| matches!(figure.measure, Measure::Own(_)) && figure.place != Place::Table;
    all().filter(is_of_step).map(|figure| (figure.measure.id(), figure.text(session))).collect()
}

/// The figures that stand beside those of the encoder before training and of the raw data where a run reads no labels: labels only measure
/// there, and only side by side do the figures tell what training has added.
static BASED: [(&str, OfWorth); 6] = [
    ("recall_at_1", |worth| worth.recall_at_1),
    ("map_at_r", |worth| worth.map_at_r),
    ("linear_probe", |worth| worth.probe),
    ("hidden_probe", |worth| worth.hidden_probe),
    ("alignment", |worth| worth.alignment),
    ("uniformity", |worth| worth.uniformity),
];

type OfWorth = fn(&Worth) -> Option<f64>;

/// Those figures with their texts now, before training, and of the raw data; none where a run reads labels.
pub fn based(session: &Session) -> Vec<(Figure, [String; 3])> {
    if session.pipeline().scheme.reads_labels() {
        return vec![];
    }
    let beginning = session.beginning();
    let [before, data] = beginning.bases();
    let worths = [session.worth(), before, data];
    let row = |(id, of): &(&str, OfWorth)| {
        let figure = all().find(|figure| figure.measure.id() == *id)?;
        let values = worths.map(of);
        let texts = values.map(|value| figure.text_of(value, "–"));
        values.iter().any(Option::is_some).then_some((figure, texts))
    };
    BASED.iter().filter_map(row).collect()
}

/// The numbers below a run of a lesson: the loss of the batch, and MAP@R of the whole data set if defined. Where negatives are kept from earlier
/// batches and there are none yet, the loss says nothing.
pub fn caption(session: &Session) -> String {
    let trace = session.trace();
    let waits = session.pipeline().scheme.keeps_negatives() && trace.mean_distance(Relation::Negative).is_none();
    let loss = if waits { "no negatives yet".to_string() } else { format!("loss {}", say(trace.loss)) };
    session.evaluation().ranks().map_at_r.map_or(loss.clone(), |map| format!("{loss}\nMAP@R {}", fixed(map, 2)))
}
