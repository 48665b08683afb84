//! The text form of options, of which a link contains what differs from the default: `view.forces=on&view.anchor=17`. A text that says
//! whether all mined triplets are shown (`view.ties`) gets just that, and no spotlight unless it asks for it.

use crate::learn::order::sort_by_number;
use crate::session::TextError;
use crate::tell::embedding::TIES;
use crate::tell::embedding::spotlight::SPOTLIGHT;
use crate::tell::options::{CHARTS, Options, ROOM, Switch};
use crate::tell::part::PARTS;
use crate::tell::spot::Focus;
use crate::tell::views::{charts, switches};
use crate::tell::{frame, hiding, title, turning};

/// The value of `view.controls`.
const ALL: &str = "all";

/// What a word after `view.` sets, beside switches and charts.
struct Word {
    word: &'static str,
    /// Sets it from the text of a key.
    read: fn(&mut Options, &str, &str) -> Result<(), TextError>,
    /// Its text, if it differs from the default.
    write: fn(&Options) -> Option<String>,
}

/// All of these words, in an order in which they can be set.
static WORDS: &[Word] = &[
    Word {
        word: hiding::WORD,
        read: |o, _, text| put(&mut o.hides, hiding::read(text)),
        // It covers the run's own text, too: see `joined`.
        write: |_| None,
    },
    Word {
        word: "turn",
        read: |o, key, text| put(&mut o.turn, turning::angle(key, text, turning::TURN).map(Some)),
        write: |o| Some(o.turn?.to_string()),
    },
    Word {
        word: "tilt",
        read: |o, key, text| put(&mut o.tilt, turning::angle(key, text, turning::TILT).map(Some)),
        write: |o| Some(o.tilt?.to_string()),
    },
    Word {
        word: "frame",
        read: |o, key, text| {
            if text.is_empty() {
                o.rest();
                return Ok(());
            }
            put(&mut o.frame, frame::half_width(key, text).map(Some))
        },
        write: |o| Some(o.frame?.to_string()),
    },
    Word {
        word: "centre",
        read: |o, key, text| put(&mut o.center, frame::place(key, text).map(Some)),
        write: |o| Some(frame::text(o.center?)),
    },
    Word {
        word: "part",
        read: |o, key, text| {
            let ids: Vec<_> = PARTS.iter().map(|part| part.id).collect();
            let part = PARTS.iter().find(|part| part.id == text);
            let refused = || TextError::new(key, text, format!("one of {}", ids.join(", ")));
            put(&mut o.part, if text.is_empty() { Ok(None) } else { part.map(Some).ok_or_else(refused) })
        },
        write: |o| Some(o.part?.id.to_string()),
    },
    Word {
        word: "threshold",
        read: |o, key, text| {
            let distance = text.parse().ok().filter(|t: &f64| t.is_finite());
            let refused = || TextError::new(key, text, "a number, as in 0.35");
            put(&mut o.threshold, if text.is_empty() { Ok(None) } else { distance.map(Some).ok_or_else(refused) })
        },
        write: |o| Some(o.threshold?.to_string()),
    },
    Word {
        word: "controls",
        read: |o, key, text| {
            let all = [("", false), (ALL, true)].into_iter().find(|(word, _)| *word == text);
            let refused = || TextError::new(key, text, format!("one word, as in {ALL}"));
            put(&mut o.controls, all.map(|(_, all)| all).ok_or_else(refused))
        },
        write: |o| o.controls.then(|| ALL.to_string()),
    },
    Word {
        word: "anchor",
        read: |o, key, text| {
            if text.is_empty() {
                o.look_away();
                return Ok(());
            }
            if o.hides {
                return Err(TextError::new(key, text, "no value, as view.hide=on hides the labels of points"));
            }
            put(&mut o.focus, point(key, text).map(|anchor| Some(Focus { anchor, nth: 0 })))
        },
        write: |o| Some(o.focus?.anchor.to_string()),
    },
    Word {
        word: "positive",
        read: |o, key, text| {
            let refused = || TextError::new(key, text, "no value without view.anchor, whose positives it counts");
            put(&mut o.focus.as_mut().ok_or_else(refused)?.nth, point(key, text))
        },
        write: |o| Some(o.focus.filter(|focus| focus.nth > 0)?.nth.to_string()),
    },
    Word {
        word: "preview",
        read: |o, _, text| put(&mut o.preview, Ok(text.to_string())),
        write: |o| o.focus.map(|_| o.preview.clone()).filter(|preview| !preview.is_empty()),
    },
];

