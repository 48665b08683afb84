//! Options: what pictures show beyond the session's state: switches, charts, and what is looked at.
//!
//! They have a text form, of which a link contains what differs from the default: `view.forces=on&view.anchor=17`. A text that says
//! whether all mined triplets are shown (`view.ties`) gets just that, and no spotlight unless it asks for it.

use super::part::{PARTS, Part};
use crate::learn::ball::Ball;
use crate::learn::spec::Prose;
use crate::session::{Session, TextError};
use crate::tell::beside::Beside;
use crate::tell::embedding::TIES;
use crate::tell::embedding::spotlight::SPOTLIGHT;
use crate::tell::frame;
use crate::tell::spot::{Focus, Spot};
use crate::tell::{SPECS, ViewSpec, turning};
use crate::tell::{hiding, title};

/// The first word of every key.
pub const ROOM: &str = "view";

/// The number of charts beside the embedding.
pub const CHARTS: usize = 2;

/// The value of `view.controls`.
const ALL: &str = "all";

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
    flipped: Vec<&'static str>,
    /// The charts that were chosen, by place.
    chosen: [Option<&'static str>; CHARTS],
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

/// All switches, each once.
pub fn switches() -> impl Iterator<Item = &'static Switch> {
    let mut seen = vec![];
    let mut is_new = move |id: &'static str| {
        let new = !seen.contains(&id);
        seen.push(id);
        new
    };
    SPECS.iter().flat_map(|spec| spec.switches.iter().copied()).filter(move |switch| is_new(switch.id))
}

/// The pictures that can stand beside the embedding, in the order of the menu.
pub fn charts() -> impl Iterator<Item = &'static ViewSpec> {
    SPECS.iter().copied().filter(|spec| spec.chart)
}

