//! What long runs lead to, kept beside a hash of the code that ran them: with the same code one in a few is run and compared, with other
//! code all of them. `cargo xtask bless` writes what is kept.

use crate::common::code;
use std::collections::BTreeMap;
use std::env::{var, var_os};
use std::fs;
use std::sync::Mutex;

/// What a run is computed and judged by.
const SOURCES: [&str; 5] =
    ["data", "src/learn", "src/session", "tests/session/rescue.rs", "tests/session/verdict_laws.rs"];

/// One in so many is run again with the same code.
const SAMPLE: u64 = 12;

/// The outcome of each of these runs by its text. Outside CI only one in `part` is run with other code, and only those are returned.
pub fn outcomes(
    name: &str,
    runs: &[String],
    part: usize,
    outcome: impl Fn(&str) -> String + Sync,
) -> BTreeMap<String, String> {
    let (file, code, blesses) =
        (format!("tests/golden/outcomes/{name}.txt"), code::of(&SOURCES), var_os("BLESS").is_some());
    let mut all = kept(&file, &code);
    all.retain(|run, _| runs.contains(run));
    let is_sampled = |run: &str| code::number(&format!("{code}\n{run}")).is_multiple_of(SAMPLE);
    let wanted = runs.iter().filter(|run| !all.contains_key(*run) || is_sampled(run));
    let part = if blesses || !all.is_empty() || var("CI").is_ok_and(|v| v == "true") { 1 } else { part };
    let next = Mutex::new(wanted.step_by(part));
    let take = || next.lock().expect("no thread panics").next();
    let found: Mutex<BTreeMap<_, _>> = Mutex::default();
    let work = || {
        while let Some(run) = take() {
            let said = outcome(run);
            found.lock().expect("no thread panics").insert(run.clone(), said);
        }
    };
    std::thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(work))));
    for (run, said) in found.into_inner().expect("no thread panics") {
        if let Some(before) = all.insert(run.clone(), said.clone()) {
            assert_eq!(before, said, "{file} is not what this run leads to: {run}");
        }
    }
    if blesses {
        let lines: String = all.iter().map(|(run, said)| format!("{run}\t{said}\n")).collect();
        fs::write(&file, format!("{code}\n{lines}")).expect("the record is written");
    }
    all
}

/// What is kept of this code.
fn kept(file: &str, code: &str) -> BTreeMap<String, String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    let lines = text.strip_prefix(code).unwrap_or_default().lines();
    lines.filter_map(|line| line.split_once('\t')).map(|(run, said)| (run.into(), said.into())).collect()
}

#[test]
fn a_forged_outcome_is_noticed_where_it_is_run_again() {
    let code = code::of(&SOURCES);
    let run =
        (0..).map(|n| format!("run {n}")).find(|run| code::number(&format!("{code}\n{run}")).is_multiple_of(SAMPLE));
    let runs = [run.expect("there are many"), "another".into()];
    let file = format!("tests/golden/outcomes/forged-{}.txt", std::process::id());
    let name = file.trim_start_matches("tests/golden/outcomes/").trim_end_matches(".txt");
    fs::write(&file, format!("{code}\n{}\tforged\n", runs[0])).expect("it can be written");
    let noticed = std::panic::catch_unwind(|| outcomes(name, &runs, 1, |_| "honest".into()));
    fs::write(&file, format!("other code\n{}\tforged\n", runs[0])).expect("it can be written");
    let anew = std::panic::catch_unwind(|| outcomes(name, &runs, 1, |_| "honest".into()));
    fs::remove_file(&file).expect("it is there");
    assert!(noticed.is_err(), "an outcome of the same code");
    assert!(anew.is_ok_and(|all| all.len() == 2 && all.values().all(|said| said == "honest")), "of other code");
}
