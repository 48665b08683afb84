//! A run in a sentence, made of what the chosen entries are called: “Train a small network on four clouds with clean labels. In each batch
//! …”. Each thing that can be chosen is a choice, which opens the card of its room.

use super::phrase::{Part, parts, value_of};
use crate::learn::misfit::idle;
use crate::learn::spec::ParamSpec;
use crate::learn::step::Pipeline;
use crate::session::{Config, Room};

/// A piece of the sentence.
#[derive(Debug, PartialEq)]
pub struct Piece {
    /// How it reads.
    pub text: String,
    /// What can be chosen there.
    pub choice: Option<Choice>,
}

/// Something that can be chosen in the sentence.
#[derive(Debug, PartialEq)]
pub struct Choice {
    /// The key of its room.
    pub room: &'static str,
    /// The key of its control: the room's, or a parameter's.
    pub key: String,
    /// Whether it differs from the default.
    pub differs: bool,
}

/// The place of a room in the sentence.
struct Place {
    /// Its key.
    room: &'static str,
    /// The phrase around what is chosen, which is `@`.
    around: &'static str,
    /// Whether it is said even if nothing there differs from the default.
    always: bool,
}

const fn always(room: &'static str, around: &'static str) -> Place {
    Place { room, around, always: true }
}

const fn changed(room: &'static str, around: &'static str) -> Place {
    Place { room, around, always: false }
}

/// The sentences, each of which is left out if there is nothing to say in it. A room that has no place gets a sentence of its own.
static SENTENCES: [&[Place]; 3] = [
    &[
        always("encoder", "Train @"),
        always("data", " on @ with [{label_noise%clean labels|one label in # wrong|# of the labels wrong}]"),
        changed("head", ", embedded @"),
    ],
    &[
        always("sampler", "In each batch of @"),
        changed("scheme", " and @"),
        always("views", ", all @,"),
        always("miner", " take @, and"),
        always("loss", " apply @"),
        changed("affinity", " to @"),
        changed("reduction", ", taken as @"),
    ],
    &[changed("optimizer", "Step with @")],
];

/// The most differences of a room that its choice lists.
const LISTED: usize = 2;

/// The run of a configuration.
pub fn sentence(config: &Config, pipeline: &Pipeline) -> Vec<Piece> {
    let given: Vec<String> = config.given().into_iter().map(|(key, _)| key).collect();
    let placed = |room: &&Room| !SENTENCES.iter().any(|places| places.iter().any(|place| place.room == room.key));
    let mut sentences: Vec<Vec<Piece>> = vec![];
    for places in SENTENCES {
        let rooms = places.iter().filter_map(|place| Some((config.room(place.room)?, place.around, place.always)));
        sentences.push(
            rooms.flat_map(|(room, around, always)| clause(config, pipeline, &given, room, around, always)).collect(),
        );
    }
    sentences.extend(config.rooms().iter().filter(placed).map(|room| {
        let mut said = clause(config, pipeline, &given, room, "@", false);
        if !said.is_empty() {
            said.insert(0, plain(format!("{}: ", room.name)));
        }
        said
    }));
    let mut all: Vec<Piece> = vec![];
    for pieces in sentences.into_iter().filter(|pieces| !pieces.is_empty()) {
        if !all.is_empty() {
            all.push(plain(". "));
        }
        all.extend(pieces);
    }
    all.push(plain("."));
    joined(all)
}

fn plain(text: impl Into<String>) -> Piece {
    Piece { text: text.into(), choice: None }
}

/// What is said of a room: nothing, if its choice has no effect, or is as usual and not always said.
fn clause(
    config: &Config,
    pipeline: &Pipeline,
    given: &[String],
    room: &'static Room,
    around: &'static str,
    always: bool,
) -> Vec<Piece> {
    let of = |key: &str| key == room.key || key.strip_prefix(room.key).is_some_and(|rest| rest.starts_with('.'));
    let mine: Vec<&str> = given.iter().map(|key| &**key).filter(|key| of(key)).collect();
    if (mine.is_empty() && !always) || idle(pipeline, room.key).is_some() {
        return vec![];
    }
    let (spec, params) = (config.spec_in(room), config.params(room.key));
    let entry = spec.entry();
    let (before, after) = around.split_once('@').unwrap_or((around, ""));
    let read = |phrase| parts(phrase, entry, &params);
    let said: Vec<Part> = [before, spec.words(), after].into_iter().flat_map(read).collect();
    let key = |id: &str| format!("{}.{id}", room.key);
    let differs = |id: &str| mine.iter().any(|given| *given == key(id));
    // The first choice is the room's and says what no other says.
    let elsewhere = |param: &&ParamSpec| said.iter().any(|part| part.says.contains(&param.id));
    let rest: Vec<&ParamSpec> = entry.params.iter().filter(|param| differs(param.id) && !elsewhere(param)).collect();
    let first = said.iter().position(|part| part.chosen);
    let piece = |(place, part): (usize, &Part)| {
        let whole = first == Some(place);
        let key = part.says.first().filter(|_| !whole).map_or(room.key.to_string(), |id| key(id));
        let own = part.says.iter().any(|id| differs(id));
        let differs = own || whole && (mine.contains(&room.key) || !rest.is_empty());
        let mut text = part.text.clone();
        if whole {
            let listed = rest.iter().take(LISTED).map(|param| format!(", {}", said_of(param, params.get(param.id))));
            text.extend(listed);
            let more = rest.len().saturating_sub(LISTED);
            if more > 0 {
                text.push_str(&format!(", {more} more"));
            }
        }
        Piece { text, choice: part.chosen.then_some(Choice { room: room.key, key, differs }) }
    };
    said.iter().enumerate().map(piece).collect()
}

/// A parameter and its value: "spread 0.5", "60 points each".
fn said_of(param: &ParamSpec, value: f64) -> String {
    let value = value_of(param, value);
    let counts = !param.unit.is_empty() && param.name.contains(param.unit);
    if counts { format!("{value} {}", param.name) } else { format!("{} {value}", param.name) }
}

/// The same with neighbouring plain pieces as one.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = vec![];
    for piece in pieces {
        match all.last_mut() {
            Some(last) if last.choice.is_none() && piece.choice.is_none() => last.text.push_str(&piece.text),
            _ => all.push(piece),
        }
    }
    all
}
