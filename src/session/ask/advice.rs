//! Advice: what to do about a finding, for which runs it is meant, and the runs on which it is tried.

use crate::learn::dataset::Dataset;
use crate::learn::misfit::idle;
use crate::learn::order::sort_by_number;
use crate::session::{Config, Session};
use std::cmp::Ordering;

/// Above this contradicted share the data are not separable.
const CONTRADICTED: f64 = 0.08;

/// Above this share of neighbours by distance from the middle, that distance tells classes apart.
const RINGS: f64 = 0.9;

/// A run for which advice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Many neighbours have different labels.
    Contradicted,
    /// Hardly any neighbours have different labels.
    Separable,
    /// Embeddings have unit length.
    Bounded,
    /// Embeddings may be anywhere.
    Free,
    /// It costs little if two coordinates say the same.
    Redundant,
    /// How far points are from their middle tells classes apart.
    Rings,
}

impl When {
    pub(super) fn holds(self, session: &Session) -> bool {
        let contradicted = session.pipeline().dataset.contradiction() > CONTRADICTED;
        let bounded = session.pipeline().head.unit;
        match self {
            Self::Contradicted => contradicted,
            Self::Separable => !contradicted,
            Self::Bounded => bounded,
            Self::Free => !bounded,
            Self::Redundant => session.pipeline().loss.objective().is_some_and(|loss| loss.redundancy() < 1.0),
            Self::Rings => in_rings(&session.pipeline().dataset) > RINGS,
        }
    }
}

/// The share of points that have the class of the next one, in the order of their distances from the middle.
fn in_rings(data: &Dataset) -> f64 {
    let middle = data.points.column_mean();
    let mut order: Vec<usize> = (0..data.len()).collect();
    sort_by_number(&mut order, |i| (data.points.column(*i) - &middle).norm());
    let same = order.windows(2).filter(|two| data.truth[two[0]] == data.truth[two[1]]).count();
    same as f64 / order.len() as f64
}

/// Whether a configuration has a setting such as `scheme.predictor=0` or `optimizer.lr>0.01`.
fn is_set(setting: &str, config: &Config) -> bool {
    let Some(place) = setting.find(['=', '<', '>']) else { return false };
    let (key, value) = (&setting[..place], &setting[place + 1..]);
    let order = config.param(key).zip(value.parse().ok()).and_then(|(now, bound)| now.partial_cmp(&bound));
    match setting.as_bytes()[place] {
        b'<' => order == Some(Ordering::Less),
        b'>' => order == Some(Ordering::Greater),
        _ => config.text_of(key).as_deref() == Some(value),
    }
}

/// The room of a key such as `optimizer.lr`.
pub(super) fn room_of(key: &str) -> &str {
    key.split('.').next().unwrap_or(key)
}

/// A piece of advice.
#[derive(Debug)]
pub struct Advice {
    /// The findings for which it is offered.
    pub findings: &'static [&'static str],
    /// What has to hold of a run to which it is offered.
    pub when: &'static [When],
    /// What has to be set, as in a share text, or with `<` or `>` before a bound, so that the edits lead where the label says.
    pub from: &'static [&'static str],
    /// Its label, as an order: "Mine semi-hard negatives".
    pub label: &'static str,
    /// What it leads to and why, in a sentence.
    pub why: &'static str,
    /// Whether it helps.
    pub helps: bool,
    /// Edits as in a share text, with steps counted from the sound one: `miner=random&200@miner=hard`.
    pub edits: &'static str,
    /// The runs on which it is tested.
    pub tried: &'static [&'static str],
}

impl Advice {
    /// Its edits: steps after the sound one, key, value.
    pub fn edits(&self) -> impl Iterator<Item = (u64, &'static str, &'static str)> {
        self.edits.split('&').filter_map(|edit| {
            let (key, value) = edit.split_once('=')?;
            let (after, key) = key.split_once('@').unwrap_or(("0", key));
            Some((after.parse().ok()?, key, value))
        })
    }

    /// Whether it leads from the settings of a run where its label says.
    pub fn suits(&self, session: &Session) -> bool {
        let config = session.config();
        self.when.iter().all(|when| when.holds(session))
            && self.from.iter().all(|setting| is_set(setting, config))
            && self.changes(config)
            && self.edits().all(|(_, key, _)| idle(session.pipeline(), room_of(key)).is_none())
    }

    /// Whether it changes these settings, and only settings that exist.
    fn changes(&self, config: &Config) -> bool {
        let mut changed = config.clone();
        let mut now = self.edits().take_while(|(after, ..)| *after == 0);
        now.all(|(_, key, value)| changed.set(key, value).is_ok()) && changed != *config
    }
}
