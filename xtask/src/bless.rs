//! `cargo xtask bless`: accepts the current output as golden files (pictures, digests, the catalogue).
//!
//! The tests that compare also write, when BLESS is in their environment.

use crate::Result;
use crate::shell::{cargo, run};

/// Rewrites the golden files. `git diff` then shows what changed.
pub fn bless() -> Result {
    let mut command = cargo(&["test", "--workspace"]);
    command.env("BLESS", "1");
    run(command)
}
