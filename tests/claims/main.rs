//! Every sentence about training that the page claims, run over many seeds: those of the lessons and those of the examples' paragraphs.
//!
//! `cargo xtask test --only claims` runs what is not known yet (see kept.rs), and one seed of what is; with `--all`, and where CI=true, it runs
//! everything. `cargo xtask bless` keeps what runs said. `cargo xtask claims --seeds 200` writes the table to `docs/claims.md`.
//! `CLAIMS=collapse cargo test --test claims -- --ignored --nocapture` prints the claims of one lesson.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod kept;
mod sentences;
mod table;
mod texts;

use cases::{Case, all, everything, open, run};
use kept::{FILE, Kept};
use pushpull::session::claim::{Claim, Expectation};
use std::env::{var, var_os};

#[test]
#[ignore = "takes minutes: a part of its own, `cargo xtask test --only claims`"]
fn every_claim_holds_over_its_seeds() {
    let seeds = var("SEEDS").ok().and_then(|n| n.parse().ok());
    let cases = all(seeds);
    let kept = Kept::read();
    let anew = seeds.is_some() || var_os("CLAIMS_ALL").is_some() || var("CI").is_ok_and(|v| v == "true");
    let mut wanted = everything(&cases);
    let known: Vec<bool> = cases.iter().map(|case| !anew && kept.said(case).is_some()).collect();
    wanted.retain(|(place, seed)| !known[*place] || *seed == kept.sample(&cases[*place]));
    let looks = run(&cases, wanted);
    let mut failed = kept.complaints(&cases, &looks);
    let mut seen = std::collections::BTreeMap::new();
    for (place, case) in cases.iter().enumerate() {
        let verdict = case.expectation.judge(&kept.looks(&cases, place, &looks));
        let said = format!("{case}: {}", verdict.seen);
        println!("{} {said}", if verdict.holds { "holds" } else { "FAILS" });
        if !verdict.holds {
            failed.push(said);
        }
        seen.insert(case.key(), verdict.seen);
    }
    let count = known.iter().filter(|known| **known).count();
    println!("{} claims: {count} are known and were run over one seed, the others over all", cases.len());
    assert!(failed.is_empty(), "claims that do not hold:\n{}", failed.join("\n"));
    if let (Some(seeds), Ok(path)) = (seeds, var("CLAIMS_TABLE")) {
        std::fs::write(&path, table::table(&cases, seeds, &seen)).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    if seeds.is_none() && var_os("BLESS").is_some() && var_os("CLAIMS").is_none() {
        common::golden(FILE, &kept.text(&cases, &looks));
    }
}

/// A claim of a short run.
fn short(expect: &str) -> Case {
    Case {
        part: "A part".into(),
        of: "part.1".into(),
        step: "1".into(),
        run: "miner=hard".into(),
        other: None,
        expectation: Expectation::parse(expect).unwrap(),
        seeds: 3,
        claim: Claim {
            says: "So it is.".into(),
            config: String::new(),
            steps: 2,
            seeds: 3,
            expect: expect.into(),
            other: None,
        },
    }
}

#[test]
fn what_is_kept_is_read_back_bit_for_bit_and_judged_like_what_was_run() {
    let cases = [short("median loss from 0 to 100"), short("loss > 1000 in all runs")];
    let looks = run(&cases, everything(&cases));
    let kept = Kept::of("sources", &Kept::of("sources", "").text(&cases, &looks));
    for (place, case) in cases.iter().enumerate() {
        let seed = kept.sample(case);
        let again = kept.looks(&cases, place, &run(&cases, [(place, seed)]));
        assert_eq!(again, cases::of(&looks, place), "{case}");
        assert_eq!(case.expectation.judge(&again).holds, place == 0, "{case}");
    }
    assert!(kept.complaints(&cases, &looks).is_empty());
}

#[test]
fn a_result_of_something_else_is_stale_and_not_used() {
    let before = [short("loss > 0 in all runs")];
    let text = Kept::of("sources", "").text(&before, &run(&before, everything(&before)));
    assert!(Kept::of("sources", &text).said(&before[0]).is_some());
    assert!(Kept::of("other sources", &text).said(&before[0]).is_none());
    let changed: [fn(&mut Case); 5] = [
        |case| case.run = "miner=all".into(),
        |case| case.other = Some("miner=all".into()),
        |case| case.claim.steps = 3,
        |case| case.claim.expect = "loss < 1 in all runs".into(),
        |case| case.seeds = 2,
    ];
    for change in changed {
        let mut case = short("loss > 0 in all runs");
        change(&mut case);
        assert!(Kept::of("sources", &text).said(&case).is_none(), "{case}");
    }
    let mut same = short("loss > 0 in all runs");
    (same.part, same.claim.says, same.run) =
        ("Another part".into(), "In other words.".into(), "miner=hard&loss=triplet".into());
    assert_eq!(open(&same.run, 1).text(), open(&before[0].run, 1).text(), "the same run");
    assert!(Kept::of("sources", &text).said(&same).is_some());
}

#[test]
fn a_forged_result_is_noticed_at_the_seed_that_is_run() {
    let cases = [short("median loss from 0 to 100")];
    let looks = run(&cases, everything(&cases));
    let honest = Kept::of("sources", "");
    let seed = honest.sample(&cases[0]);
    let mut forged = looks.clone();
    forged.insert((0, seed), Some(0.5));
    let kept = Kept::of("sources", &honest.text(&cases, &forged));
    let complaints = kept.complaints(&cases, &run(&cases, [(0, seed)]));
    assert!(matches!(&complaints[..], [one] if one.contains("has 0.5") && one.contains("So it is.")), "{complaints:?}");
    // A result that is cut short is none.
    let text = honest.text(&cases, &looks);
    assert!(Kept::of("sources", text.trim_end().rsplit_once(' ').unwrap().0).said(&cases[0]).is_none());
}
