//! What the lists say to readers and no run computes with (`pushpull::learn::spec::Prose`): the module of the page does not hold it.
//!
//! `pkg/texts.json` is `{ "loss": { "triplet": { "also_known_as": […], "citation": { "text": …, "link": … }, "help": { "loss.margin": … } }, … }, … }`:
//! rooms and entries by their ids, parameters by their keys.

use pushpull::learn::spec::Entry;
use pushpull::session::ROOMS;
use serde_json::{Map, Value, json};

/// The text of the file.
pub fn file() -> String {
    let rooms = ROOMS.iter().map(|room| {
        let entries = (room.entries)().into_iter().map(|e| (e.id.to_string(), entry(room.key, e)));
        (room.key.to_string(), Value::Object(entries.collect()))
    });
    Value::Object(rooms.collect()).to_string()
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
        for room in ROOMS {
            for entry in (room.entries)() {
                let told = &file[room.key][entry.id];
                assert_eq!(told["citation"]["text"], entry.citation.text, "{}", entry.id);
                for param in entry.params {
                    assert_eq!(told["help"][format!("{}.{}", room.key, param.id)], *param.help, "{}", entry.id);
                }
            }
        }
    }
}
