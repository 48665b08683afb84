//! The runs of reference.toml over 24 seeds, each beside its threshold: `docs/without_labels.md`.
//!
//! `BLESS=1 cargo test --release --test oracle reference -- --ignored` writes it.

use crate::common::golden;
use pushpull::learn::num::{exp, ln};
use pushpull::learn::principal::variances;
use pushpull::session::claim::{Expectation, Verdict};
use pushpull::session::lesson::with;
use pushpull::session::record::Look;
use pushpull::session::{PRESETS, Session};
use serde::Deserialize;
use std::fmt::Write;

const FILE: &str = "docs/without_labels.md";
const SEEDS: u64 = 24;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    row: String,
    example: String,
    says: String,
    #[serde(default)]
    config: String,
    steps: u64,
    other: Option<String>,
    expect: Vec<String>,
}

/// A figure of the reference that the page does not have.
type Figure = fn(&Session) -> Look;

/// These, by what an expectation calls them.
const FIGURES: [(&str, Figure); 2] = [("|correlation|", correlation), ("rank of variances", rank)];

/// The correlation of the two coordinates of a plane, without its sign.
fn correlation(session: &Session) -> Look {
    let points = session.embedding();
    let [x, y] = [0, 1].map(|k| points.row(k).add_scalar(-points.row(k).mean()));
    Some((x.dot(&y) / (x.norm() * y.norm())).abs())
}

/// The effective rank that takes variances where that of the page takes their roots.
fn rank(session: &Session) -> Look {
    let variances = variances(session.embedding())?;
    let sum: f64 = variances.iter().sum();
    let shares = variances.iter().map(|variance| variance / sum).filter(|share| *share > 0.0);
    Some(exp(-shares.map(|share| share * ln(share)).sum::<f64>()))
}

/// What is expected, and what each run is looked at for.
struct Asked {
    expectation: Expectation,
    figure: Option<Figure>,
}

impl Asked {
    fn new(text: &str) -> Self {
        let own = FIGURES.iter().find(|(name, _)| text.contains(name));
        // A median is judged by its bounds alone.
        let text = own.map_or(text.to_string(), |(name, _)| text.replace(name, "0"));
        let expectation = Expectation::parse(&text).unwrap_or_else(|e| panic!("{e}"));
        Self { expectation, figure: own.map(|(_, figure)| *figure) }
    }

    fn look(&self, session: &Session, other: Option<&Session>) -> Look {
        self.figure.map_or_else(|| self.expectation.look(session, other), |figure| figure(session))
    }
}

impl Row {
    /// The run, and the one that it is compared with.
    fn runs(&self) -> (String, Option<String>) {
        let example = PRESETS.iter().find(|preset| preset.id == self.example);
        let text = example.unwrap_or_else(|| panic!("there is no example {}", self.example)).text;
        (with(text, &self.config), self.other.as_ref().map(|other| with(text, other)))
    }

    /// What is expected over the seeds, with what was seen.
    fn judge(&self) -> Vec<Verdict> {
        let (run, other) = self.runs();
        let asked: Vec<Asked> = self.expect.iter().map(|text| Asked::new(text)).collect();
        let looks = |seed| -> Vec<Look> {
            let trained = |text: &str| {
                let mut session =
                    Session::open(&format!("{text}&seed={seed}")).unwrap_or_else(|e| panic!("{text}: {e}"));
                session.step(self.steps);
                session
            };
            let (session, other) = (trained(&run), other.as_deref().map(trained));
            asked.iter().map(|asked| asked.look(&session, other.as_ref())).collect()
        };
        let seeds: Vec<u64> = (1..=SEEDS).collect();
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let looks: Vec<Vec<Look>> = std::thread::scope(|scope| {
            let parts = seeds.chunks(seeds.len().div_ceil(threads));
            let parts: Vec<_> =
                parts.map(|part| scope.spawn(|| part.iter().map(|s| looks(*s)).collect::<Vec<_>>())).collect();
            parts.into_iter().flat_map(|part| part.join().expect("a run does not panic")).collect()
        });
        let of = |(place, asked): (usize, &Asked)| {
            asked.expectation.judge(&looks.iter().map(|looks| looks[place]).collect::<Vec<_>>())
        };
        asked.iter().enumerate().map(of).collect()
    }
}

fn rows() -> Vec<Row> {
    #[derive(Deserialize)]
    struct Rows {
        row: Vec<Row>,
    }
    toml::from_str::<Rows>(include_str!("reference.toml")).unwrap_or_else(|e| panic!("{e}")).row
}

/// A line of the table up to what was seen.
fn line(row: &Row, expect: &str) -> String {
    let Row { row, example, says, config, steps, other, .. } = row;
    let run = [config.clone(), other.as_ref().map_or(String::new(), |other| format!("other: {other}"))];
    let run: String = run.iter().filter(|part| !part.is_empty()).map(|part| format!(", `{part}`")).collect();
    format!("| {row} | {example} | {says}{run} | {steps} | {} |", expect.replace('|', "\\|"))
}

#[test]
#[ignore = "takes minutes"]
fn every_run_of_the_reference_meets_its_threshold() {
    let mut page = format!(
        "# Learning without labels beside a reference\n\nAnother program made these runs before this one did, and its author set thresholds. Here they \
         are over seeds 1 to {SEEDS}: a median\nstands before the least and the greatest value. The rank of variances is the effective rank with \
         variances in place of their roots,\n0.7071 of the spread in the plane a coordinate’s standard deviation. The test in \
         `tests/oracle/reference.rs` writes this page.\n\n| | example | run | steps | threshold | seen | met |\n|---|---|---|---:|---|---|---|\n"
    );
    let mut missed = vec![];
    for row in rows() {
        for (expect, Verdict { holds, seen }) in row.expect.iter().zip(row.judge()) {
            let line = format!("{} {seen} | {} |", line(&row, expect), if holds { "yes" } else { "no" });
            println!("{line}");
            let _ = writeln!(page, "{line}");
            missed.extend((!holds).then_some(line));
        }
    }
    golden(FILE, &page);
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn the_table_has_every_run_of_the_reference() {
    let page = std::fs::read_to_string(FILE).unwrap();
    for row in rows() {
        row.runs();
        for expect in &row.expect {
            Asked::new(expect);
            assert!(page.contains(&line(&row, expect)), "{FILE} is without {}", line(&row, expect));
        }
    }
}
