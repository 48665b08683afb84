//! Edits in words: "point 17 is at (0.31, −0.22)", "loss.margin is 0.5".

use super::journal::Edit;
use super::points::{BACK, Change, parse_key};
use super::session::Session;
use crate::learn::words::minus;

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
            None => format!("{key} is {}", minus(value)),
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
