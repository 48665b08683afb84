//! The house rules, checked by reading the source. Each rule is a sentence; violations are listed with file and line.

mod browser;
mod circles;
mod files;
mod layers;
mod licences;
mod lists;
mod numbers;
mod page;
mod tokens;

use std::collections::BTreeSet;

/// The exemptions of a rule that excuse nothing any more.
fn unused<T: std::fmt::Debug + Ord>(exemptions: &[T], excused: &BTreeSet<T>) -> Vec<String> {
    exemptions
        .iter()
        .filter(|one| !excused.contains(one))
        .map(|one| format!("{one:?} is excused and needs not be"))
        .collect()
}

/// Fails with everything that was found, so that one run shows it all.
fn nothing(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
