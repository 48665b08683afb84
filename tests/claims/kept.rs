//! The record as it lies in the repository, and the code that runs depend on.

use crate::cases::Case;
use pushpull::session::record::Record;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Where it is written, from the root of the checkout.
pub const FILE: &str = "tests/golden/claims.txt";

/// What was seen over seeds of which nobody knew when the thresholds were set. Its first line names the seeds.
pub const FRESH: &str = "tests/golden/claims_fresh.txt";

/// What a run is computed by, and a condition read by. The digests of `tests/session` pin the bits of all else that a run goes through.
const SOURCES: [&str; 3] = ["data", "src/learn", "src/session/ask"];

/// Reads a record; without a file nothing is known.
pub fn read(file: &str) -> Record {
    Record::read(&fs::read_to_string(file).unwrap_or_default())
}

/// A hash of the code and the data.
pub fn code() -> String {
    let mut all = Sha256::new();
    SOURCES.iter().for_each(|folder| feed(Path::new(folder), &mut all));
    hex(all)
}

/// So many seeds over which a known case is run all the same. Cases of the same runs have the same ones, and with other code they are others.
pub fn sample(code: &str, case: &Case, count: u64) -> Vec<u64> {
    let all = Sha256::new().chain_update(format!("{code}\n{}\n{:?}", case.run, case.other));
    let first = u64::from_str_radix(&hex(all)[..8], 16).expect("a hash is written in hexadecimal digits");
    let own = case.claim.seeds;
    (0..count).map(|place| (first + place * (own / count)) % own + 1).collect()
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Every file below a folder, in order. Comments of Rust do not count.
fn feed(folder: &Path, all: &mut Sha256) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            feed(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let code = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
            code.for_each(|line| all.update(format!("{line}\n")));
        } else {
            all.update(fs::read(path).unwrap());
        }
    }
}
