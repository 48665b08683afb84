//! The configuration: entries, parameters, seed. Plain data, and only what differs from the defaults.

use super::text_error::TextError;
use crate::learn::dataset::{DatasetSpec, Size};
use crate::learn::spec::{Entry, ParamSpec, Params, Prose, Spec};
use crate::learn::step::Pipeline;
use crate::session::run::points::{self, Points};
use litemap::LiteMap;

/// A room: one choice, with a URL key and a menu.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The key in URLs, which is also the name of the menu.
    pub key: &'static str,
    /// The label of the menu.
    pub name: &'static str,
    /// What is chosen here, in words for learners.
    pub gist: Prose<&'static str>,
    /// The card of the page on which its menu is.
    pub card: &'static str,
    /// Everything that can be chosen.
    pub specs: fn() -> Vec<&'static dyn Spec>,
    /// The default; it may depend on rooms that do not depend on this one.
    pub default: fn(&Config) -> &'static str,
    /// Puts what is chosen into a pipeline in which all rooms before this one have done so.
    pub build: fn(&Config, &mut Pipeline),
}

impl PartialEq for Room {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Room {
    /// The texts and parameters of everything that can be chosen.
    pub fn entries(&self) -> Vec<&'static Entry> {
        (self.specs)().into_iter().map(|spec| spec.entry()).collect()
    }
}

/// A configuration. Every value is valid by itself; [`crate::session::plan()`] checks them together.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    rooms: &'static [Room],
    choices: LiteMap<&'static str, &'static str>,
    params: LiteMap<String, f64>,
    points: Points,
    /// The seed of every random stream.
    pub seed: u64,
}

/// The default seed.
const SEED: u64 = 3;
/// The greatest seed, which every language represents exactly.
const MAX_SEED: u64 = u32::MAX as u64;

impl Config {
    /// The defaults of these rooms.
    pub fn of(rooms: &'static [Room]) -> Self {
        Self { rooms, choices: LiteMap::new(), params: LiteMap::new(), points: Points::default(), seed: SEED }
    }

