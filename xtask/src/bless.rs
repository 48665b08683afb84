//! `cargo xtask bless`: accepts the current output as golden files (pictures, digests, the catalogue, what claims saw).
//!
//! The tests that compare also write, when BLESS is in their environment.

use crate::Result;
use crate::shell::{cargo, run};

/// Rewrites the golden files. `git diff` then shows what changed.
pub fn bless() -> Result {
    for words in [
        // What claims saw comes first, as other files tell of it.
        &["test", "--workspace", "--test", "claims", "--", "--ignored", "--nocapture"][..],
        &["test", "--workspace"],
    ] {
        let mut command = cargo(words);
        command.env("BLESS", "1");
        run(command)?;
    }
    Ok(())
}
