//! The rule about the lists: nobody outside a list knows what is in it. What entries must say of themselves is in tests/learn/every_entry.rs.

use super::files::files;
use super::nothing;
use super::tokens;
use pushpull::session::ROOMS;
use std::collections::BTreeSet;

/// Where an entry may be named outside its own spec, and why.
const MAY_NAME: &[(&str, &str)] = &[
    ("src/session/text/rooms.rs", "the defaults of the rooms"),
    ("src/learn/judge/diagnosis.rs", "the remedies that a teacher proposes"),
];

/// The words before a text in a spec that may equal an id: its own fields, another list's entry, one of its parameters (`decay` makes one), and
/// the values of one.
const IN_A_SPEC: [&str; 8] = ["Choice", "decay", "id", "name", "unit", "usual_affinity", "get", "count"];

#[test]
fn nobody_outside_the_lists_knows_what_is_in_them() {
    let ids: BTreeSet<&str> = ROOMS.iter().flat_map(|room| (room.entries)()).map(|e| e.id).collect();
    let mut found = vec![];
    for file in files("src", &["rs"]).iter().filter(|f| MAY_NAME.iter().all(|(path, _)| f.path != *path)) {
        let in_a_list = file.path.starts_with("src/learn/");
        for (line, word, text) in tokens::read(file).texts {
            if ids.contains(text.as_str()) && !(in_a_list && IN_A_SPEC.contains(&word.as_str())) {
                found.push(format!("{}:{line}: names the entry \"{text}\"", file.path));
            }
        }
    }
    nothing(found);
}