    /// The rooms, in the order of the pipeline.
    pub fn rooms(&self) -> &'static [Room] {
        self.rooms
    }

    /// The room with this key.
    pub fn room(&self, key: &str) -> Option<&'static Room> {
        self.rooms.iter().find(|room| room.key == key)
    }

    /// The chosen entry of the room with this key, which must be one of [`Self::rooms`].
    pub fn choice(&self, key: &str) -> &'static Entry {
        self.spec_in(self.room(key).unwrap_or_else(|| panic!("no room is called '{key}'"))).entry()
    }

    /// The chosen entry of the room with specs of this type, of which there must be one.
    pub fn chosen<S: Spec>(&self) -> &'static S {
        let has = |room: &&Room| (room.specs)().iter().any(|spec| spec.of::<S>().is_some());
        let found = self.rooms.iter().find(has).and_then(|room| self.spec_in(room).of());
        found.unwrap_or_else(|| panic!("no room has a {}", std::any::type_name::<S>()))
    }

    /// The chosen entry of a room.
    pub fn spec_in(&self, room: &Room) -> &'static dyn Spec {
        let id = self.choices.get(room.key).copied().unwrap_or_else(|| (room.default)(self));
        find_spec(room, id).unwrap_or_else(|| panic!("the default '{id}' of '{}' is in no list", room.key))
    }

    /// The spec of a parameter key such as `loss.margin`, if the chosen entry has it.
    pub fn spec(&self, key: &str) -> Option<&'static ParamSpec> {
        let (room_key, id) = key.split_once('.')?;
        self.spec_in(self.room(room_key)?).entry().params.iter().find(|p| p.id == id)
    }

    /// The value of a parameter: as given, else that of the parameter it follows, else the default. `None`, if the chosen entry has no such
    /// parameter.
    pub fn param(&self, key: &str) -> Option<f64> {
        let spec = self.spec(key)?;
        Some(self.params.get(key).copied().unwrap_or_else(|| self.usual(spec)))
    }

    /// The parameter's value unless it is given.
    fn usual(&self, spec: &'static ParamSpec) -> f64 {
        let followed = spec.follows.and_then(|key| self.param(key));
        followed.filter(|value| spec.refuse(*value).is_none()).unwrap_or(spec.default)
    }

    /// The parameters of a room's chosen entry, for its builder.
    pub fn params(&self, room_key: &str) -> Params {
        let entry = self.choice(room_key);
        Params::new(entry.params.iter().filter_map(|p| Some((p.id, self.param(&format!("{room_key}.{}", p.id))?))))
    }

    /// The text of a key's value: an entry's id, a number, a word.
    pub fn text_of(&self, key: &str) -> Option<String> {
        if key == "seed" {
            Some(self.seed.to_string())
        } else if self.room(key).is_some() {
            Some(self.choice(key).id.to_string())
        } else {
            Some(self.spec(key)?.text(self.param(key)?))
        }
    }

    /// The points changed by hand.
    pub fn points(&self) -> &Points {
        &self.points
    }

    /// The size of the chosen data set.
    fn size(&self) -> Size {
        self.chosen::<DatasetSpec>().size(&self.params("data"))
    }

    /// Sets one key from a text. Choosing another entry drops parameters that it does not have; another data set drops changed points, and
    /// another size those that no longer fit.
    ///
    /// # Errors
    /// [`TextError`], and nothing changes.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), TextError> {
        let data = self.choice("data").id;
        self.put(key, text)?;
        self.forget_defaults();
        if self.choice("data").id != data {
            self.points = Points::default();
        } else if key.starts_with("data.") && !self.points.is_empty() {
            self.points.keep_fitting(self.size());
        }
        Ok(())
    }

    /// Sets one key without regard to others.
    fn put(&mut self, key: &str, text: &str) -> Result<(), TextError> {
        if key == "seed" {
            let allowed = || TextError::new(key, text, format!("a whole number from 0 to {MAX_SEED}"));
            self.seed = text.parse().ok().filter(|seed| *seed <= MAX_SEED).ok_or_else(allowed)?;
        } else if let Some(room) = self.room(key) {
            let known = || room.entries().iter().map(|e| e.id).collect::<Vec<_>>().join(", ");
            let spec = find_spec(room, text).ok_or_else(|| TextError::new(key, text, format!("one of {}", known())))?;
            self.choices.insert(room.key, spec.entry().id);
        } else if points::is_key(key) {
            let size = self.size();
            self.points.set(key, text, size)?;
        } else {
            let spec = self.spec(key).ok_or_else(|| TextError::new(key, text, self.known_keys(key)))?;
            let value = spec.parse(text).map_err(|allowed| TextError::new(key, text, allowed))?;
            self.params.insert(key.to_string(), value);
        }
        Ok(())
    }

    /// Drops what equals its default, and parameters that the chosen entries do not have or accept.
    fn forget_defaults(&mut self) {
        for room in self.rooms {
            if self.choices.get(room.key).is_some_and(|id| *id == (room.default)(self)) {
                self.choices.remove(room.key);
            }
        }
        let keys: Vec<String> = self.params.keys().cloned().collect();
        for key in keys {
            let kept = self.spec(&key).is_some_and(|spec| {
                let value = self.params[&key];
                spec.refuse(value).is_none() && value.to_bits() != self.usual(spec).to_bits()
            });
            if !kept {
                self.params.remove(&key);
            }
        }
    }

    /// The keys that would have been accepted instead of this one.
    fn known_keys(&self, key: &str) -> String {
        let room_key = key.split('.').next().unwrap_or_default();
        let of = |room_key: &str| -> Vec<String> {
            self.choice(room_key).params.iter().map(|p| format!("{room_key}.{}", p.id)).collect()
        };
        match self.room(room_key) {
            Some(_) if of(room_key).is_empty() => {
                format!("no parameter at all, as {room_key}={} has none", self.choice(room_key).id)
            }
            Some(_) => {
                format!("one of the keys {} of {room_key}={}", of(room_key).join(", "), self.choice(room_key).id)
            }
            None => {
                let rooms: Vec<&str> = self.rooms.iter().map(|r| r.key).collect();
                format!(
                    "one of the keys {}, seed or step, a parameter such as loss.margin, or a point such as label.17",
                    rooms.join(", ")
                )
            }
        }
    }

    /// Everything that differs from the defaults as (key, value): choices before parameters, in the order of the pipeline, then points.
    pub fn given(&self) -> Vec<(String, String)> {
        let text = |key: &str| self.text_of(key).unwrap_or_default();
        let mut given = vec![];
        for room in self.rooms {
            if self.choices.contains_key(room.key) {
                given.push((room.key.to_string(), text(room.key)));
            }
            for param in self.choice(room.key).params {
                let key = format!("{}.{}", room.key, param.id);
                if self.params.contains_key(&key) {
                    given.push((key.clone(), text(&key)));
                }
            }
        }
        given.extend(self.points.given());
        if self.seed != SEED {
            given.push(("seed".to_string(), text("seed")));
        }
        given
    }

    /// Sets many keys at once, choices first and points last, so that their order does not matter. Another data set drops points changed
    /// before, another size those that no longer fit.
    ///
    /// # Errors
    /// The first [`TextError`]; a repeated key is one.
    pub fn set_all<'a>(&mut self, pairs: &[(&'a str, &'a str)]) -> Result<(), TextError> {
        for (i, (key, value)) in pairs.iter().enumerate() {
            if pairs[..i].iter().any(|(k, _)| k == key) {
                return Err(TextError::twice(key, value));
            }
        }
        let data = self.choice("data").id;
        let (choices, rest): (Vec<_>, Vec<_>) = pairs.iter().partition(|(key, _)| self.room(key).is_some());
        let (points, params): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(key, _)| points::is_key(key));
        choices.iter().chain(&params).try_for_each(|(key, value)| self.put(key, value))?;
        if self.choice("data").id != data {
            self.points = Points::default();
        } else if !self.points.is_empty() {
            self.points.keep_fitting(self.size());
        }
        points.iter().try_for_each(|(key, value)| self.put(key, value))?;
        self.forget_defaults();
        Ok(())
    }

    /// The few settings that turn `base` into this configuration, for [`Self::set_all`].
    pub fn differences(&self, base: &Self) -> Vec<(String, String)> {
        if self == base {
            return vec![];
        }
        let same_data = self.choice("data").id == base.choice("data").id;
        let mut pairs = self.given();
        for (key, _) in base.given() {
            if pairs.iter().all(|(mine, _)| *mine != key) {
                let back = same_data && self.clone().put(&key, points::BACK).is_ok();
                let value = if back { Some(points::BACK.to_string()) } else { self.text_of(&key) };
                pairs.extend(value.map(|value| (key, value)));
            }
        }
        // Leaves out what can be left out.
        let enough = |pairs: &[(String, String)]| {
            let mut made = base.clone();
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(key, value)| (&**key, &**value)).collect();
            made.set_all(&pairs).is_ok() && made == *self
        };
        for place in (0..pairs.len()).rev() {
            let mut fewer = pairs.clone();
            fewer.remove(place);
            if enough(&fewer) {
                pairs = fewer;
            }
        }
        pairs
    }
}

fn find_spec(room: &Room, id: &str) -> Option<&'static dyn Spec> {
    (room.specs)().into_iter().find(|spec| spec.entry().id == id)
}
