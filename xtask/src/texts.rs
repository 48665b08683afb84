//! What the lists say to readers and no run computes with (`pushpull::learn::spec::Prose`): the module of the page does not hold it.
//!
//! `pkg/texts.json` is `{ "entries": { "loss.triplet": { "also_known_as": […], "citation": { "text": …, "link": … }, "help": {
//! "loss.margin": … } }, … }, "gists": { "loss": …, "loss.triplet": …, "miner.semi-hard.facenet": …, "picture.matrix": …, "view.forces": …,
//! "figure.loss": …, "example.warm-up": … } }`.

use pushpull::learn::spec::Entry;
use pushpull::tell::gists::{entries, gists};
use serde_json::{Map, Value, json};

/// The text of the file.
pub fn file() -> String {
    let entries: Map<String, Value> = entries().map(|(key, room, e)| (key, entry(room, e))).collect();
    let gists: Map<String, Value> = gists().map(|(key, text)| (key, text.into())).collect();
    json!({"entries": entries, "gists": gists}).to_string()
}

fn entry(room: &str, entry: &Entry) -> Value {
    let help: Map<String, Value> = entry.params.iter().map(|p| (format!("{room}.{}", p.id), json!(*p.help))).collect();
    let citation = json!({"text": entry.citation.text, "link": entry.citation.link});
    json!({"also_known_as": *entry.also_known_as, "citation": citation, "help": help})
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
        let file: Value = serde_json::from_str(&file()).unwrap();
        // Pictures may share a switch, and then its words.
        for (key, text) in gists() {
            assert_eq!(file["gists"][&key], text, "{key}");
        }
        let gists = file["gists"].as_object().unwrap();
        assert!(gists.values().all(|text| text.as_str().unwrap().ends_with(['.', '?'])));
    }
}
