//! The record: what the runs of every claim said, seed by seed, as `tests/golden/claims.txt` keeps it. Native only: `tests/claims` makes it
//! and holds the claims to it, the build of the page takes rates from it.
//!
//! A line for every claim, `key: seen`. The key is all that a run and a look at it depend on beside the code (`Claim::key`), so that a
//! threshold or a wording changes without a run. Seen are, for seeds 1, 2, …, numbers to four digits, or `yes in 200 but 17 93` (the seeds
//! where the condition did not hold), or `no in 200 but 5`. The first line names the code for which the record was last confirmed.

use super::claim::{Claim, Expectation, median};
use super::lesson::{run_of, with};
use crate::learn::words::say;
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};

/// Over how many seeds the record goes.
pub const SEEDS: u64 = 200;

/// What one run said: 1 or 0 for a condition, or the value of a quantity, to four digits; `None`, if it has none.
pub type Look = Option<f64>;

/// What runs said, by the keys of claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The code for which it was last confirmed.
    pub code: String,
    /// By key, for seeds 1, 2, ….
    pub seen: BTreeMap<String, Vec<Look>>,
}

impl Record {
    /// Reads the text of a record. A line that is none is as good as missing.
    pub fn read(text: &str) -> Self {
        let (code, lines) = text.split_once('\n').unwrap_or_default();
        let line = |line: &str| line.rsplit_once(": ").map(|(key, seen)| (key.to_string(), read(seen)));
        Self { code: code.to_string(), seen: lines.lines().filter_map(line).collect() }
    }
}

/// Its text.
impl Display for Record {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.code)?;
        self.seen.iter().try_for_each(|(key, looks)| writeln!(f, "{key}: {}", written(looks)))
    }
}

fn read(seen: &str) -> Vec<Look> {
    let Some((usual, rest)) = seen.split_once(" in ") else {
        return seen.split(' ').map(|look| look.parse().ok()).collect();
    };
    let (count, but) = rest.split_once(" but ").unwrap_or((rest, ""));
    let but: Vec<usize> = but.split(' ').filter_map(|seed| seed.parse().ok()).collect();
    let look = |seed| Some(f64::from(u8::from((usual == "yes") != but.contains(&seed))));
    (1..=count.parse().unwrap_or(0)).map(look).collect()
}

fn written(looks: &[Look]) -> String {
    let count = |wanted: f64| looks.iter().filter(|look| **look == Some(wanted)).count();
    if count(0.0) + count(1.0) < looks.len() {
        let number = |look: &Look| look.map_or("none".into(), |look| look.to_string());
        return looks.iter().map(number).collect::<Vec<_>>().join(" ");
    }
    let (word, rare) = if count(1.0) >= count(0.0) { ("yes", 0.0) } else { ("no", 1.0) };
    let but: String =
        looks.iter().zip(1..).filter(|(look, _)| **look == Some(rare)).map(|(_, seed)| format!(" {seed}")).collect();
    format!("{word} in {}{}{but}", looks.len(), if but.is_empty() { "" } else { " but" })
}

/// A look in as many digits as are recorded.
pub fn rounded(look: Look) -> Look {
    look.and_then(|look| format!("{look:.3e}").parse().ok())
}

impl Claim {
    /// Its run, and the one that it is compared with, in a step with this state.
    pub fn runs(&self, state: &str) -> (String, Option<String>) {
        let run = |config: &str| run_of(&with(state, config));
        (run(&self.config), self.other.as_deref().map(run))
    }

    /// What a look at its runs depends on, as the record has it: the runs, their steps, and the condition or quantity.
    pub fn key(&self, state: &str) -> String {
        let (run, other) = self.runs(state);
        let other = other.map_or(String::new(), |other| format!(", other: {other}"));
        let asked = match self.expect.strip_prefix("median ") {
            Some(rest) => rest.rsplit_once(" from "),
            None => self.expect.rsplit_once(" in "),
        };
        format!("{run}{other} | {} | {}", self.steps, asked.map_or(&*self.expect, |(asked, _)| asked))
    }
}

impl Expectation {
    /// How often a claim was seen to hold, as a reader is told: `193 of 200`; of a median, its value.
    pub fn rate(&self, looks: &[Look]) -> String {
        let held = |wanted: f64| looks.iter().filter(|look| **look == Some(wanted)).count();
        let count = match self {
            Self::Share(_, least, _) if *least > 0.0 => held(1.0),
            Self::Share(..) => held(0.0),
            Self::Median(..) => {
                let known: Vec<f64> = looks.iter().copied().flatten().collect();
                return median(&known).map_or("none".into(), |median| format!("median {}", say(median)));
            }
        };
        format!("{count} of {}", looks.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_as_it_was_written() {
        let bits = |but: &[usize], usual: f64| {
            (1..=200).map(|seed| Some(if but.contains(&seed) { 1.0 - usual } else { usual })).collect::<Vec<_>>()
        };
        let seen = [
            ("a: b | 3 | loss > 1", bits(&[], 1.0), "yes in 200"),
            ("b | 3 | loss > 1", bits(&[3, 200], 1.0), "yes in 200 but 3 200"),
            ("c | 3 | loss > 1", bits(&[7], 0.0), "no in 200 but 7"),
            ("d | 3 | loss", vec![rounded(Some(1.0 / 3.0)), None, Some(2e-7)], "0.3333 none 0.0000002"),
        ];
        let record = Record {
            code: "code".into(),
            seen: seen.iter().map(|(key, looks, _)| (key.to_string(), looks.clone())).collect(),
        };
        let text = record.to_string();
        assert_eq!(Record::read(&text), record);
        assert!(seen.iter().all(|(key, _, written)| text.contains(&format!("\n{key}: {written}\n"))), "{text}");
    }

    #[test]
    fn a_rate_says_how_many_of_the_runs_were_as_expected() {
        let rate = |expect: &str, count: usize, all: usize| {
            let looks: Vec<Look> = (0..all).map(|i| Some(f64::from(u8::from(i < count)))).collect();
            Expectation::parse(expect).unwrap().rate(&looks)
        };
        let often = |count, all| rate("loss > 1 in at least 18 of 24", count, all);
        assert_eq!([often(200, 200), often(160, 200), often(0, 200)], ["200 of 200", "160 of 200", "0 of 200"]);
        assert_eq!(rate("loss > 1 in no run", 0, 200), "200 of 200");
        assert_eq!(rate("loss > 1 in at most 3 of 24", 20, 200), "180 of 200");
        assert_eq!(rate("median loss from 0 to 1", 100, 200), "median 0.500");
    }
}
