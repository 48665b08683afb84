//! Advice: what to do about a finding, for which runs it is meant, and the runs on which it is tried.

use crate::learn::dataset::Dataset;
use crate::learn::order::sort_by_number;
use crate::session::{Config, Session};

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

/// A piece of advice.
#[derive(Debug)]
pub struct Advice {
    /// The findings for which it is offered.
    pub findings: &'static [&'static str],
    /// What has to hold of a run to which it is offered.
    pub when: &'static [When],
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

    /// Whether it changes the current settings, and only settings that exist.
    pub(super) fn changes(&self, config: &Config) -> bool {
        let mut changed = config.clone();
        let mut now = self.edits().take_while(|(after, ..)| *after == 0);
        now.all(|(_, key, value)| changed.set(key, value).is_ok()) && changed != *config
    }
}
