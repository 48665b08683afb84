//! The table of the claims in the documents: what was seen over many seeds.

use crate::cases::{Case, all, everything, of, run};
use crate::common;
use std::collections::BTreeMap;
use std::fmt::Write;

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

/// The table for the documents: a part for every lesson and example. `seen` has what the runs did, by key.
pub fn table(cases: &[Case], seeds: u64, seen: &BTreeMap<String, String>) -> String {
    let mut page = format!(
        "# What the page claims\n\nEvery sentence of a lesson or an example about training: {} of them, each with its run and with what was \
        seen over seeds 1 to {seeds}. A\nmedian stands before the least and the greatest value. `cargo xtask claims --seeds {seeds}` makes \
        this page anew; `tests/claims` holds\nit to the lessons, and runs the same over at least 24 seeds.\n",
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
        let looks = run(&news, everything(&news));
        for (place, case) in news.iter().enumerate() {
            let verdict = case.expectation.judge(&of(&looks, place));
            assert!(verdict.holds, "{case}: {}", verdict.seen);
            seen.insert(case.key(), verdict.seen);
        }
    } else if let Some(case) = news.first() {
        panic!("{TABLE} does not know what was seen of {case}; `cargo xtask bless` runs what is new");
    }
    common::golden(TABLE, &table(&cases, seeds, &seen));
}
