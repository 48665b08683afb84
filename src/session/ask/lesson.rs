//! A lesson as it is written: one TOML file in `www/lessons`. Native only: `cargo xtask build` converts it for the page, and `tests/claims`
//! runs its claims.
//!
//! Texts are Markdown (paragraphs, lists, emphasis, links, `$…$` formulas in TeX). A link to `term:margin` leads to the glossary, one to
//! `#lesson=collapse&at=3` to a step: to its `id`, or to its number among the steps without one. So a step that is added later has an id,
//! and the addresses of the others stay.

use super::claim::Claim;
use serde::Deserialize;

/// A lesson.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Its title.
    pub title: String,
    /// One sentence for the list of lessons.
    pub gist: String,
    /// Questions on earlier lessons, asked before the first step.
    #[serde(default)]
    pub review: Vec<Review>,
    /// Its steps, in order.
    pub step: Vec<Step>,
}

/// A question on an earlier lesson: why something is so, or what happens if.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The question.
    pub question: String,
    /// The step that teaches the answer, and claims what it rests on: `collapse&at=3`.
    pub step: String,
    /// The choices, one of which is right.
    pub choice: Vec<Remembered>,
    /// The reply, to whatever is chosen.
    pub why: String,
}

/// A choice of a question on an earlier lesson.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remembered {
    /// Its text.
    pub text: String,
    /// Whether it is right.
    #[serde(default)]
    pub right: bool,
}

/// A step: a text, and what goes with it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its place in an address, if that is not a number.
    pub id: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// The share text that it opens, including step and view; without one nothing changes.
    pub state: Option<String>,
    /// The parts of the page that it is about: values of `data-part`. The page scrolls to the first.
    #[serde(default)]
    pub ring: Vec<String>,
    /// The parts of the page whose question mark leads here; `chart:roc` for a chart, wherever it appears.
    #[serde(default)]
    pub explains: Vec<String>,
    /// Small multiples: real runs under one clock.
    #[serde(default)]
    pub figure: Vec<Figure>,
    /// A question that the run answers.
    pub predict: Option<Predict>,
    /// A goal for the reader.
    pub task: Option<Task>,
    /// The tested statements.
    #[serde(default)]
    pub claim: Vec<Claim>,
}

/// A small picture of another run.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Its caption: “hardest negative”.
    pub caption: String,
    /// Its share text; the differences from the step's state suffice.
    pub state: String,
    /// The picture: an id of `tell::SPECS`.
    #[serde(default = "embedding")]
    pub view: String,
    /// The last step of its clock.
    pub steps: u64,
}

fn embedding() -> String {
    "embedding".to_string()
}

/// A question asked before the run that answers it, with choices or with a scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predict {
    /// The question.
    pub question: String,
    /// The step at which the answer is read.
    pub steps: u64,
    /// The choices.
    #[serde(default)]
    pub choice: Vec<Choice>,
    /// The scale on which to mark a number instead.
    pub drag: Option<Drag>,
}

/// A choice. At the end of the run exactly one choice's condition must hold; a test checks this.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its text.
    pub text: String,
    /// The condition under which it is right, for that very run.
    pub when: String,
    /// The reply to a reader who chose it wrongly.
    pub why: String,
}

/// A scale on which to mark a number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drag {
    /// The quantity to be marked, as in a condition.
    pub quantity: String,
    /// The low end of the scale.
    pub from: f64,
    /// The high end of the scale.
    pub to: f64,
    /// The tolerance around the run's value.
    pub within: f64,
    /// The reply.
    pub why: String,
}

/// A goal, which the page checks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What to do, in words.
    pub text: String,
    /// Conditions to be met one after another. The last has to hold for a while: see `hold`.
    pub goals: Vec<String>,
    /// At how many steps in a row the last goal has to hold, so that no lucky step is enough.
    #[serde(default = "usual_hold")]
    pub hold: u64,
    /// The quantity on the cost meter.
    pub cost: Option<String>,
    /// A hint.
    pub hint: String,
    /// Edits to the step's state that reach the goal, as in a share text; a test follows them.
    pub solution: String,
    /// The number of steps that the solution takes.
    pub steps: u64,
}

fn usual_hold() -> u64 {
    50
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    /// What is wrong, and in which line or step.
    pub fn read(text: &str) -> Result<Self, String> {
        let lesson: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        let ids: Vec<&String> = lesson.step.iter().filter_map(|step| step.id.as_ref()).collect();
        let is_plain = |id: &str| {
            let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(inside)
        };
        let wrong = |(at, id): &(usize, &&String)| !is_plain(id) || ids[..*at].contains(id);
        match ids.iter().enumerate().find(wrong) {
            Some((_, id)) => Err(format!(
                "step id “{id}”; allowed are small letters, digits and hyphens, a letter first, and each id once"
            )),
            None => Ok(lesson),
        }
    }

    /// The place of each step in an address: its id, or its number among the steps without one.
    pub fn places(&self) -> Vec<String> {
        let mut number = 0;
        let place = |step: &Step| {
            number += usize::from(step.id.is_none());
            step.id.clone().unwrap_or_else(|| number.to_string())
        };
        self.step.iter().map(place).collect()
    }
}

/// A share text with other settings: keys that `with` names replace the existing ones, including edits.
pub fn with(text: &str, with: &str) -> String {
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_string();
    let pairs = |text: &str| text.split('&').filter(|pair| !pair.is_empty()).map(String::from).collect::<Vec<_>>();
    let added = pairs(with);
    let mut kept = pairs(text);
    kept.retain(|pair| added.iter().all(|other| key(other) != key(pair)));
    [kept, added].concat().join("&")
}

/// The first run of a share text, without the other panels, and without view, step, seed and where to stop.
pub fn run_of(text: &str) -> String {
    let of_the_run = |pair: &&str| {
        let key = pair.split('=').next().unwrap_or_default();
        !key.starts_with("view.") && !key.contains(':') && !["step", "seed", "stop", "panels", "active"].contains(&key)
    };
    text.split('&').filter(of_the_run).collect::<Vec<_>>().join("&")
}

/// The glossary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// Its terms.
    pub term: Vec<Term>,
}

/// A technical term.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The name in links: `term:margin`.
    pub id: String,
    /// The term as it is shown.
    pub name: String,
    /// Its meaning, in Markdown.
    pub text: String,
    /// The verdicts that it explains, by id.
    #[serde(default)]
    pub verdicts: Vec<String>,
}

impl Glossary {
    /// Reads the glossary.
    ///
    /// # Errors
    /// What is wrong, and in which line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
