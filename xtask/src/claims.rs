//! `cargo xtask claims`: every claim of the page about training, over any number of seeds, as a table in `docs/claims.md`.

use crate::Result;
use crate::shell::{cargo, root, run};

/// Runs the claims and writes the table.
pub fn claims(seeds: u64) -> Result {
    let mut command = cargo(&["test", "--release", "--test", "claims", "--", "--ignored", "--nocapture"]);
    command.env("SEEDS", seeds.to_string()).env("CLAIMS_TABLE", root().join("docs/claims.md"));
    run(command)
}
