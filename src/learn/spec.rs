//! The vocabulary of every list: what entries and their parameters state about themselves.
//!
//! Plain data, so that menus, sliders, URL keys, the catalogue page and the tests all walk over the same facts.

pub use super::prose::{Prose, prose};
use super::words::exact;
use litemap::LiteMap;
use std::any::Any;

/// The texts and parameters of an entry of any room.
#[derive(Debug)]
pub struct Entry {
    /// The word in URLs and menu values: `"semi-hard"`.
    pub id: &'static str,
    /// The name in menus: `"Semi-hard"`.
    pub name: &'static str,
    /// Other names in papers and libraries.
    pub also_known_as: Prose<&'static [&'static str]>,
    /// One or two sentences for a learner.
    pub gist: Prose<&'static str>,
    /// TeX, or empty if a formula would say less than the gist.
    pub formula: Prose<&'static str>,
    /// Its source.
    pub citation: Prose<Citation>,
    /// Its parameters, in the order of the controls.
    pub params: &'static [ParamSpec],
}

/// A source and where to read it.
#[derive(Clone, Copy, Debug)]
pub struct Citation {
    /// Authors, year, title.
    pub text: &'static str,
    /// A DOI or address, or empty.
    pub link: &'static str,
}

/// No source to name: the entry is common knowledge.
pub const FOLKLORE: Prose<Citation> = prose(Citation { text: "", link: "" });

/// One parameter of an entry.
#[derive(Debug)]
pub struct ParamSpec {
    /// The word after the room in `room.param`.
    pub id: &'static str,
    /// The label of its slider or menu.
    pub name: &'static str,
    /// Its letter in formulas, or empty.
    pub symbol: &'static str,
    /// The unit, or empty.
    pub unit: &'static str,
    /// The least accepted value.
    pub min: f64,
    /// The greatest accepted value.
    pub max: f64,
    /// The value unless one is given.
    pub default: f64,
    /// The kind of values, and how the slider moves.
    pub scale: Scale,
    /// A full key (`"loss.margin"`). If that parameter exists and this one is not given, this one takes its value.
    pub follows: Option<&'static str>,
    /// What it does, for a learner.
    pub help: Prose<&'static str>,
}

/// The values of a parameter, and how its slider moves over the useful ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Any number; the slider moves evenly.
    Linear {
        /// The slider's low end.
        from: f64,
        /// The slider's high end.
        to: f64,
        /// The slider's step.
        by: f64,
    },
    /// Any number; the slider moves over 1, 1.5, 2, 3, 5, 7, 10, ….
    Log {
        /// The slider's low end, above 0.
        from: f64,
        /// The slider's high end.
        to: f64,
        /// Whether a 0 precedes the low end.
        zero: bool,
    },
    /// Any number below 1; the slider moves over 0, 0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.93, …, towards 1.
    NearOne {
        /// The slider's high end.
        to: f64,
    },
    /// Whole numbers; the slider moves evenly.
    Integer {
        /// The slider's low end.
        from: u32,
        /// The slider's high end.
        to: u32,
        /// The slider's step.
        by: u32,
    },
    /// One of these words; the value is the index.
    Choice(&'static [&'static str]),
}

impl ParamSpec {
    /// A parameter that is off or on, and on unless it is set.
    pub const fn switch(id: &'static str, name: &'static str, help: Prose<&'static str>) -> Self {
        let (symbol, unit, scale) = ("", "", Scale::Choice(&["off", "on"]));
        Self { id, name, symbol, unit, min: 0.0, max: 1.0, default: 1.0, scale, follows: None, help }
    }

    /// The accepted values, if `value` is not one of them; `None` if it is.
    pub fn refuse(&self, value: f64) -> Option<String> {
        let whole = matches!(self.scale, Scale::Integer { .. } | Scale::Choice(_));
        let fits = value.is_finite() && (self.min..=self.max).contains(&value) && (!whole || value.fract() == 0.0);
        (!fits).then(|| self.allowed())
    }

    /// The accepted values in words: `"a whole number from 1 to 128"`.
    pub fn allowed(&self) -> String {
        match self.scale {
            Scale::Choice(words) => format!("one of {}", words.join(", ")),
            Scale::Integer { .. } => format!("a whole number from {} to {}", self.min, self.max),
            _ => format!("a number from {} to {}", self.text(self.min), self.text(self.max)),
        }
    }

    /// Reads a value from a text.
    ///
    /// # Errors
    /// The accepted values, in words.
    pub fn parse(&self, text: &str) -> Result<f64, String> {
        let value = match self.scale {
            Scale::Choice(words) => words.iter().position(|w| *w == text).map(|i| i as f64),
            _ => text.parse::<f64>().ok(),
        };
        value.filter(|v| self.refuse(*v).is_none()).ok_or_else(|| self.allowed())
    }

    /// The shortest text that [`Self::parse`] reads back as the same bits.
    pub fn text(&self, value: f64) -> String {
        match self.scale {
            Scale::Choice(words) => words.get(value as usize).copied().unwrap_or("?").to_string(),
            _ => exact(value),
        }
    }