/// The key of a chart's place.
pub fn chart_key(place: usize) -> String {
    format!("{ROOM}.chart{}", place + 1)
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

    /// The chart in a place, as chosen or by default.
    pub fn chart(&self, place: usize) -> &'static str {
        let usual = || charts().nth(place).map_or("", |spec| spec.id);
        self.chosen.get(place).copied().flatten().unwrap_or_else(usual)
    }

    /// Whether a picture is on the page.
    pub fn shows(&self, spec: &ViewSpec) -> bool {
        !spec.chart || (0..CHARTS).any(|place| self.chart(place) == spec.id)
    }

    /// Sets one key from text.
    ///
    /// # Errors
    /// [`TextError`], and nothing is changed.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), TextError> {
        let refused = |allowed: &str| TextError::new(key, text, allowed);
        let number = || text.parse().map_err(|_| refused("the number of a point"));
        let word = key.strip_prefix(ROOM).and_then(|rest| rest.strip_prefix('.')).unwrap_or("");
        if key == title::KEY {
            self.title = title::read(text)?;
        } else if let Some(place) = (0..CHARTS).find(|place| chart_key(*place) == key) {
            let ids = || charts().map(|spec| spec.id);
            let id = ids().find(|id| *id == text);
            self.chosen[place] =
                Some(id.ok_or_else(|| refused(&format!("one of {}", ids().collect::<Vec<_>>().join(", "))))?);
        } else if let Some(switch) = switches().find(|switch| switch.id == word) {
            let on = [("on", true), ("off", false)].into_iter().find(|(name, _)| *name == text);
            let (_, on) = on.ok_or_else(|| refused("one of on, off"))?;
            self.flipped.retain(|id| *id != switch.id);
            if on != switch.on {
                self.flipped.push(switch.id);
            }
        } else {
            match word {
                hiding::WORD => self.hides = hiding::read(text)?,
                "controls" if text == ALL || text.is_empty() => self.controls = text == ALL,
                "controls" => return Err(refused(ALL)),
                "anchor" if text.is_empty() => self.look_away(),
                "anchor" if self.hides => return Err(refused("nothing while view.hide is given")),
                "anchor" => self.focus = Some(Focus { anchor: number()?, nth: 0 }),
                "positive" => {
                    let nth = number()?;
                    self.focus.as_mut().ok_or_else(|| refused("nothing while view.anchor is not given"))?.nth = nth;
                }
                "preview" => self.preview = text.to_string(),
                "threshold" if text.is_empty() => self.threshold = None,
                "threshold" => {
                    let distance = text.parse().ok().filter(|t: &f64| t.is_finite());
                    self.threshold = Some(distance.ok_or_else(|| refused("a distance, as in 0.35"))?);
                }
                "part" if text.is_empty() => self.part = None,
                "part" => {
                    let ids = || PARTS.iter().map(|part| part.id).collect::<Vec<_>>().join(", ");
                    let part = PARTS.iter().find(|part| part.id == text);
                    self.part = Some(part.ok_or_else(|| refused(&format!("one of {}", ids())))?);
                }
                "frame" if text.is_empty() => self.rest(),
                "frame" => self.frame = Some(frame::half_width(key, text)?),
                "centre" => self.center = Some(frame::place(key, text)?),
                "turn" => self.turn = Some(turning::angle(key, text, turning::TURN)?),
                "tilt" => self.tilt = Some(turning::angle(key, text, turning::TILT)?),
                _ => {
                    let others = [
                        "anchor",
                        "positive",
                        "preview",
                        "part",
                        "threshold",
                        "turn",
                        "tilt",
                        "frame",
                        "centre",
                        "controls",
                        hiding::WORD,
                    ];
                    let words = switches().map(|switch| switch.id).chain(others);
                    let keys: Vec<String> =
                        words.map(|word| format!("{ROOM}.{word}")).chain((0..CHARTS).map(chart_key)).collect();
                    return Err(TextError::new("key", key, format!("one of {}", keys.join(", "))));
                }
            }
        }
        Ok(())
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

    /// The keys and values that differ from the default, in an order in which they can be set.
    pub fn given(&self) -> Vec<(String, String)> {
        let of = |word: &str, value: String| (format!("{ROOM}.{word}"), value);
        let word = |on: bool| if on { "on" } else { "off" }.to_string();
        let mut pairs: Vec<_> = title::pair(&self.title).into_iter().collect();
        let [lit, ties] = [&SPOTLIGHT, &TIES].map(|switch| self.is_set(switch));
        let is_given = |switch: &Switch| match switch.id {
            id if id == TIES.id => ties || !lit,
            id if id == SPOTLIGHT.id => ties && lit,
            id => self.flipped.contains(&id),
        };
        let given = switches().filter(|switch| is_given(switch));
        pairs.extend(given.map(|switch| of(switch.id, word(self.is_set(switch)))));
        pairs.extend(
            (0..CHARTS)
                .filter(|place| self.chart(*place) != Self::default().chart(*place))
                .map(|place| (chart_key(place), self.chart(place).to_string())),
        );
        pairs.extend(
            [("turn", self.turn), ("tilt", self.tilt)]
                .into_iter()
                .filter_map(|(word, angle)| Some(of(word, angle?.to_string()))),
        );
        pairs.extend(self.frame.map(|half| of("frame", half.to_string())));
        pairs.extend(self.center.map(|place| of("centre", frame::text(place))));
        pairs.extend(self.part.map(|part| of("part", part.id.to_string())));
        pairs.extend(self.threshold.map(|threshold| of("threshold", threshold.to_string())));
        pairs.extend(self.controls.then(|| of("controls", ALL.to_string())));
        if let Some(focus) = self.focus {
            pairs.push(of("anchor", focus.anchor.to_string()));
            if focus.nth > 0 {
                pairs.push(of("positive", focus.nth.to_string()));
            }
            if !self.preview.is_empty() {
                pairs.push(of("preview", self.preview.clone()));
            }
        }
        pairs
    }

    /// Takes the options out of a share text.
    ///
    /// # Errors
    /// The first [`TextError`] among them.
    pub fn split(text: &str) -> Result<(Self, String), TextError> {
        let text = text.strip_prefix('#').unwrap_or(text);
        let own = |part: &&str| [ROOM, title::KEY].contains(&part.split(['.', '=']).next().unwrap_or_default());
        let text = &*hiding::opened(text)?;
        let (mut mine, rest): (Vec<&str>, Vec<&str>) = text.split('&').partition(own);
        // The others may refer to the anchor, which may be refused.
        let first = ["view.hide=", "view.anchor="];
        mine.sort_by_key(|part| first.iter().position(|key| part.starts_with(key)).unwrap_or(first.len()));
        let mut options = Self::default();
        let mut seen = vec![];
        for part in mine {
            let (key, value) = part
                .split_once('=')
                .ok_or_else(|| TextError::new(part, "", "a key and its value, as in view.forces=on"))?;
            if seen.contains(&key) {
                return Err(TextError::twice(key, value));
            }
            seen.push(key);
            options.set(key, value)?;
        }
        let [lit, ties] = [&SPOTLIGHT, &TIES].map(|switch| seen.contains(&&*switch.key()));
        if ties && !lit {
            options.set(&SPOTLIGHT.key(), "off")?;
        }
        Ok((options, rest.join("&")))
    }

    /// A share text with these options in it.
    pub fn joined(&self, text: &str) -> String {
        // The name of a hidden run may tell what it hides.
        let own = self
            .given()
            .into_iter()
            .filter(|(key, _)| !self.hides || key != title::KEY)
            .map(|(key, value)| format!("{key}={value}"));
        let text = if self.hides { hiding::closed(text) } else { text.to_string() };
        let rest = Some(text).filter(|text| !text.is_empty());
        rest.into_iter().chain(own).collect::<Vec<_>>().join("&")
    }
}
