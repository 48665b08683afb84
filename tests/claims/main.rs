//! Every sentence about training that the page claims, run over many seeds.
//!
//! The record keeps what every claim's runs said over 200 seeds (`pushpull::session::record`). `cargo xtask test --only claims` runs one
//! seed of each claim and compares: the same code gives the same bits; with `--all`, and if the code has changed since the record was confirmed, it runs
//! all seeds of the claims. `cargo xtask bless` records what is new or has changed, `cargo xtask claims` everything, and `cargo xtask
//! claims --fresh` runs every claim over seeds of which nobody knows yet, and records that beside. `CLAIMS=collapse` narrows each of these
//! to one lesson or text:
//! `CLAIMS=collapse BLESS=1 cargo test --release --test claims -- --ignored --nocapture` records its claims.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod kept;
mod margin;
mod sentences;
mod table;
mod texts;

use cases::{Case, Looks, all, of, run};
use pushpull::session::record::{Look, Record, SEEDS};
use std::env::{var, var_os};

#[test]
#[ignore = "takes minutes: a part of its own, `cargo xtask test --only claims`"]
fn every_claim_holds_over_its_seeds() {
    let cases = all();
    if let Ok(first) = var("FIRST") {
        let seeds = var("SEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(SEEDS);
        return fresh(&cases, first.parse().expect("FIRST is a seed"), seeds);
    }
    let (mut record, code) = (kept::read(kept::FILE), kept::code());
    if var_os("ANEW").is_some() {
        record.seen.clear();
    }
    let whole = record.code != code || var_os("CLAIMS_ALL").is_some();
    let blesses = var_os("BLESS").is_some();
    let wanted = |(place, case): (usize, &Case)| {
        let own = case.claim.seeds;
        let seeds = match record.seen.contains_key(&case.key()) {
            true if !whole => vec![kept::sample(&code, case)],
            // Recorded below.
            false if blesses => vec![],
            _ => (1..=own).collect(),
        };
        seeds.into_iter().map(move |seed| (place, seed))
    };
    let looks = run(&cases, cases.iter().enumerate().flat_map(wanted));
    let mut failed = complaints(&record, &cases, &looks);
    if blesses {
        let is_new = |(place, case): &(usize, &Case)| !agrees(&record, case, of(&looks, *place));
        let news = cases.iter().enumerate().filter(is_new);
        let found = run(&cases, news.flat_map(|(place, _)| (1..=SEEDS).map(move |seed| (place, seed))));
        let found = cases.iter().enumerate().map(|(place, case)| (case.key(), said(&found, place)));
        record.seen.extend(found.filter(|(_, looks)| !looks.is_empty()));
        if var_os("CLAIMS").is_none() {
            record.seen.retain(|key, _| cases.iter().any(|case| case.key() == *key));
            record.code = code;
            common::golden(table::FILE, &table::table(&cases, &record, &kept::read(kept::FRESH)));
        }
        common::golden(kept::FILE, &record.to_string());
        failed.clear();
    }
    for (place, case) in cases.iter().enumerate() {
        let own = case.claim.seeds as usize;
        let known = record.seen.get(&case.key()).filter(|known| known.len() >= own);
        failed.extend(judged(case, &known.map_or_else(|| said(&looks, place), |known| known[..own].to_vec())));
    }
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
}

/// Runs over other seeds the claims of which the record of these seeds knows nothing, and records what was seen.
fn fresh(cases: &[Case], first: u64, seeds: u64) {
    let over = format!("seeds {first} to {}", first + seeds - 1);
    let known = Some(kept::read(kept::FRESH)).filter(|known| known.code == over && var_os("ANEW").is_none());
    let mut record = known.unwrap_or(Record { code: over, ..Record::default() });
    let news = cases.iter().enumerate().filter(|(_, case)| !record.seen.contains_key(&case.key()));
    let looks = run(cases, news.flat_map(|(place, _)| (first..first + seeds).map(move |seed| (place, seed))));
    let found = cases.iter().enumerate().map(|(place, case)| (case.key(), said(&looks, place)));
    record.seen.extend(found.filter(|(_, looks)| !looks.is_empty()));
    if var_os("CLAIMS").is_none() {
        record.seen.retain(|key, _| cases.iter().any(|case| case.key() == *key));
    }
    std::fs::write(kept::FRESH, record.to_string()).expect("the record is written");
    let failed: Vec<_> = cases.iter().filter_map(|case| judged(case, &record.seen[&case.key()])).collect();
    println!("{} claims over {}, {} do not hold", cases.len(), record.code, failed.len());
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
}

/// Prints what was seen, and returns it if the claim does not hold.
fn judged(case: &Case, looks: &[Look]) -> Option<String> {
    let verdict = case.expectation.judge(looks);
    let said = format!("{case}: {}", verdict.seen);
    println!("{} {said}", if verdict.holds { "holds" } else { "FAILS" });
    (!verdict.holds).then_some(said)
}

/// What a case's runs said.
fn said(looks: &Looks, place: usize) -> Vec<Look> {
    of(looks, place).map(|(_, look)| look).collect()
}

/// Whether the record has a case, and these looks as its.
fn agrees(record: &Record, case: &Case, mut looks: impl Iterator<Item = (u64, Look)>) -> bool {
    let known = record.seen.get(&case.key());
    known.is_some_and(|known| looks.all(|(seed, look)| known.get(seed as usize - 1) == Some(&look)))
}

/// The known cases of which runs say something else than the record.
fn complaints(record: &Record, cases: &[Case], looks: &Looks) -> Vec<String> {
    let known = cases.iter().enumerate().filter(|(_, case)| record.seen.contains_key(&case.key()));
    let differs = known.filter(|(place, case)| !agrees(record, case, of(looks, *place)));
    differs.map(|(_, case)| format!("{} is not what runs say now: {case}", kept::FILE)).collect()
}

#[test]
fn a_forged_record_is_noticed_at_the_seed_that_is_run() {
    let Some(case) = all().into_iter().min_by_key(|case| case.claim.steps) else { return };
    let seed = kept::sample("code", &case);
    let (cases, place) = (vec![case], 0);
    let looks = run(&cases, [(place, seed)]);
    let honest = vec![looks[&(place, seed)]; cases[0].claim.seeds as usize];
    let record = |seen: Vec<Look>| Record { seen: [(cases[0].key(), seen)].into(), ..Record::default() };
    assert!(complaints(&record(honest.clone()), &cases, &looks).is_empty());
    let mut forged = honest.clone();
    forged[seed as usize - 1] = Some(1234.5);
    assert_eq!(complaints(&record(forged), &cases, &looks).len(), 1);
    assert_eq!(complaints(&record(honest[..seed as usize - 1].to_vec()), &cases, &looks).len(), 1, "cut short");
}

#[test]
fn a_result_of_something_else_is_not_used() {
    let Some(case) = all().into_iter().next() else { return };
    let key = case.key();
    let changed: [fn(&mut Case); 4] = [
        |case| case.claim.config += "&loss.margin=0.7",
        |case| case.claim.other = Some("miner=all".into()),
        |case| case.claim.steps += 1,
        |case| case.claim.expect = "loss < 1 in all runs".into(),
    ];
    for change in changed {
        let mut case = all().remove(0);
        change(&mut case);
        assert_ne!(case.key(), key);
    }
    let mut same = case;
    (same.part, same.claim.says) = ("Another part".into(), "In other words.".into());
    same.claim.expect = same.claim.expect.replace("all runs", "at least 23 of 24");
    assert_eq!(same.key(), key, "a wording and a threshold change without a run");
}
