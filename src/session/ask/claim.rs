//! Claims: statements about training that can be run. A claim names a run, its length, and what is expected of it over many seeds. Native
//! only: the page shows claims, `tests/claims` runs them.
//!
//! An expectation is `CONDITION in all runs`, `in no run`, `in at least 23 of 24`, `in at most 2 of 24` (of the seeds; with another number
//! of seeds the share counts), or `median QUANTITY from 0.9 to 1`.

use super::condition::{Condition, Quantity};
use crate::learn::order::ascending;
use crate::learn::words::say;
use crate::session::run::session::Session;
use crate::session::text::text_error::TextError;
use serde::Deserialize;

/// A tested statement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The sentence, word for word as in the lesson's text.
    pub says: String,
    /// The share text of the run, or its differences from the step's state. Seed, step and view are ignored.
    #[serde(default)]
    pub config: String,
    /// The number of steps of the run.
    pub steps: u64,
    /// The number of seeds, starting at 1.
    #[serde(default = "usual_seeds")]
    pub seeds: u64,
    /// The expectation.
    pub expect: String,
    /// The run that `other.` refers to, with the same length and seed; its differences from the step's state suffice.
    pub other: Option<String>,
}

fn usual_seeds() -> u64 {
    24
}

/// What is expected over all seeds.
pub enum Expectation {
    /// The condition holds in a share of the runs between these two.
    Share(Condition, f64, f64),
    /// The median lies between these two.
    Median(Quantity, f64, f64),
}

/// The result of a claim.
pub struct Verdict {
    /// Whether the expectation is met.
    pub holds: bool,
    /// What was observed: `24 of 24`, or `0.948 [0.820, 0.990]`.
    pub seen: String,
}

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    /// [`TextError`] on the part that is not understood.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let wrong = || {
            TextError::new(
                "expect",
                text,
                "“CONDITION in at least 23 of 24”, at most, all runs, no run, or “median QUANTITY from A to B”",
            )
        };
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| wrong());
        if let Some(rest) = text.strip_prefix("median ") {
            let (quantity, range) = rest.rsplit_once(" from ").ok_or_else(wrong)?;
            let (low, high) = range.split_once(" to ").ok_or_else(wrong)?;
            return Ok(Self::Median(Quantity::parse(quantity)?, number(low)?, number(high)?));
        }
        let (condition, share) = text.rsplit_once(" in ").ok_or_else(wrong)?;
        let condition = Condition::parse(condition)?;
        let part = |text: &str| -> Result<f64, TextError> {
            let (count, of) = text.split_once(" of ").ok_or_else(wrong)?;
            let share = number(count)? / number(of)?;
            (0.0..=1.0).contains(&share).then_some(share).ok_or_else(wrong)
        };
        let (low, high) = match share {
            "all runs" => (1.0, 1.0),
            "no run" => (0.0, 0.0),
            share => match (share.strip_prefix("at least "), share.strip_prefix("at most ")) {
                (Some(least), _) => (part(least)?, 1.0),
                (_, Some(most)) => (0.0, part(most)?),
                _ => return Err(wrong()),
            },
        };
        Ok(Self::Share(condition, low, high))
    }

    /// In words: “in at least 23 of 24 runs: the run has collapsed”.
    pub fn say(&self, seeds: u64) -> String {
        let count = |share: f64| (share * seeds as f64).round();
        match self {
            Self::Share(condition, 1.0, _) => format!("in all {seeds} runs: {}", condition.say()),
            Self::Share(condition, _, 0.0) => format!("in none of {seeds} runs: {}", condition.say()),
            Self::Share(condition, 0.0, most) => {
                format!("in at most {} of {seeds} runs: {}", count(*most), condition.say())
            }
            Self::Share(condition, least, _) => {
                format!("in at least {} of {seeds} runs: {}", count(*least), condition.say())
            }
            Self::Median(quantity, low, high) => {
                format!("{} between {} and {} in the median of {seeds} runs", quantity.say(), say(*low), say(*high))
            }
        }
    }

    /// Whether it refers to another run.
    pub fn compares(&self) -> bool {
        match self {
            Self::Share(condition, ..) => condition.compares(),
            Self::Median(quantity, ..) => quantity.compares(),
        }
    }

    /// The observation of one run: the quantity, or 1 if the condition holds and 0 if not. `None`, if the quantity is undefined.
    pub fn look(&self, session: &Session, other: Option<&Session>) -> Option<f64> {
        match self {
            Self::Share(condition, ..) => Some(f64::from(u8::from(condition.holds(session, other)))),
            Self::Median(quantity, ..) => quantity.of(session, other),
        }
    }

    /// Judges the observations of all runs.
    pub fn judge(&self, looks: &[Option<f64>]) -> Verdict {
        let known: Vec<f64> = looks.iter().copied().flatten().collect();
        if known.len() < looks.len() || known.is_empty() {
            return Verdict {
                holds: false,
                seen: format!("no meaning in {} of {}", looks.len() - known.len(), looks.len()),
            };
        }
        match self {
            Self::Share(_, low, high) => {
                let count: f64 = known.iter().sum();
                let share = count / known.len() as f64;
                Verdict { holds: (*low..=*high).contains(&share), seen: format!("{count} of {}", known.len()) }
            }
            Self::Median(_, low, high) => {
                let middle = median(&known).expect("some are known");
                let ends = [f64::min, f64::max].map(|end| known.iter().copied().reduce(end).expect("some are known"));
                let seen = format!("{} [{}, {}]", say(middle), say(ends[0]), say(ends[1]));
                Verdict { holds: (*low..=*high).contains(&middle), seen }
            }
        }
    }
}

/// The median.
pub fn median(values: &[f64]) -> Option<f64> {
    let order = ascending(values.iter().copied());
    let last = order.len().checked_sub(1)?;
    Some((values[order[last / 2]] + values[order[order.len() / 2]]) / 2.0)
}
