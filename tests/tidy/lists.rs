//! The rule about lists: code outside a list does not know its entries. tests/learn/every/entry.rs checks what entries must state.

use super::files::files;
use super::{nothing, tokens, unused};
use pushpull::session::ROOMS;
use std::collections::BTreeSet;

/// Where an entry may be named outside its own spec, with the reason.
const MAY_NAME: &[(&str, &str)] = &[
    ("src/session/text/rooms.rs", "the defaults of the rooms"),
    ("src/session/text/preset.rs", "the examples"),
    ("src/session/text/share.rs", "an example of a text, for whom it is not understood"),
    ("src/tell/link/view_text.rs", "the value that asks for all controls"),
    ("src/session/ask/rescue.rs", "the remedies"),
    ("src/session/ask/tried.rs", "the runs on which remedies are tried"),
    ("src/bench.rs", "what is measured"),
];

/// The words before a text in a spec that may equal an id: its own fields, another list's entry, one of its parameters (`decay` makes one),
/// and the values of one.
const IN_A_SPEC: &[&str] = &["Choice", "decay", "id", "name", "unit", "usual_affinity", "get"];

/// Where a text names an entry as a run's text does, as `miner=hard` in `"20@miner=hard&loss.margin=0.5"`.
pub fn named_in(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let within = |c: char| c.is_ascii_alphanumeric() || "=._-".contains(c);
    let words =
        text.split(move |c| !within(c)).map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word));
    words.filter(|(_, word)| {
        let pair = word.split_once('=');
        let room = pair.and_then(|(key, _)| ROOMS.iter().find(|room| room.key == key));
        room.is_some_and(|room| room.entries().iter().any(|entry| pair.is_some_and(|(_, id)| id == entry.id)))
    })
}

#[test]
fn nobody_outside_the_lists_knows_what_is_in_them() {
    let ids: BTreeSet<&str> = ROOMS.iter().flat_map(|room| room.entries()).map(|e| e.id).collect();
    let (mut found, mut files_excused, mut words_excused) = (vec![], BTreeSet::new(), BTreeSet::new());
    for file in files("src", &["rs"]) {
        let in_a_list = file.path.starts_with("src/learn/");
        for (line, word, text) in tokens::read(&file).texts {
            let whole = Some(&*text).filter(|text| ids.contains(text));
            for named in whole.into_iter().chain(named_in(&text).map(|(_, pair)| pair)) {
                let excused = MAY_NAME.iter().find(|(path, _)| file.path == *path);
                let usual = IN_A_SPEC.iter().find(|usual| in_a_list && word == **usual);
                match (excused, usual) {
                    (Some(excuse), _) => _ = files_excused.insert(*excuse),
                    (_, Some(usual)) => _ = words_excused.insert(*usual),
                    _ => found.push(format!("{}:{line}: names the entry \"{named}\"", file.path)),
                }
            }
        }
    }
    found.extend(unused(MAY_NAME, &files_excused));
    found.extend(unused(IN_A_SPEC, &words_excused));
    nothing(found);
}

#[test]
fn a_scheme_is_one_file_and_two_lines() {
    let folder = "src/learn/scheme/";
    let files = files(folder, &["rs"]);
    let mut found = vec![];
    for own in files.iter().filter(|file| file.text.contains("pub const SPEC: ")) {
        let module = own.path[folder.len()..].trim_end_matches(".rs");
        let names = |path: &&Vec<String>| path.iter().find(|part| *part != "super").is_some_and(|part| part == module);
        for other in files.iter().filter(|other| other.path != own.path) {
            let paths: Vec<_> = tokens::read(other).paths.into_iter().map(|(_, path)| path).collect();
            let named: Vec<_> = paths.iter().filter(names).map(|path| path.join("::")).collect();
            // The line that makes it a module is no path.
            let usual = if other.path.ends_with("/mod.rs") { vec![format!("{module}::SPEC")] } else { vec![] };
            if named != usual {
                found.push(format!("{}: names {} as {named:?} and not {usual:?}", other.path, own.path));
            }
        }
    }
    nothing(found);
}

#[test]
fn an_entry_is_found_within_a_text() {
    let named = |text| named_in(text).map(|(_, pair)| pair).collect::<Vec<_>>().join(" ");
    assert_eq!(named("as in loss=triplet"), "loss=triplet");
    assert_eq!(named("20@miner=hard&loss.margin=0.5&data=a"), "miner=hard");
    assert_eq!(named("{room}={id}&miner=all"), "miner=all");
    assert_eq!(named("miner=hardly other.loss=triplet loss.name=triplet hard"), "");
}
