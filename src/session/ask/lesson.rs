//! A lesson as it is written: one TOML file in `www/lessons`. Native only: `cargo xtask build` makes of it what the page reads, and
//! `tests/claims` runs what it claims.
//!
//! Texts are Markdown (paragraphs, lists, emphasis, links, `$…$` formulas in TeX). A link `term:margin` leads to the glossary, and
//! `#lesson=collapse&at=3` to a step.

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
    /// Its steps, in order.
    pub step: Vec<Step>,
}

/// What is read and done at one place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its title.
    pub title: String,
    /// What is said.
    pub text: String,
    /// The share text that it sets, view and step included; without one everything stays as it is.
    pub state: Option<String>,
    /// The parts of the page that it speaks of: values of `data-part` in the page; the first is scrolled to.
    #[serde(default)]
    pub ring: Vec<String>,
    /// The parts of the page whose question mark leads here; `chart:roc` for a chart, wherever it is shown.
    #[serde(default)]
    pub explains: Vec<String>,
    /// Small multiples: runs of the real engine under one clock.
    #[serde(default)]
    pub figure: Vec<Figure>,
    /// A question that the run answers.
    pub predict: Option<Predict>,
    /// Something to reach.
    pub task: Option<Task>,
    /// The sentences that are tested.
    #[serde(default)]
    pub claim: Vec<Claim>,
}

/// A small picture of a run of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it is: “hardest negative”.
    pub caption: String,
    /// Its share text; what differs from the step's state is enough.
    pub state: String,
    /// Which picture: an id of `draw::SPECS`.
    #[serde(default = "embedding")]
    pub view: String,
    /// Where its clock ends.
    pub steps: u64,
}

fn embedding() -> String {
    "embedding".to_string()
}

/// A question asked before the run that answers it: choices, or a number on a scale.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Predict {
    /// What is asked.
    pub question: String,
    /// At which step the answer is read.
    pub steps: u64,
    /// What can be answered.
    #[serde(default)]
    pub choice: Vec<Choice>,
    /// The scale on which a number is marked instead.
    pub drag: Option<Drag>,
}

/// An answer. At the end of the run exactly one choice's condition must be true; a test holds this.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// The condition under which it is right, read of that very run.
    pub when: String,
    /// What is said to who chose it where it is wrong.
    pub why: String,
}

/// A scale to mark a number on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drag {
    /// What is marked, as a quantity of a condition.
    pub quantity: String,
    /// The ends of the scale.
    pub from: f64,
    /// The ends of the scale.
    pub to: f64,
    /// How far from the run's value is right.
    pub within: f64,
    /// What is said afterwards.
    pub why: String,
}

/// Something to reach, which the page checks.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What is to be done, in words.
    pub text: String,
    /// The conditions of the goal, to be met one after another.
    pub goals: Vec<String>,
    /// The quantity on the cost meter.
    pub cost: Option<String>,
    /// What may help.
    pub hint: String,
    /// Edits to the step's state that reach the goals, as in a share text; a test follows them.
    pub solution: String,
    /// How many steps the solution takes.
    pub steps: u64,
}

impl Lesson {
    /// Reads a lesson.
    ///
    /// # Errors
    /// What is wrong and on which line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}

/// A share text with other settings: what `with` names replaces what was there, edits included.
pub fn with(text: &str, with: &str) -> String {
    let key = |pair: &str| pair.split('=').next().unwrap_or_default().to_string();
    let pairs = |text: &str| text.split('&').filter(|pair| !pair.is_empty()).map(String::from).collect::<Vec<_>>();
    let added = pairs(with);
    let mut kept = pairs(text);
    kept.retain(|pair| added.iter().all(|other| key(other) != key(pair)));
    [kept, added].concat().join("&")
}

/// The run of a share text: without what is looked at, without its step and its seed.
pub fn run_of(text: &str) -> String {
    let of_the_run =
        |pair: &&str| !pair.starts_with("view.") && !pair.starts_with("step=") && !pair.starts_with("seed=");
    text.split('&').filter(of_the_run).collect::<Vec<_>>().join("&")
}

/// The words of the field, explained.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The words.
    pub term: Vec<Term>,
}

/// A word of the field.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// What links name: `term:margin`.
    pub id: String,
    /// The word as it is read.
    pub name: String,
    /// What it means, in Markdown.
    pub text: String,
}

impl Glossary {
    /// Reads the glossary.
    ///
    /// # Errors
    /// What is wrong and on which line.
    pub fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