    /// The positions of the slider, as ascending values.
    pub fn stops(&self) -> Vec<f64> {
        match self.scale {
            Scale::Linear { from, to, by } => {
                let n = ((to - from) / by).round() as u32;
                (0..=n).map(|i| tidy(from + f64::from(i) * by)).collect()
            }
            Scale::Integer { from, to, by } => (from..=to).step_by(by as usize).map(f64::from).collect(),
            Scale::Log { from, to, zero } => zero.then_some(0.0).into_iter().chain(round_numbers(from, to)).collect(),
            Scale::NearOne { to } => {
                round_numbers(tidy(1.0 - to), 1.0).into_iter().rev().map(|rest| tidy(1.0 - rest)).collect()
            }
            Scale::Choice(words) => (0..words.len()).map(|i| i as f64).collect(),
        }
    }

    /// Where its slider stands for a value.
    pub fn position(&self, value: f64) -> Position {
        let stops = self.stops();
        let gap = |i: &usize| (stops[*i] - value).abs();
        let stop = (0..stops.len()).min_by(|a, b| gap(a).total_cmp(&gap(b))).unwrap_or(0);
        Position { stop, beyond: value < stops[0] || value > stops[stops.len() - 1] }
    }
}

/// Where a slider stands.
pub struct Position {
    /// The index of the stop nearest to the value.
    pub stop: usize,
    /// Whether the value lies beyond the first or the last stop.
    pub beyond: bool,
}

/// 1, 1.5, 2, 3, 5, 7, 10, … between two numbers.
fn round_numbers(from: f64, to: f64) -> Vec<f64> {
    let low = super::num::log10(from).floor() as i32;
    let high = super::num::log10(to).ceil() as i32;
    let all = (low..=high).flat_map(|e| [1.0, 1.5, 2.0, 3.0, 5.0, 7.0].map(|m| (m, e)));
    all.map(|(m, e)| tidy(m * super::num::pow(10.0, f64::from(e)))).filter(|v| (from..=to).contains(v)).collect()
}

/// The nearest number with at most nine significant digits, so that 0.1 + 0.2 reads 0.3.
fn tidy(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

/// The parameters of an entry with so many classes and so many points of each.
pub const BY_CLASS: [&str; 2] = ["classes", "per_class"];

/// The checked parameter values of one entry, by parameter id.
#[derive(Clone, Debug, Default)]
pub struct Params(LiteMap<&'static str, f64>);

impl Params {
    /// Collects values; ids are those of the entry's [`ParamSpec`]s.
    pub fn new(values: impl IntoIterator<Item = (&'static str, f64)>) -> Self {
        let mut all = LiteMap::new();
        for (id, value) in values {
            all.insert(id, value);
        }
        Self(all)
    }

    /// The defaults of an entry, for tests and tools.
    pub fn defaults(entry: &Entry) -> Self {
        Self::new(entry.params.iter().map(|p| (p.id, p.default)))
    }

    /// The same values except for one.
    pub fn with(mut self, id: &'static str, value: f64) -> Self {
        self.0.insert(id, value);
        self
    }

    /// The value of a parameter that the entry declares.
    ///
    /// # Panics
    /// If the entry does not declare it: a bug that the walk over all entries finds.
    pub fn get(&self, id: &str) -> f64 {
        match self.0.get(id) {
            Some(value) => *value,
            None => panic!("an entry asks for the parameter '{id}', which its spec does not declare"),
        }
    }

    /// The value of a whole-number or choice parameter.
    pub fn count(&self, id: &str) -> usize {
        self.get(id) as usize
    }

    /// The numbers of classes and of points of each, if they are parameters.
    pub fn by_class(&self) -> Option<[usize; 2]> {
        BY_CLASS.iter().all(|id| self.0.contains_key(id)).then(|| BY_CLASS.map(|id| self.count(id)))
    }
}

/// A spec of a list: anything with an [`Entry`]. No two rooms have specs of the same type.
pub trait Spec: Any + Sync {
    /// Its texts and parameters.
    fn entry(&self) -> &Entry;

    /// What an entry of a room is called in the sentence that describes a run (`tell/phrase.rs`); empty for others.
    fn words(&self) -> &'static str {
        ""
    }

    /// The most points that [`BY_CLASS`] may ask for.
    fn most(&self) -> usize {
        usize::MAX
    }
}

impl dyn Spec {
    /// The spec as one of this type; `None`, if it is of another room.
    pub fn of<S: Spec>(&'static self) -> Option<&'static S> {
        (self as &dyn Any).downcast_ref()
    }
}

/// Implements [`Spec`] for a struct with a field `entry`.
macro_rules! has_entry {
    ($spec:ty $(, $words:ident $(; $most:expr)?)?) => {
        impl $crate::learn::spec::Spec for $spec {
            fn entry(&self) -> &$crate::learn::spec::Entry {
                &self.entry
            }
            $(fn $words(&self) -> &'static str {
                self.$words
            }
            $(fn most(&self) -> usize {
                $most
            })?)?
        }
    };
}
pub(crate) use has_entry;

/// The spec with this id.
pub fn find<S: Spec>(list: &'static [S], id: &str) -> Option<&'static S> {
    list.iter().find(|s| s.entry().id == id)
}
