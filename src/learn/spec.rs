//! The vocabulary of every list: what an entry says of itself and of its parameters.
//!
//! Plain data, so that menus, sliders, URL keys, the catalogue page and the tests are walks over the same facts.

use litemap::LiteMap;

/// What every entry of every room says of itself.
#[derive(Debug)]
pub struct Entry {
    /// The word of the URL and of the menus' values: `"semi-hard"`.
    pub id: &'static str,
    /// What the menu shows: `"Semi-hard"`.
    pub name: &'static str,
    /// Other names in papers and libraries.
    pub also_known_as: &'static [&'static str],
    /// One or two sentences for a learner.
    pub gist: &'static str,
    /// TeX, or empty where a formula would say less than the gist.
    pub formula: &'static str,
    /// Where it comes from.
    pub citation: Citation,
    /// Its parameters, in the order of the controls.
    pub params: &'static [ParamSpec],
}

/// A source: what to call it and where it can be read.
#[derive(Debug)]
pub struct Citation {
    /// Authors, year, title.
    pub text: &'static str,
    /// A DOI or address, or empty.
    pub link: &'static str,
}

/// No source to name: the entry is common knowledge.
pub const FOLKLORE: Citation = Citation { text: "", link: "" };

/// One parameter of an entry.
#[derive(Debug)]
pub struct ParamSpec {
    /// The word after the room in `room.param`.
    pub id: &'static str,
    /// What the control is labelled with.
    pub name: &'static str,
    /// The letter of the formula, or empty.
    pub symbol: &'static str,
    /// The unit, or empty.
    pub unit: &'static str,
    /// The least value that is accepted.
    pub min: f64,
    /// The greatest value that is accepted.
    pub max: f64,
    /// The value where nothing is given.
    pub default: f64,
    /// How the control moves, and which values are meant.
    pub scale: Scale,
    /// A full key (`"loss.margin"`) whose value is the default while this parameter is not given and that one exists.
    pub follows: Option<&'static str>,
    /// What it does, for a learner.
    pub help: &'static str,
}

/// Which values a parameter takes and how its slider moves over the useful ones.
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
        /// Whether a 0 comes before the low end.
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
    /// Why `value` is not accepted, or `None` where it is.
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

    /// The value of a text, checked.
    pub fn parse(&self, text: &str) -> Result<f64, String> {
        let value = match self.scale {
            Scale::Choice(words) => words.iter().position(|w| *w == text).map(|i| i as f64),
            _ => text.parse::<f64>().ok(),
        };
        value.filter(|v| self.refuse(*v).is_none()).ok_or_else(|| self.allowed())
    }

    /// The shortest text that [`Self::parse`] reads back to the same bits.
    pub fn text(&self, value: f64) -> String {
        match self.scale {
            Scale::Choice(words) => words.get(value as usize).copied().unwrap_or("?").to_string(),
            _ if value != 0.0 && !(1e-4..1e7).contains(&value.abs()) => format!("{value:e}"),
            _ => format!("{value}"),
        }
    }

    /// The values at which the slider rests, ascending.
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
}

/// 1, 1.5, 2, 3, 5, 7, 10, … from one number to another.
fn round_numbers(from: f64, to: f64) -> Vec<f64> {
    let low = super::num::log10(from).floor() as i32;
    let high = super::num::log10(to).ceil() as i32;
    let all = (low..=high).flat_map(|e| [1.0, 1.5, 2.0, 3.0, 5.0, 7.0].map(|m| (m, e)));
    all.map(|(m, e)| tidy(m * super::num::pow(10.0, f64::from(e)))).filter(|v| (from..=to).contains(v)).collect()
}

/// The nearest number of at most nine significant digits, so that 0.1 + 0.2 reads 0.3.
fn tidy(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value)
}

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

    /// The same values but for one.
    pub fn with(mut self, id: &'static str, value: f64) -> Self {
        self.0.insert(id, value);
        self
    }

    /// The value of a parameter that the entry declares. Asking for another one is a bug that the walk over all entries finds.
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
}

/// A list's spec: anything that carries an [`Entry`].
pub trait Spec: Sync {
    /// What the entry says of itself.
    fn entry(&self) -> &Entry;
}

/// Implements [`Spec`] for a struct with a field `entry`.
macro_rules! has_entry {
    ($spec:ty) => {
        impl $crate::learn::spec::Spec for $spec {
            fn entry(&self) -> &$crate::learn::spec::Entry {
                &self.entry
            }
        }
    };
}
pub(crate) use has_entry;

/// The spec with this id.
pub fn find<S: Spec>(list: &'static [S], id: &str) -> Option<&'static S> {
    list.iter().find(|s| s.entry().id == id)
}
