//! `cargo xtask bless`: accepts the current output as golden files (pictures, digests, the catalogue, what claims saw).
//!
//! The tests that compare also write, when BLESS is in their environment.

use crate::Result;
use crate::shell::{cargo, run};

/// Rewrites the golden files. `git diff` then shows what changed.
pub fn bless() -> Result {
    for words in [
        &["test", "--workspace", "--exclude", "xtask"][..],
        &["test", "--test", "claims", "--", "--ignored", "--nocapture"],
    ] {
        let mut command = cargo(words);
        command.env("BLESS", "1");
        run(command)?;
    }
    Ok(())
}
