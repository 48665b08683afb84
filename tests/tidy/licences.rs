//! Whatever is built with may be given away with the page, or with its tools: licences that ask for no more than their own text.

use serde_json::Value;
use std::process::Command;

const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Whether a licence, as packages state it, leaves a choice of which every part is allowed.
fn allowed(licence: &str) -> bool {
    let licence = licence.replace('/', " OR ").replace(['(', ')'], "");
    licence.split(" OR ").any(|choice| choice.split(" AND ").all(|part| ALLOWED.contains(&part.trim())))
}

#[test]
fn every_library_has_a_licence_that_is_allowed() {
    // Of other systems, what nobody here has loaded is left out.
    let platforms =
        ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"].map(|name| format!("--filter-platform={name}"));
    let metadata =
        Command::new(env!("CARGO")).args(["metadata", "--format-version=1", "--locked"]).args(platforms).output();
    let metadata: Value = serde_json::from_slice(&metadata.unwrap().stdout).unwrap();
    let crates = metadata["packages"].as_array().unwrap().iter().map(|package| (package["name"].to_string(), package));
    let locks: Vec<Value> = ["browser", "types"]
        .map(|folder| std::fs::read(format!("tests/{folder}/package-lock.json")).unwrap())
        .map(|text| serde_json::from_slice(&text).unwrap())
        .into();
    // The first of each has no name: it is our own.
    let modules =
        locks.iter().flat_map(|lock| lock["packages"].as_object().unwrap()).filter(|(name, _)| !name.is_empty());
    let all: Vec<_> = crates.chain(modules.map(|(name, package)| (name.clone(), package))).collect();
    assert!(all.len() > 100);
    let refused: Vec<_> = all
        .iter()
        .filter(|(_, package)| !package["license"].as_str().is_some_and(allowed))
        .map(|(name, _)| name)
        .collect();
    assert!(refused.is_empty(), "look at their licences: {refused:?}");
}

#[test]
fn a_choice_of_licences_is_allowed_if_one_of_them_is() {
    for (licence, is) in [
        ("MIT/Apache-2.0", true),
        ("GPL-3.0 OR MIT", true),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("MIT AND GPL-3.0", false),
        ("AGPL-3.0", false),
        ("", false),
    ] {
        assert_eq!(allowed(licence), is, "{licence}");
    }
}
