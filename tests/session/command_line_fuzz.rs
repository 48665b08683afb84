//! The two programs for outsiders, called as functions with what nobody would ask: each answers, or says in a sentence what it does not take.
//!
//! `FUZZ_INPUTS=10000000 cargo test --release --test session command_line_fuzz` asks more often than CI does. A failure is printed with its numbers.

use proptest::prelude::*;
use pushpull::session::{Outline, ROOMS};
use serde_json::{Value, json};
use std::ffi::OsString;

#[allow(dead_code, clippy::duplicate_mod)]
#[path = "../../examples/evaluate.rs"]
pub mod evaluate;
#[allow(dead_code, clippy::duplicate_mod)]
#[path = "../../examples/train.rs"]
pub mod train;

/// Inputs made of one case's numbers; a case of proptest costs as much as many of them.
const OF_A_CASE: u64 = 50;

/// What stands where a number or a word should.
const ODD: &[&str] = &[
    "",
    "0",
    "-0",
    "05",
    "1",
    "2",
    "7",
    "0.5",
    "0,5",
    "1e-400",
    "1e308",
    "-1e308",
    "NaN",
    "inf",
    "18446744073709551615",
    "4294967296",
    "toString",
    "é",
    "\u{0}",
    "on",
    "&",
    "=",
    "5@",
    "%",
    "#",
    "all",
    "1 ",
    "--",
    "--steps",
    "--every",
    "--help",
];

/// Choices that follow from one number.
struct Choices(u64);

impl Choices {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A configuration that is often understood.
fn config(choices: &mut Choices) -> String {
    let mut pair = || {
        let room = choices.of(ROOMS);
        let specs = room.entries();
        let entry = choices.of(&specs);
        let parameter = (!entry.params.is_empty() && choices.below(3) == 0).then(|| choices.of(entry.params).id);
        match (parameter, choices.below(8)) {
            (_, 0) => format!("{}{}{}", choices.of(ODD), choices.of(&["=", "&", ""]), choices.of(ODD)),
            (Some(id), _) => format!("{}={}&{}.{id}={}", room.key, entry.id, room.key, choices.of(ODD)),
            (None, _) => format!("{}={}", room.key, entry.id),
        }
    };
    let pairs: Vec<String> = (0..2).map(|_| pair()).collect();
    pairs.join("&")
}

/// A question to `evaluate`: mostly whole, its numbers odd, fields missing or of another kind, or cut short.
fn question(choices: &mut Choices) -> String {
    let number = |choices: &mut Choices| {
        choices.of(&[json!(0), json!(0.5), json!(-3), json!(1e100), json!(1e-300), json!(1)]).clone()
    };
    let points = |choices: &mut Choices, n: usize| -> Value {
        let dimensions = if choices.below(6) == 0 { 3 } else { 2 };
        (0..n).map(|_| (0..dimensions).map(|_| number(choices)).collect::<Value>()).collect()
    };
    let n = choices.below(5);
    let mut asked = if choices.below(2) == 0 {
        let labels: Value = (0..n).map(|_| json!(choices.below(5))).collect();
        let embeddings = points(choices, n);
        json!({"embeddings": embeddings, "labels": labels, "config": config(choices), "seed": choices.below(3), "select": true})
    } else {
        let (name, inputs) = *choices.of(OBJECTIVES);
        let inputs: serde_json::Map<_, _> =
            inputs.iter().map(|input| (input.to_string(), points(choices, n))).collect();
        let mut asked = json!({"objective": name, "inputs": inputs, "parameters": {}});
        for (name, of) in [("log_scale", "inputs"), ("bias", "inputs"), ("tau", "parameters"), ("t", "parameters")] {
            if choices.below(3) == 0 {
                asked[of][name] = number(choices);
            }
        }
        asked
    };
    let fields: Vec<String> = asked.as_object().unwrap().keys().cloned().collect();
    if choices.below(3) == 0 {
        asked[choices.of(&fields)] =
            choices.of(&[json!(null), json!([]), json!({}), json!("é"), json!([[1]]), json!(-1)]).clone();
    }
    let mut text = asked.to_string();
    if choices.below(5) == 0 {
        let end = choices.below(text.len());
        text.truncate(text.floor_char_boundary(end));
        text += *choices.of(ODD);
    }
    text
}

const OBJECTIVES: &[(&str, &[&str])] = &[
    ("nt_xent", &["a", "b"]),
    ("moco", &["q", "k", "queue"]),
    ("barlow_twins", &["a", "b"]),
    ("vicreg", &["a", "b"]),
    ("byol", &["p1", "p2", "t1", "t2"]),
    ("simsiam", &["z1", "z2", "W"]),
    ("dino", &["s1", "s2", "t1", "t2", "centre"]),
    ("clip", &["a", "b"]),
    ("siglip", &["a", "b"]),
    ("align_uniform", &["a", "b"]),
];

/// How many inputs are asked in all, one in twenty of which is a question.
fn cases() -> u32 {
    let inputs = std::env::var("FUZZ_INPUTS").map_or(100_000, |given| given.parse().expect("a number of inputs"));
    (inputs / OF_A_CASE) as u32
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_is_answered_or_refused_in_a_sentence(start in any::<u64>()) {
        let mut choices = Choices(start);
        for k in 0..OF_A_CASE {
            let refused = if k % 20 == 0 {
                let question = question(&mut choices);
                let answer = evaluate::evaluate(&question).map(|answer| serde_json::to_string(&answer).map(|_| ()));
                answer.map(|written| written.expect("what is answered can be written")).err()
            } else {
                let words = [config(&mut choices), choices.of(ODD).to_string(), choices.of(ODD).to_string()];
                let read = train::read(words.into_iter().map(OsString::from));
                read.and_then(|read| Outline::read(&read.text).map(|_| ()).map_err(|error| error.to_string())).err()
            };
            prop_assert!(refused.is_none_or(|sentence| sentence.contains(' ') && sentence.len() < 2_000));
        }
    }
}