fn put<T>(place: &mut T, value: Result<T, TextError>) -> Result<(), TextError> {
    value.map(|value| *place = value)
}

fn point(key: &str, text: &str) -> Result<usize, TextError> {
    text.parse().map_err(|_| TextError::new(key, text, "a whole number, as in 17"))
}

/// The key of a chart's place.
pub fn chart_key(place: usize) -> String {
    format!("{ROOM}.chart{}", place + 1)
}

impl Options {
    /// Sets one key from text.
    ///
    /// # Errors
    /// [`TextError`], and nothing is changed.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), TextError> {
        let refused = |allowed: &str| TextError::new(key, text, allowed);
        let word = key.strip_prefix(ROOM).and_then(|rest| rest.strip_prefix('.')).unwrap_or("");
        if key == title::KEY {
            put(&mut self.title, title::read(text))
        } else if let Some(place) = (0..CHARTS).find(|place| chart_key(*place) == key) {
            let ids: Vec<_> = charts().map(|spec| spec.id).collect();
            let id = ids.iter().copied().find(|id| *id == text);
            put(&mut self.chosen[place], id.map(Some).ok_or_else(|| refused(&format!("one of {}", ids.join(", ")))))
        } else if let Some(switch) = switches().find(|switch| switch.id == word) {
            let on = [("on", true), ("off", false)].into_iter().find(|(name, _)| *name == text);
            let (_, on) = on.ok_or_else(|| refused("one of on, off"))?;
            self.flipped.retain(|id| *id != switch.id);
            if on != switch.on {
                self.flipped.push(switch.id);
            }
            Ok(())
        } else if let Some(known) = WORDS.iter().find(|known| known.word == word) {
            (known.read)(self, key, text)
        } else {
            let words = switches().map(|switch| switch.id).chain(WORDS.iter().map(|known| known.word));
            let keys = words.map(|word| format!("{ROOM}.{word}")).chain((0..CHARTS).map(chart_key));
            Err(refused(&format!("one of the keys {}", keys.collect::<Vec<_>>().join(", "))))
        }
    }

    /// The keys and values that differ from the default, in an order in which they can be set.
    pub fn given(&self) -> Vec<(String, String)> {
        let mut pairs: Vec<_> = title::pair(&self.title).into_iter().collect();
        // The two are one choice.
        let [lit, ties] = [&SPOTLIGHT, &TIES].map(|switch| self.is_set(switch));
        let is_given = |switch: &Switch| match switch.id {
            id if id == TIES.id => ties || !lit,
            id if id == SPOTLIGHT.id => ties && lit,
            id => self.flipped.contains(&id),
        };
        let given = switches().filter(|switch| is_given(switch));
        pairs.extend(given.map(|switch| (switch.key(), if self.is_set(switch) { "on" } else { "off" }.to_string())));
        let changed = (0..CHARTS).filter(|place| self.chart(*place) != Self::default().chart(*place));
        pairs.extend(changed.map(|place| (chart_key(place), self.chart(place).to_string())));
        let text = |known: &Word| Some((format!("{ROOM}.{}", known.word), (known.write)(self)?));
        pairs.extend(WORDS.iter().filter_map(text));
        pairs
    }

    /// Those of them that were set since these came, for another run: neither a point nor a frame.
    pub fn since(&self, came: &Self) -> Self {
        let mut own = self.clone();
        own.look_away();
        own.rest();
        let (before, now) = (came.given(), own.given());
        let set: Vec<_> =
            now.iter().filter(|pair| !before.contains(pair)).map(|(key, value)| format!("{key}={value}")).collect();
        Self::split(&set.join("&")).map(|(own, _)| own).unwrap_or_default()
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
        let place = |part: &&str| first.iter().position(|key| part.starts_with(key)).unwrap_or(first.len());
        sort_by_number(&mut mine, |part| place(part) as f64);
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
