//! Hashes of the code and the data that a record of runs was made by.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// A hash of these files and of all files in these folders of the checkout. Comments of Rust do not count.
pub fn of(places: &[&str]) -> String {
    let mut all = Sha256::new();
    places.iter().for_each(|place| feed(Path::new(place), &mut all));
    hex(all)
}

/// A number that hangs on every letter of a text.
pub fn number(text: &str) -> u64 {
    let all = Sha256::new().chain_update(text);
    u64::from_str_radix(&hex(all)[..8], 16).expect("a hash is written in hexadecimal digits")
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A file, or every file below a folder, in order.
fn feed(path: &Path, all: &mut Sha256) {
    if path.is_dir() {
        let mut paths: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().for_each(|path| feed(path, all));
    } else if path.extension().is_some_and(|ending| ending == "rs") {
        let text = fs::read_to_string(path).unwrap();
        let code = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        code.for_each(|line| all.update(format!("{line}\n")));
    } else {
        all.update(fs::read(path).unwrap());
    }
}
