//! What is going on: [`Moment`] is cheap; [`Status`] evaluates the whole data set.

use crate::learn::words::say;
use crate::session::Session;
use crate::session::rescue::{Advice, Remedy};
use crate::tell::figures::{self, Figure};
use crate::tell::{Options, pointed};
use crate::web::value::Record;
use serde::Serialize;
use tsify::Tsify;

/// The current step and its batch.
#[derive(Serialize, Tsify)]
pub struct Moment {
    step: u64,
    last: u64,
    halted: bool,
    /// The position in words.
    time: String,
    figures: Record<&'static str, String>,
    part: Option<PartSaid>,
    /// The number of edits up to this step: when it changes, so do the controls.
    in_force: usize,
}

/// The figures of the whole data set, and the diagnosis.
#[derive(Serialize, Tsify)]
pub struct Status {
    figures: Record<&'static str, String>,
    /// The figures that stand beside those of the encoder before training and of the raw data; none where labels are read.
    based: Vec<BasedRow>,
    diagnosis: DiagnosisValue,
    /// One message for screen readers.
    summary: String,
}

#[derive(Serialize, Tsify)]
struct DiagnosisValue {
    id: &'static str,
    title: &'static str,
    /// Whether a playing run may pause.
    done: bool,
    remedies: Vec<RemedyValue>,
}

/// The current part of slow motion.
#[derive(Serialize, Tsify)]
struct PartSaid {
    id: &'static str,
    room: &'static str,
    sentence: String,
}

/// A figure now, with the encoder before training, and with the raw data.
#[derive(Serialize, Tsify)]
pub struct BasedRow {
    id: &'static str,
    name: &'static str,
    values: [String; 3],
}

/// A remedy.
#[derive(Serialize, Tsify)]
struct RemedyValue {
    label: &'static str,
    why: &'static str,
    helps: bool,
    /// Its first step: "from step 41".
    from: String,
}

impl Moment {
    /// The moment of a session.
    pub fn of(session: &Session, options: &Options) -> Self {
        let mut figures: Record<_, _> = figures::of_step(session).into_iter().collect();
        figures.insert("pointed", pointed::say(session, options));
        let (step, last) = (session.now(), session.last());
        Self {
            step,
            last,
            halted: session.halted(),
            time: format!("step {step} of {last}"),
            figures,
            part: options.part.map(|part| PartSaid { id: part.id, room: part.room, sentence: (part.say)(session) }),
            in_force: session.edits().iter().take_while(|e| e.step <= step).count(),
        }
    }
}

impl Status {
    /// The status of a session.
    pub fn of(session: &Session, options: &Options) -> Self {
        let said = session.diagnosis();
        if options.hides {
            return Self::hidden(session, options);
        }
        let mut figures: Record<_, _> = figures::of_whole(session, options).into_iter().collect();
        figures.insert("diagnosis", said.sentence.clone());
        let loss = say(session.trace().loss);
        Self {
            figures,
            based: based(session),
            summary: format!("Step {}. Loss {loss}. {}. {}", session.now(), said.title, said.sentence),
            diagnosis: DiagnosisValue {
                id: said.id,
                title: said.title,
                done: said.done,
                remedies: session.remedies().iter().map(remedy).collect(),
            },
        }
    }
}

impl Status {
    /// The figures without the diagnosis.
    fn hidden(session: &Session, options: &Options) -> Self {
        let said = "Say what is wrong with this run, or that nothing is. Then its settings are shown.";
        let mut figures: Record<_, _> = figures::of_whole(session, options).into_iter().collect();
        figures.insert("diagnosis", said.to_string());
        let summary = format!("Step {}. Loss {}. {said}", session.now(), say(session.trace().loss));
        let diagnosis = DiagnosisValue { id: "hidden", title: "Hidden", done: false, remedies: vec![] };
        Self { figures, based: vec![], diagnosis, summary }
    }
}

fn based(session: &Session) -> Vec<BasedRow> {
    let row = |(figure, values): (Figure, _)| BasedRow { id: figure.measure.id(), name: figure.label, values };
    figures::based(session).into_iter().map(row).collect()
}

fn remedy(remedy: &Remedy) -> RemedyValue {
    let Advice { label, why, helps, .. } = *remedy.advice;
    RemedyValue { label, why, helps, from: format!("from step {}", remedy.step) }
}
