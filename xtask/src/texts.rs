//! What the lists say to readers and no run computes with (`pushpull::learn::spec::Prose`): the module of the page does not hold it.
//!
//! `pkg/texts.json` is `{ "entries": { "loss.triplet": { "also_known_as": […], "citation": { "text": …, "link": … }, "help": { "loss.margin": … } }, … },
//! "gists": { "loss": …, "loss.triplet": …, "miner.semi-hard.facenet": …, "picture.matrix": …, "view.forces": …, "figure.loss": …, "example.warm-up": … } }`.

use pushpull::learn::spec::Entry;
use pushpull::session::pick::choices;
use pushpull::session::{PRESETS, ROOMS};
use pushpull::tell::{SPECS, figures};
use serde_json::{Map, Value, json};

/// The text of the file.
pub fn file() -> String {
    let entries: Map<String, Value> = entries().map(|(key, room, e)| (key, entry(room, e))).collect();
    json!({"entries": entries, "gists": gists()}).to_string()
}

/// Every entry of every room, with its key and its room's.
fn entries() -> impl Iterator<Item = (String, &'static str, &'static Entry)> {
    let of = |room: &'static pushpull::session::Room| {
        room.entries().into_iter().map(|e| (format!("{}.{}", room.key, e.id), room.key, e))
    };
    ROOMS.iter().flat_map(of)
}

fn entry(room: &str, entry: &Entry) -> Value {
    let help: Map<String, Value> = entry.params.iter().map(|p| (format!("{room}.{}", p.id), json!(*p.help))).collect();
    let citation = json!({"text": entry.citation.text, "link": entry.citation.link});
    json!({"also_known_as": *entry.also_known_as, "citation": citation, "help": help})
}

/// The gists of everything that has a hint, and the examples' paragraphs.
fn gists() -> Map<String, Value> {
    let rooms = ROOMS.iter().map(|room| (room.key.to_string(), room.gist.to_string()));
    let entries = entries().map(|(key, _, e)| (key, e.gist.to_string()));
    let meanings =
        choices().into_iter().filter_map(|c| Some((format!("miner.{}", c.id()), c.meant?.1.entry.gist.to_string())));
    let pictures = SPECS.iter().map(|v| (format!("picture.{}", v.id), [v.guide, *v.gist].join(" ").trim().to_string()));
    let switches = SPECS.iter().flat_map(|v| v.switches).map(|s| (s.key(), s.gist.to_string()));
    let sliders = SPECS.iter().filter_map(|v| v.slider).map(|s| (s.key.to_string(), s.gist.to_string()));
    let figures = figures::all().map(|f| (format!("figure.{}", f.measure.id()), f.gist.to_string()));
    let examples = PRESETS.iter().map(|p| (format!("example.{}", p.id), p.paragraph.to_string()));
    let all = rooms
        .chain(entries)
        .chain(meanings)
        .chain(pictures)
        .chain(switches)
        .chain(sliders)
        .chain(figures)
        .chain(examples);
    all.map(|(key, text)| (key, Value::String(text))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_of_every_room_and_every_parameter_is_in_the_file() {
        let file: Value = serde_json::from_str(&file()).unwrap();
        for (key, room, entry) in entries() {
            let told = &file["entries"][&key];
            assert_eq!(told["citation"]["text"], entry.citation.text, "{key}");
            assert_eq!(file["gists"][&key], *entry.gist, "{key}");
            for param in entry.params {
                assert_eq!(told["help"][format!("{room}.{}", param.id)], *param.help, "{key}");
            }
        }
    }

    #[test]
    fn every_gist_is_said_of_one_thing() {
        let gists = gists();
        let views: usize = SPECS.iter().map(|v| v.switches.len() + usize::from(v.slider.is_some()) + 1).sum();
        let meanings = choices().iter().filter(|c| c.meant.is_some()).count();
        let count = ROOMS.len() + entries().count() + meanings + views + figures::all().count() + PRESETS.len();
        assert_eq!(gists.len(), count);
        assert!(gists.values().all(|text| text.as_str().unwrap().ends_with(['.', '?'])));
    }
}
