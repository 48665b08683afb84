//! The list of the site's files with what is in them: `pkg/files.js`, by which `www/worker.js` keeps one whole build and knows a new one.

use crate::Result;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where the list lies in the site.
pub const PLACE: &str = "pkg/files.js";

/// The script that tells the worker its build: every file by its path from the site's root, with the SHA-256 of its bytes.
pub fn script(site: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    gather(site, "", &mut files)?;
    // The worker and its list are the browser's to renew.
    for own in ["worker.js", PLACE] {
        files.remove(own);
    }
    let list: String = files.iter().map(|(path, hash)| format!("    '{path}': '{hash}',\n")).collect();
    let id = hex(list.as_bytes());
    Ok(format!("self.BUILD = {{\n  id: '{}',\n  files: {{\n{list}  }},\n}};\n", &id[..16]))
}

fn gather(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) -> Result {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| format!("{name:?} is no plain file name"))?;
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{path}/"), files)?;
        } else {
            files.insert(path, hex(&fs::read(entry.path())?));
        }
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
