//! The state of the controls, requested when settings may have changed.

use crate::learn::misfit::idle;
use crate::learn::spec::{Entry, ParamSpec, Position};
use crate::session::{Config, Room, Session, TextError, check};
use crate::tell::setup::{Piece, sentence};
use crate::web::value::Record;
use serde::Serialize;
use tsify::Tsify;

/// The current settings.
#[derive(Serialize, Tsify)]
pub struct Controls {
    rooms: Record<&'static str, RoomState>,
    seed: String,
    /// The run in a sentence.
    sentence: Vec<PieceValue>,
    /// Whether the link asks for all controls.
    pinned: bool,
}

/// A piece of the sentence; with a key, it is the choice of that control.
#[derive(Serialize, Tsify)]
struct PieceValue {
    text: String,
    room: Option<&'static str>,
    key: Option<String>,
    differs: bool,
}

#[derive(Serialize, Tsify)]
struct RoomState {
    choice: &'static str,
    /// Why the choice has no effect now, if it has none.
    idle: Option<String>,
    /// The entries that cannot be chosen beside the other choices, with reasons.
    refused: Record<&'static str, String>,
    params: Vec<ParamState>,
}

#[derive(Serialize, Tsify)]
struct ParamState {
    key: String,
    text: String,
    /// Why the value has no effect now, if it has none.
    idle: Option<String>,
    /// The index of the slider's nearest stop.
    position: usize,
    /// Whether the value lies beyond the slider's ends.
    beyond: bool,
}

impl Controls {
    /// The controls of a session at its current step.
    pub fn of(session: &Session, pinned: bool) -> Self {
        let config = session.config();
        let rooms = config
            .rooms()
            .iter()
            .map(|room| (room.key, RoomState::of(config, room, idle(session.pipeline(), room.key))));
        let piece = |Piece { text, choice }: Piece| {
            let (room, differs) = choice.as_ref().map_or((None, false), |choice| (Some(choice.room), choice.differs));
            PieceValue { text, room, key: choice.map(|choice| choice.key), differs }
        };
        let sentence = sentence(config, session.pipeline()).into_iter().map(piece).collect();
        Self { rooms: rooms.collect(), seed: config.seed.to_string(), sentence, pinned }
    }
}

impl RoomState {
    fn of(config: &Config, room: &'static Room, idle: Option<String>) -> Self {
        let entry = config.choice(room.key);
        let tried = |id: &str| -> Result<(), TextError> {
            let mut config = config.clone();
            config.set(room.key, id)?;
            check(&config)
        };
        let refusal = |e: &&'static Entry| Some((e.id, tried(e.id).err()?.to_string()));
        Self {
            choice: entry.id,
            refused: room.entries().iter().filter_map(refusal).collect(),
            params: entry.params.iter().map(|p| ParamState::of(config, room.key, p, idle.clone())).collect(),
            idle,
        }
    }
}

impl ParamState {
    fn of(config: &Config, room: &str, spec: &'static ParamSpec, idle: Option<String>) -> Self {
        let key = format!("{room}.{}", spec.id);
        let value = config.param(&key).unwrap_or(spec.default);
        let Position { stop, beyond } = spec.position(value);
        Self { key, text: spec.text(value), idle, position: stop, beyond }
    }
}
