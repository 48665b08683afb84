//! Rules about the lists: ids are words, names are unique, and nobody outside a list knows what is in it.

use super::files::files;
use super::nothing;
use super::tokens;
use pushpull::learn::metric;
use pushpull::learn::spec::Entry;
use pushpull::session::{PRESETS, ROOMS};
use std::collections::BTreeSet;

/// Where an entry may be named outside its own spec, and why.
const MAY_NAME: &[(&str, &str)] = &[
    ("src/session/rooms.rs", "the defaults of the rooms"),
    ("src/learn/diagnosis.rs", "the remedies that a teacher proposes"),
];

/// The words before a text in a spec that may equal an id: its own fields, another list's entry, and one of its parameters (`decay` makes one).
const IN_A_SPEC: [&str; 7] = ["decay", "id", "name", "unit", "usual_affinity", "get", "count"];

fn rooms() -> impl Iterator<Item = (&'static str, Vec<&'static Entry>)> {
    let metrics = metric::LIST.iter().map(|spec| &spec.entry).collect();
    ROOMS.iter().map(|room| (room.key, (room.entries)())).chain([("metric", metrics)])
}

/// Lower-case words of letters and digits with `joint` between them.
fn is_word(id: &str, joint: char) -> bool {
    let good = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split(joint).all(good)
}

fn repeated<'a>(what: &str, values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    values.filter(|value| !seen.insert(*value)).map(|value| format!("{what} '{value}' is there twice")).collect()
}

#[test]
fn ids_are_kebab_case_and_unique_in_their_room() {
    for (room, entries) in rooms() {
        assert!(is_word(room, '-'), "{room}");
        // The metrics' ids are the columns of a table, where a hyphen would be a minus.
        let joint = if room == "metric" { '_' } else { '-' };
        nothing(entries.iter().filter(|e| !is_word(e.id, joint)).map(|e| format!("{room}={}", e.id)).collect());
        nothing(repeated(&format!("{room}: id"), entries.iter().map(|e| e.id)));
        nothing(repeated(&format!("{room}: name"), entries.iter().map(|e| e.name)));
    }
    nothing(PRESETS.iter().filter(|p| !is_word(p.id, '-')).map(|p| format!("preset {}", p.id)).collect());
    nothing(repeated("preset", PRESETS.iter().map(|p| p.id)));
}

#[test]
fn parameters_are_snake_case_and_unique_in_their_entry() {
    for (room, entries) in rooms() {
        for entry in entries {
            let ids = || entry.params.iter().map(|p| p.id);
            nothing(ids().filter(|id| !is_word(id, '_')).map(|id| format!("{room}.{id}")).collect());
            nothing(repeated(&format!("{room}={}: parameter", entry.id), ids()));
        }
    }
}

#[test]
fn everything_on_a_list_says_what_it_is() {
    for (room, entries) in rooms() {
        for entry in entries {
            let texts = [entry.name, entry.gist].into_iter().chain(entry.params.iter().flat_map(|p| [p.name, p.help]));
            assert!(texts.clone().all(|text| !text.trim().is_empty()), "{room}={} has an empty text", entry.id);
            let sentences = [entry.gist].into_iter().chain(entry.params.iter().map(|p| p.help));
            let open: Vec<_> = sentences.filter(|s| !s.ends_with(['.', '?', '!', ')'])).map(String::from).collect();
            nothing(open);
        }
    }
}

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
