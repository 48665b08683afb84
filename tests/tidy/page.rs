//! Rules about the page's files.

use super::files::{File, files};
use super::lists::named_in;
use super::{nothing, unused};
use pushpull::session::ROOMS;
use std::collections::BTreeSet;

/// Words of the page's own that happen to be some entry's id.
const OTHER_MEANING: &[(&str, &str)] = &[("www/control/player.js", "full")];

const ALL: [&str; 7] = ["html", "css", "js", "mjs", "svg", "json", "webmanifest"];

fn www(endings: &[&str]) -> Vec<File> {
    files("www", endings)
}

/// Where any of these words is, in any of these files, except on lines with `excuse`.
fn words(files: &[File], words: &[&str], excuse: Option<&str>) -> Vec<String> {
    let mut found = vec![];
    for file in files {
        for word in words {
            let bad = |i: &usize| excuse.is_none_or(|excuse| !file.line(*i).contains(excuse));
            found.extend(file.find(word).into_iter().filter(bad).map(|i| file.at(i, word)));
        }
    }
    found
}

#[test]
fn the_page_holds_no_menu_option_of_its_own() {
    nothing(words(&www(&["html"]), &["<option"], None));
}

#[test]
fn the_page_names_no_other_host() {
    // The names of XML's vocabularies look like addresses and are never fetched.
    nothing(words(&www(&ALL), &["http:", "https:", "\"//", "'//", "(//"], Some("http://www.w3.org/")));
}

#[test]
fn the_page_has_no_inline_script_and_no_inline_style() {
    let pages = www(&["html"]);
    let handlers = [" onclick=", " onload=", " onerror=", " oninput=", " onchange=", "javascript:"];
    nothing(words(&pages, &[&handlers[..], &["<style", " style="]].concat(), None));
    for page in &pages {
        for i in page.find("<script") {
            let tag = page.text[i..].split('>').next().unwrap();
            assert!(tag.contains(" src="), "{}", page.at(i, "a script without a file"));
        }
    }
}

#[test]
fn the_page_makes_no_markup_from_text() {
    let banned = [
        "innerhtml",
        "outerhtml",
        "insertadjacenthtml",
        "document.write",
        "eval(",
        "new function",
        "setattribute(\"style",
        "csstext",
    ];
    nothing(words(&www(&["js", "mjs"]), &banned, None));
}

#[test]
fn colours_are_written_once_in_the_palette() {
    let drawn = files("src/draw", &["rs"]).into_iter().chain(files("src/web", &["rs"]));
    let styled = www(&["css", "html", "js", "mjs"]).into_iter().filter(|f| f.path != "www/style/palette.css");
    let mut found = vec![];
    for file in drawn.chain(styled) {
        for (i, _) in file.text.match_indices('#') {
            let hex = file.text[i + 1..].chars().take_while(char::is_ascii_hexdigit).count();
            let ends =
                !file.text[i + 1 + hex..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if matches!(hex, 3 | 4 | 6 | 8) && ends {
                found.push(file.at(i, &file.text[i..i + 1 + hex]));
            }
        }
        for word in ["rgb(", "rgba(", "hsl(", "oklch(", "RGBColor("] {
            let literal = |i: usize| file.text[i + word.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            found.extend(file.text.match_indices(word).filter(|(i, _)| literal(*i)).map(|(i, _)| file.at(i, word)));
        }
    }
    nothing(found);
}

#[test]
fn the_page_knows_no_entry_of_any_list() {
    let ids: BTreeSet<&str> = ROOMS.iter().flat_map(|room| room.entries()).map(|e| e.id).collect();
    let (mut found, mut excused) = (vec![], BTreeSet::new());
    for file in www(&["js", "mjs"]) {
        for quote in ['"', '\'', '`'] {
            for id in &ids {
                let literal = format!("{quote}{id}{quote}");
                let mut places: Vec<_> = file.text.match_indices(&literal).map(|(i, _)| file.at(i, &literal)).collect();
                if let Some(excuse) = OTHER_MEANING.iter().find(|excuse| **excuse == (file.path.as_str(), id)) {
                    excused.extend((!places.is_empty()).then_some(*excuse));
                    places.clear();
                }
                found.append(&mut places);
            }
        }
        found.extend(named_in(&file.text).map(|(i, text)| file.at(i, text)));
    }
    found.extend(unused(OTHER_MEANING, &excused));
    nothing(found);
}
