//! `cargo xtask bless`: accepts what the code gives now as what the golden files shall say (pictures, digests, the catalogue).
//!
//! The tests that compare are the ones that write: they see BLESS in their environment.

use crate::Result;
use crate::shell::{cargo, run};

/// Rewrites the golden files. `git diff` then shows what changed.
pub fn bless() -> Result {
    let mut command = cargo(&["test", "--workspace"]);
    command.env("BLESS", "1");
    run(command)
}
