//! The marks of the timeline: what happened to a run, where it was changed, and where the steps of an open lesson are.

use super::Options;
use super::legend::{Fill, Sign};
use super::shape::shape_of;
use crate::session::Session;

/// A mark.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its step.
    pub step: u64,
    /// `edit`, `lesson`, or an episode's id.
    pub kind: &'static str,
    /// Its symbol.
    pub sign: Sign,
    /// The name of its colour in the palette.
    pub color: &'static str,
    /// A few words, where there is room for them.
    pub word: String,
    /// What it says.
    pub text: String,
}

/// All marks, the most important first, one of a kind per step; none where verdicts and settings are hidden.
pub fn all(session: &Session, options: &Options) -> Vec<Mark> {
    if options.hides {
        return vec![];
    }
    let disc = |fill| Sign::Point(shape_of(0), fill);
    let diamond = |fill| Sign::Point(shape_of(3), fill);
    let episodes = session.episodes().into_iter().map(|episode| {
        let kind = episode.kind;
        let (sign, color) = if kind.good { (diamond(Fill::Solid), "good") } else { (disc(Fill::Solid), "warn") };
        let text = format!("From step {}: {}", episode.step, kind.says);
        Mark { step: episode.step, kind: kind.id, sign, color, word: kind.word.to_string(), text }
    });
    let edits = session.edits().iter().map(|edit| {
        let word = session.say_edit(edit);
        let text = format!("From step {}: {word}", edit.step);
        Mark { step: edit.step, kind: "edit", sign: Sign::Tick, color: "ink", word, text }
    });
    let lessons = options.waypoints.iter().map(|(step, name)| {
        let text = format!("Lesson, step {step}: “{name}”");
        Mark { step: *step, kind: "lesson", sign: diamond(Fill::Hollow), color: "soft", word: String::new(), text }
    });
    let mut marks: Vec<Mark> = vec![];
    for mark in episodes.chain(edits).chain(lessons) {
        match marks.iter_mut().find(|other| other.kind == mark.kind && other.step == mark.step) {
            Some(same) => {
                let (_, more) = mark.text.split_once(": ").unwrap_or_default();
                same.text += &format!(", {more}");
                if !mark.word.is_empty() {
                    same.word += &format!(", {}", mark.word);
                }
            }
            None => marks.push(mark),
        }
    }
    marks
}
