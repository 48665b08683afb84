//! Options: what pictures show beyond the session's state: switches, charts, and what is looked at.

use super::beside::Beside;
use super::part::{PARTS, Part};
use super::spot::{Focus, Spot};
use crate::learn::ball::Ball;
use crate::learn::spec::Prose;
use crate::session::{Session, TextError};

/// The first word of every key.
pub const ROOM: &str = "view";

/// The number of charts beside the embedding.
pub const CHARTS: usize = 2;

/// Something that a picture shows or leaves out.
#[derive(Debug)]
pub struct Switch {
    /// The word after `view.`, one per switch: pictures that share the word share the switch.
    pub id: &'static str,
    /// The label of its control.
    pub name: &'static str,
    /// What it shows, for a learner.
    pub gist: Prose<&'static str>,
    /// Whether it is on by default.
    pub on: bool,
    /// Whether it has an effect on a run; otherwise the page does not offer it.
    pub matters: fn(&Session) -> bool,
}

/// An effect on every run.
pub const ALWAYS: fn(&Session) -> bool = |_| true;

impl Switch {
    /// Its key, and the name of its control.
    pub fn key(&self) -> String {
        format!("{ROOM}.{}", self.id)
    }
}

/// The options.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The switches that differ from their default.
    pub(super) flipped: Vec<&'static str>,
    /// The charts that were chosen, by place.
    pub(super) chosen: [Option<&'static str>; CHARTS],
    /// The chosen anchor.
    pub focus: Option<Focus>,
    /// The miner previewed for that anchor: an id of a [`crate::session::pick::Choice`], or empty.
    pub preview: String,
    /// The camera's turn in degrees; `None`: the default. See [`super::camera`].
    pub turn: Option<f64>,
    /// The same.
    pub tilt: Option<f64>,
    /// Half the width of what the embedding's picture shows; `None`: that of the resting frame. See [`super::frame`].
    pub frame: Option<f64>,
    /// The place in its middle, along the camera's directions.
    pub center: Option<[f64; 3]>,
    /// The resting frame of all panels: not part of the text.
    pub shared: Option<Ball>,
    /// The part of the step at which slow motion is.
    pub part: Option<&'static Part>,
    /// The miner previewed while a pointer or the focus is on its line: not part of the text.
    pub glimpse: Option<String>,
    /// What is pointed at: not part of the text.
    pub hover: Option<Spot>,
    /// The step at which other views were drawn than its own, and their number: not part of the text. See [`super::point_views`].
    pub redrawn: Option<(u64, u64)>,
    /// The distance up to which pairs are taken for pairs of one class, if a reader has chosen one.
    pub threshold: Option<f64>,
    /// The other runs whose losses are drawn: not part of the text.
    pub beside: Vec<Beside>,
    /// The name that a sharer gave to the run, or empty.
    pub title: String,
    /// The steps of the open lesson that lie on the run, each with its name: not part of the text.
    pub waypoints: Vec<(u64, String)>,
    /// Whether the settings and the verdict are hidden. See [`super::hiding`].
    pub hides: bool,
    /// Whether all controls are shown beside the sentence.
    pub controls: bool,
}

impl Options {
    /// Whether a switch is on.
    pub fn is_on(&self, switch: &Switch) -> bool {
        self.layer(switch.id).unwrap_or_else(|| self.is_set(switch))
    }

    /// Whether a switch is set, whatever slow motion shows.
    pub fn is_set(&self, switch: &Switch) -> bool {
        switch.on != self.flipped.contains(&switch.id)
    }

    /// Whether the current part shows a layer; `None` without a part, and for layers of no part.
    pub fn layer(&self, id: &str) -> Option<bool> {
        let part = self.part?;
        PARTS.iter().any(|p| p.layers.contains(&id)).then(|| part.layers.contains(&id))
    }

    /// Checks that a data set with this many points has the chosen one.
    ///
    /// # Errors
    /// [`TextError`], if it has not.
    pub fn fits(&self, points: usize) -> Result<(), TextError> {
        match self.focus {
            Some(Focus { anchor, .. }) if anchor >= points => {
                Err(TextError::new("view.anchor", anchor.to_string(), format!("a point from 0 to {}", points - 1)))
            }
            _ => Ok(()),
        }
    }

    /// Goes to the next part, or back. Returns `false` at the ends: then the step itself is due.
    pub fn next_part(&mut self, back: bool) -> bool {
        let now = PARTS.iter().position(|part| self.part.is_some_and(|p| p.id == part.id));
        let next = match (now, back) {
            (None, _) => Some(0),
            (Some(i), true) => i.checked_sub(1),
            (Some(i), false) => Some(i + 1),
        };
        let part = next.and_then(|i| PARTS.get(i));
        if part.is_some() {
            self.part = part;
        }
        part.is_some()
    }

    /// The previewed miner, or empty.
    pub fn previewed(&self) -> &str {
        self.glimpse.as_ref().unwrap_or(&self.preview)
    }

    /// Chooses a spot's anchor; at the same anchor again, its next positive; at nothing, no anchor.
    pub fn choose(&mut self, spot: Option<Spot>) {
        let Some(Spot::Point(anchor) | Spot::Pair(anchor, _) | Spot::Proxy(anchor, _)) = spot else {
            return self.look_away();
        };
        let again = self.focus.filter(|focus| focus.anchor == anchor);
        self.focus = Some(Focus { anchor, nth: again.map_or(0, |focus| focus.nth + 1) });
    }

    /// Chooses no anchor.
    pub fn look_away(&mut self) {
        (self.focus, self.part, self.glimpse, self.hover) = (None, None, None, None);
        self.preview.clear();
    }
}
