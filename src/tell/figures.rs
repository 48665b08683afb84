//! Figures: the numbers that the page writes beside a label: every metric of the whole data set, and the measures of a run that are shown.

use super::{Options, SPECS};
use crate::learn::metric::{self, On};
use crate::learn::spec::Prose;
use crate::learn::words::{percent, say};
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

/// All figures, in the order of the page.
pub fn all() -> impl Iterator<Item = Figure> {
    let metrics = metric::LIST.iter().map(|spec| Figure {
        measure: Measure::Metric(spec),
        label: spec.entry.name,
        gist: spec.entry.gist,
        place: if spec.on == On::Verified { Place::Line } else { Place::Figures },
        write: if spec.share { percent } else { say },
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
