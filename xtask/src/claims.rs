//! `cargo xtask claims`: every claim of the page about training over 200 seeds, as the record in `tests/golden/claims.txt` and the table in
//! `docs/claims.md`; with `--fresh` over seeds that nobody has seen.

use crate::Result;
use crate::shell::{cargo, run};
use std::time::{SystemTime, UNIX_EPOCH};

/// Runs the claims, and records them.
pub fn record() -> Result {
    let mut command = command();
    command.env("BLESS", "1").env("ANEW", "1");
    run(command)
}

/// Runs the claims over so many other seeds, from a drawn one on or from this one, and prints what was seen.
pub fn fresh(first: Option<u64>, seeds: u64) -> Result {
    let first = first.unwrap_or(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs());
    let mut command = command();
    command.env("FIRST", first.to_string()).env("SEEDS", seeds.to_string());
    println!("to repeat this: cargo xtask claims --fresh --first {first} --seeds {seeds}");
    run(command)
}

fn command() -> std::process::Command {
    cargo(&["test", "--release", "--test", "claims", "--", "--ignored", "--nocapture"])
}
