//! The layer rule: www → web → draw → tell → session → learn. Nothing points back, and each layer stays within its means.

use super::files::{File, files};
use super::nothing;
use super::tokens;

/// From the bottom up: a layer may name itself and those before it.
const LAYERS: [&str; 5] = ["learn", "session", "tell", "draw", "web"];

/// What only the browser's edge may name.
const BROWSER: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "serde_wasm_bindgen", "plotters_canvas", "wasm_bindgen_futures"];

/// What would make a run depend on more than its text: clock, files, threads, unordered maps, foreign randomness.
const WORLD: [&str; 16] = [
    "std::time",
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::thread",
    "std::process",
    "std::sync",
    "HashMap",
    "HashSet",
    "RandomState",
    "rand::rng",
    "rand::random",
    "thread_local!",
    "println!",
    "eprintln!",
];

fn layer(name: &str) -> Vec<File> {
    let found = files(&format!("src/{name}"), &["rs"]);
    assert!(!found.is_empty(), "no files in src/{name}");
    found
}

/// A path with `crate` and every `super` resolved to modules, as seen from a file.
pub fn resolved(file: &File, path: &[String]) -> Vec<String> {
    let module = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let mut place: Vec<String> = module.split('/').map(String::from).collect();
    match path.first().map(String::as_str) {
        Some("crate") => path[1..].to_vec(),
        Some("super") => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            place.truncate(place.len().saturating_sub(ups));
            place.extend_from_slice(&path[ups..]);
            place
        }
        _ => path.to_vec(),
    }
}

/// Every path of the layer that `bad` objects to.
fn objections(name: &str, bad: impl Fn(&[String]) -> bool) -> Vec<String> {
    let mut found = vec![];
    for file in layer(name) {
        for (line, path) in tokens::read(&file).paths {
            let meant = resolved(&file, &path);
            if bad(&meant) {
                found.push(format!("{}:{line}: {}", file.path, meant.join("::")));
            }
        }
    }
    found
}

/// Whether a path contains this run of parts.
fn names(path: &[String], what: &str) -> bool {
    let what: Vec<&str> = what.split("::").collect();
    path.windows(what.len()).any(|run| run.iter().zip(&what).all(|(a, b)| a == b))
}

#[test]
fn no_layer_knows_of_one_above_it() {
    for (i, name) in LAYERS.iter().enumerate() {
        let above = &LAYERS[i + 1..];
        nothing(objections(name, |path| path.first().is_some_and(|first| above.contains(&first.as_str()))));
    }
}

#[test]
fn only_the_browsers_edge_knows_of_a_browser() {
    for name in ["learn", "session", "tell", "draw"] {
        nothing(objections(name, |path| BROWSER.iter().any(|crate_name| names(path, crate_name))));
    }
}

#[test]
fn only_pictures_know_of_plotters() {
    for name in ["learn", "session", "tell"] {
        nothing(objections(name, |path| names(path, "plotters") || names(path, "plotters_backend")));
    }
}

#[test]
fn numbers_and_state_know_of_no_clock_no_file_and_no_chance() {
    for name in ["learn", "session", "tell"] {
        nothing(objections(name, |path| WORLD.iter().any(|what| names(path, what))));
    }
}

#[test]
fn a_path_is_resolved_from_where_it_stands() {
    let file = File { path: "src/learn/loss/triplet.rs".into(), text: String::new() };
    let path = |text: &str| text.split("::").map(String::from).collect::<Vec<_>>();
    assert_eq!(resolved(&file, &path("super::super::super::draw::x")), path("draw::x"));
    assert_eq!(resolved(&file, &path("super::margin")), path("learn::loss::margin"));
    assert_eq!(resolved(&file, &path("crate::session::Session")), path("session::Session"));
}
