//! The house rules, held by reading the source. Each rule is a sentence; what breaks it is listed with file and line.

mod files;
mod layers;
mod lists;
mod page;
mod tokens;

/// Fails with everything that was found, so that one run shows all of it.
fn nothing(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}
