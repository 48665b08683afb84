//! The list of the site's files with their hashes: `files.js`. With it `www/worker.js` keeps one whole build and recognises a new one.

use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The service worker's place in the site.
pub const WORKER: &str = "worker.js";

/// The list's place in the site.
const PLACE: &str = "files.js";

/// The picture that others show beside a link to the page, which the page itself has no use for.
pub const PREVIEW: &str = "preview.png";

/// These files of a site, and the script that tells the worker its build: every file by its path from the site's root, with the SHA-256 of
/// its bytes.
pub fn with(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    // The browser itself renews the worker; a visit has no use for the picture.
    let kept = files.iter().filter(|(path, _)| ![WORKER, PREVIEW].contains(&path.as_str()));
    let list: String = kept.map(|(path, bytes)| format!("    '{path}': '{}',\n", hex(bytes))).collect();
    let id = hex(list.as_bytes());
    let script = format!("self.BUILD = {{\n  id: '{}',\n  files: {{\n{list}  }},\n}};\n", &id[..16]);
    files.insert(PLACE.into(), script.into_bytes());
    files
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
