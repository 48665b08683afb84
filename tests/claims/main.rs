//! Every sentence about training that the page claims, run over many seeds: those of the lessons and those of the examples' paragraphs.
//!
//! `cargo xtask claims --seeds 200` writes the table to `docs/claims.md`, and `cargo xtask bless` runs for it what is new in the lessons;
//! `CLAIMS=collapse cargo test --test claims -- --nocapture` prints the claims of one lesson.

use pushpull::session::claim::{Claim, Expectation};
use pushpull::session::lesson::{run_of, with};
use pushpull::session::{PRESETS, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{Display, Formatter, Write};
use std::sync::Mutex;

#[path = "../common/mod.rs"]
mod common;

/// A claim in its place.
struct Case {
    /// Which lesson or example, and which step of it.
    part: String,
    step: String,
    claim: Claim,
    /// The run, and the one that it is compared with.
    run: String,
    other: Option<String>,
    expectation: Expectation,
    seeds: u64,
}

impl Case {
    /// What its result depends on: run, steps and expectation, as the table has them.
    fn key(&self) -> String {
        let run = if self.run.is_empty() { "the defaults" } else { &self.run };
        let other = self.other.as_ref().map_or(String::new(), |other| format!(", other: `{other}`"));
        format!("`{run}`{other} | {} | {}", self.claim.steps, self.claim.expect)
    }
}

/// The sentence, where it stands, and what is expected of which run.
impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, step {}: “{}” [{}]", self.part, self.step, self.claim.says, self.key())
    }
}

fn case((part, step): (&str, &str), state: &str, claim: Claim, seeds: Option<u64>) -> Case {
    let expectation = Expectation::parse(&claim.expect).unwrap_or_else(|e| panic!("{part}, “{}”: {e}", claim.says));
    let run = |config: &str| run_of(&with(state, config));
    Case {
        part: part.to_string(),
        step: step.to_string(),
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
    for (number, (id, lesson)) in common::lessons().into_iter().enumerate() {
        if !id.contains(&only) {
            continue;
        }
        let part = format!("{}. {}", number + 1, lesson.title);
        for (place, step) in lesson.step.into_iter().enumerate() {
            let state = step.state.unwrap_or_default();
            let place = (&*part, &*(place + 1).to_string());
            cases.extend(step.claim.into_iter().map(|claim| case(place, &state, claim, seeds)));
        }
    }
    for preset in PRESETS.iter().filter(|preset| preset.id.contains(&only)) {
        let claim = |claim: &pushpull::session::PresetClaim| Claim {
            says: preset.paragraph.to_string(),
            config: claim.with.to_string(),
            steps: claim.steps,
            seeds: 24,
            expect: claim.expect.to_string(),
            other: None,
        };
        let part = format!("Example: {}", preset.title);
        cases.extend(preset.claims.iter().map(|c| case((&*part, ""), preset.text, claim(c), seeds)));
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
    let mut seen = BTreeMap::new();
    for (case, looks) in cases.iter().zip(run_all(&cases)) {
        let verdict = case.expectation.judge(&looks);
        let said = format!("{case}: {}", verdict.seen);
        println!("{} {said}", if verdict.holds { "holds" } else { "FAILS" });
        if !verdict.holds {
            failed.push(said);
        }
        seen.insert(case.key(), verdict.seen);
    }
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
    if let (Some(seeds), Ok(path)) = (seeds, std::env::var("CLAIMS_TABLE")) {
        std::fs::write(&path, table(&cases, seeds, &seen)).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
}

/// The table for the documents: a part for every lesson and example. `seen` has what the runs did, by key.
fn table(cases: &[Case], seeds: u64, seen: &BTreeMap<String, String>) -> String {
    let mut page = format!(
        "# What the page claims\n\nEvery sentence of a lesson or an example about training: {} of them, each with its run and with what was \
        seen over seeds 1 to {seeds}. A\nmedian stands before the least and the greatest value. `cargo xtask claims --seeds {seeds}` makes \
        this page anew; `tests/claims` runs the\nsame over at least 24 seeds in every build, and holds the page to the lessons.\n",
        cases.len()
    );
    let (mut part, mut sentence) = ("", "");
    for case in cases {
        if case.part != part {
            (part, sentence) = (&case.part, "");
            let _ = write!(
                page,
                "\n## {part}\n\n| step | what is said | run | steps | expected | seen |\n|---|---|---|---|---|---|\n"
            );
        }
        let says =
            if case.claim.says == sentence { "the same".to_string() } else { case.claim.says.replace('|', "\\|") };
        sentence = &case.claim.says;
        let _ = writeln!(page, "| {} | {says} | {} | {} |", case.step, case.key(), seen[&case.key()]);
    }
    page
}

const TABLE: &str = "docs/claims.md";

/// Over how many seeds the table in the documents was made, and what was seen, by key.
fn told() -> (u64, BTreeMap<String, String>) {
    let page =
        std::fs::read_to_string(TABLE).unwrap_or_else(|e| panic!("{TABLE}: {e}; `cargo xtask claims` writes it"));
    let seeds = page.split_once("--seeds ").and_then(|(_, rest)| rest.split('`').next()?.parse().ok());
    let row = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.rsplitn(5, " | ");
        let seen = cells.next()?.to_string();
        let mut key: Vec<&str> = cells.by_ref().take(3).collect();
        key.reverse();
        Some((key.join(" | "), seen))
    };
    (seeds.expect("the table says how many seeds"), page.lines().filter_map(row).collect())
}

#[test]
fn the_table_in_the_documents_is_of_these_claims() {
    if std::env::var_os("CLAIMS").is_some() || std::env::var_os("CLAIMS_TABLE").is_some() {
        return;
    }
    let (seeds, mut seen) = told();
    let cases = all(Some(seeds));
    let news: Vec<Case> = all(Some(seeds)).into_iter().filter(|case| !seen.contains_key(&case.key())).collect();
    if std::env::var_os("BLESS").is_some() {
        // A sentence that is worded anew keeps what was seen; a run that is new is made.
        for (case, looks) in news.iter().zip(run_all(&news)) {
            let verdict = case.expectation.judge(&looks);
            assert!(verdict.holds, "{case}: {}", verdict.seen);
            seen.insert(case.key(), verdict.seen);
        }
    } else if let Some(case) = news.first() {
        panic!("{TABLE} does not know what was seen of {case}; `cargo xtask bless` runs what is new");
    }
    common::golden(TABLE, &table(&cases, seeds, &seen));
}
