//! The record as it lies in the repository, and the code that runs depend on.

use crate::cases::Case;
use crate::common::code;
use pushpull::session::record::Record;
use std::fs;

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
    code::of(&SOURCES)
}

/// The seed over which a known case is run all the same. Cases of the same runs have the same one, and with other code it is another.
pub fn sample(code: &str, case: &Case) -> u64 {
    code::number(&format!("{code}\n{}\n{:?}", case.run, case.other)) % case.claim.seeds + 1
}
