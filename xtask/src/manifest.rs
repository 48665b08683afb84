//! The list of the site's files with their hashes: `pkg/files.js`. With it `www/worker.js` keeps one whole build and recognises a new one.

use crate::{Result, shell};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The list's place in the site.
pub const PLACE: &str = "pkg/files.js";

/// The script that tells the worker its build: every file by its path from the site's root, with the SHA-256 of its bytes.
pub fn script(site: &Path) -> Result<String> {
    let mut files = shell::files(site)?;
    // The browser itself renews the worker and its list.
    for own in ["worker.js", PLACE] {
        files.remove(own);
    }
    let list: String = files.iter().map(|(path, bytes)| format!("    '{path}': '{}',\n", hex(bytes))).collect();
    let id = hex(list.as_bytes());
    Ok(format!("self.BUILD = {{\n  id: '{}',\n  files: {{\n{list}  }},\n}};\n", &id[..16]))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
