//! Every sentence about training that the page claims, run over many seeds: those of the lessons and those of the examples' paragraphs.
//!
//! `cargo xtask claims --seeds 200` writes the table to `docs/claims.md`; `CLAIMS=collapse cargo test --test claims -- --nocapture` prints
//! the claims of one lesson.

use pushpull::session::claim::{Claim, Expectation};
use pushpull::session::lesson::{run_of, with};
use pushpull::session::{PRESETS, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Mutex;

mod common;

/// A claim in its place.
struct Case {
    /// Which lesson or example.
    place: String,
    claim: Claim,
    /// The run, and the one that it is compared with.
    run: String,
    other: Option<String>,
    expectation: Expectation,
    seeds: u64,
}

fn case(place: &str, state: &str, claim: Claim, seeds: Option<u64>) -> Case {
    let expectation = Expectation::parse(&claim.expect).unwrap_or_else(|e| panic!("{place}, “{}”: {e}", claim.says));
    let run = |config: &str| run_of(&with(state, config));
    Case {
        place: place.to_string(),
        run: run(&claim.config),
        other: claim.other.as_ref().map(|config| run(config)),
        expectation,
        seeds: seeds.unwrap_or(claim.seeds),
        claim,
    }
}

fn all(seeds: Option<u64>) -> Vec<Case> {
    let only = std::env::var("CLAIMS").unwrap_or_default();
    let mut cases = vec![];
    for (id, lesson) in common::lessons().into_iter().filter(|(id, _)| id.contains(&only)) {
        for (place, step) in lesson.step.into_iter().enumerate() {
            let state = step.state.unwrap_or_default();
            let place = format!("{id}, {}", place + 1);
            cases.extend(step.claim.into_iter().map(|claim| case(&place, &state, claim, seeds)));
        }
    }
    for preset in PRESETS.iter().filter(|preset| preset.id.contains(&only)) {
        let claim = |claim: &pushpull::session::PresetClaim| Claim {
            says: preset.title.to_string(),
            config: claim.with.to_string(),
            steps: claim.steps,
            seeds: 24,
            expect: claim.expect.to_string(),
            other: None,
        };
        cases.extend(
            preset.claims.iter().map(|c| case(&format!("example {}", preset.id), preset.text, claim(c), seeds)),
        );
    }
    cases
}

fn open(run: &str, seed: u64) -> Session {
    let text = if run.is_empty() { format!("seed={seed}") } else { format!("{run}&seed={seed}") };
    Session::open(&text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// What the runs of one text and seed say: by the case's place in the list.
fn look(cases: &[Case], (run, other, seed): &(String, Option<String>, u64)) -> Vec<(usize, Option<f64>)> {
    let of_this_run = |case: &&(usize, &Case)| case.1.run == *run && case.1.other == *other && *seed <= case.1.seeds;
    let mut mine: Vec<_> = cases.iter().enumerate().collect();
    mine.retain(|case| of_this_run(&case));
    mine.sort_by_key(|(_, case)| case.claim.steps);
    let mut session = open(run, *seed);
    let mut beside = other.as_ref().map(|other| open(other, *seed));
    let mut looks = vec![];
    for (place, case) in mine {
        let missing = case.claim.steps - session.now().min(case.claim.steps);
        session.step(missing);
        if let Some(beside) = &mut beside {
            beside.step(missing);
        }
        looks.push((place, case.expectation.look(&session, beside.as_ref())));
    }
    looks
}

/// What every case's runs say, over as many threads as there are processors.
fn run_all(cases: &[Case]) -> Vec<Vec<Option<f64>>> {
    let jobs: BTreeSet<_> =
        cases.iter().flat_map(|c| (1..=c.seeds).map(|seed| (c.run.clone(), c.other.clone(), seed))).collect();
    let jobs = Mutex::new(jobs.into_iter().collect::<Vec<_>>());
    let found = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let Some(job) = jobs.lock().expect("no thread panics with it").pop() else { break };
                    let looks = look(cases, &job);
                    let mut found = found.lock().expect("no thread panics with it");
                    for (place, look) in looks {
                        found.entry(place).or_insert_with(Vec::new).push(look);
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no thread panics with it");
    (0..cases.len()).map(|place| found.remove(&place).unwrap_or_default()).collect()
}

#[test]
fn every_claim_holds_over_its_seeds() {
    let seeds = std::env::var("SEEDS").ok().and_then(|n| n.parse().ok());
    let cases = all(seeds);
    let mut failed = vec![];
    let mut table =
        String::from("| where | what is said | run | steps | expected | seen | |\n|---|---|---|---|---|---|---|\n");
    for (case, looks) in cases.iter().zip(run_all(&cases)) {
        let Claim { says, steps, expect, .. } = &case.claim;
        let verdict = case.expectation.judge(&looks);
        let run = case.other.as_ref().map_or(case.run.clone(), |other| format!("{} (other: {other})", case.run));
        let mark = if verdict.holds { "holds" } else { "FAILS" };
        println!("{mark} {}: “{says}” [{run}, {steps} steps] {expect}: {}", case.place, verdict.seen);
        let cell = |text: &str| text.replace('|', "\\|");
        let _ = writeln!(
            table,
            "| {} | {} | `{}` | {steps} | {} | {} | {mark} |",
            case.place,
            cell(says),
            if run.is_empty() { "the defaults" } else { &run },
            cell(expect),
            verdict.seen
        );
        if !verdict.holds {
            failed.push(format!(
                "{}: “{says}” [{run}, {steps} steps] expected {expect}, seen {}",
                case.place, verdict.seen
            ));
        }
    }
    if let Ok(path) = std::env::var("CLAIMS_TABLE") {
        let head = "# What the page claims\n\nEvery sentence of a lesson or an example about training, and what its runs did. Made by `cargo xtask claims`; the test\n`tests/claims.rs` runs the same over fewer seeds.\n\n";
        std::fs::write(&path, format!("{head}{table}")).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
}
