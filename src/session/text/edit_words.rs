//! Edits in words: "point 17 is at (0.31, −0.22)", "loss.margin is 0.5".

use super::config::Config;
use crate::session::run::journal::Edit;
use crate::session::run::points::{BACK, Change, Points, parse_key};
use crate::session::run::session::Session;

/// The value of a key in a configuration, in a word or two: "Semi-hard", "margin 0.3", "point 17 moved". `None`, if there is no such key.
pub fn words_of(config: &Config, key: &str) -> Option<String> {
    if config.room(key).is_some() {
        return Some(config.choice(key).name.to_string());
    }
    let said = |point: &str, is: fn(&Points, usize) -> bool, yes: &str| {
        let changed = point.parse().is_ok_and(|point| is(config.points(), point));
        Some(format!("point {point} {}", if changed { yes } else { "as it was" }))
    };
    match parse_key(key) {
        Some((Change::Place, point)) => said(point, Points::moves, "moved"),
        Some((Change::Label, point)) => said(point, Points::labels, "relabelled"),
        None => Some(format!("{} {}", config.spec(key).map_or(key, |spec| spec.name), config.text_of(key)?)),
    }
}

impl Session {
    /// An edit of this run, as a clause.
    pub fn say_edit(&self, Edit { step, key, value }: &Edit) -> String {
        match parse_key(key) {
            Some((Change::Place, point)) if value == BACK => format!("point {point} is back in its place"),
            Some((Change::Place, point)) => {
                format!("point {point} is at ({})", value.replace(',', ", ").replace('-', "−"))
            }
            Some((Change::Label, point)) if value == BACK => format!("point {point} has its own label again"),
            Some((Change::Label, point)) => format!("point {point} is labelled {}", self.class_at(*step, value)),
            None if self.is_idle(*step, key, value) => {
                format!("{key} would be {value}, but which points are held out is settled before step 0")
            }
            None => format!("{key} is {value}"),
        }
    }

    /// Whether an edit of the data had no effect, as it would have split it in another way.
    fn is_idle(&self, step: u64, key: &str, value: &str) -> bool {
        let then = || self.config_at(step)?.text_of(key);
        key.starts_with("data") && then().is_some_and(|text| text != value)
    }

    /// The name of a class at a step; its number, if there was another data set then.
    fn class_at(&self, step: u64, class: &str) -> String {
        let same = self.config_at(step).is_some_and(|then| then.choice("data").id == self.config().choice("data").id);
        let names = &self.pipeline().dataset.class_names;
        let name = class.parse().ok().and_then(|class: usize| names.get(class)).filter(|_| same);
        name.cloned().unwrap_or_else(|| format!("as class {class}"))
    }
}
