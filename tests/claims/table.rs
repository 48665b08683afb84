//! The table of the claims in the documents: what the record says of each.

use crate::cases::{Case, all};
use crate::{common, kept};
use pushpull::session::record::{Record, SEEDS};
use std::fmt::Write;

pub const FILE: &str = "docs/claims.md";

/// The table: a part for every lesson and example.
pub fn table(cases: &[Case], record: &Record, fresh: &Record) -> String {
    let mut page = format!(
        "# What the page claims\n\nEvery sentence about training: {} claims, each with its run and with what was seen over seeds 1 to {SEEDS}. \
        A median stands before\nthe least and the greatest value. `cargo xtask claims` makes the record from which this page is written \
        (`{}`);\n`tests/claims` holds it to the lessons, and runs the same over at least 24 seeds. The last column is what was seen over \
        others,\nto check thresholds that were taken from the first ones (`cargo xtask claims --fresh`; {}).\n",
        cases.len(),
        kept::FILE,
        fresh.code
    );
    let seen = |case: &Case, record: &Record| {
        record.seen.get(&case.key()).map_or("–".into(), |looks| case.expectation.judge(looks).seen)
    };
    let (mut part, mut sentence) = ("", "");
    for case in cases {
        if case.part != part {
            (part, sentence) = (&case.part, "");
            let _ = write!(
                page,
                "\n## {part}\n\n| step | what is said | run | steps | expected | seen | over other seeds |\n|---|---|---|---|---|---|---|\n"
            );
        }
        let Case { step, claim, run, other, .. } = case;
        let says = if claim.says == sentence { "the same".to_string() } else { claim.says.replace('|', "\\|") };
        sentence = &claim.says;
        let run = if run.is_empty() { "the defaults" } else { run };
        let other = other.as_ref().map_or(String::new(), |other| format!(", other: `{other}`"));
        let (seen, new) = (seen(case, record), seen(case, fresh));
        let _ = writeln!(
            page,
            "| {step} | {says} | `{run}`{other} | {} | {} | {seen} | {new} |",
            claim.steps, claim.expect
        );
    }
    page
}

#[test]
fn the_table_in_the_documents_is_of_these_claims() {
    if std::env::var_os("CLAIMS").is_none() {
        common::golden(FILE, &table(&all(), &kept::read(kept::FILE), &kept::read(kept::FRESH)));
    }
}
