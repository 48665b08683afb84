//! What stands beside the pictures: legends, and what is to be seen, in words.

use super::value::Record;
use crate::draw::{LegendItem, Options, SPECS};
use crate::session::Session;
use serde::Serialize;

/// What stands beside one picture.
#[derive(Serialize)]
pub struct Picture {
    legend: Vec<LegendValue>,
    description: String,
}

#[derive(Serialize)]
struct LegendValue {
    label: String,
    /// The name of the colour in the palette.
    color: &'static str,
    /// The `d` of a path in the view box `0 0 20 14`, or empty.
    path: String,
    filled: bool,
    width: f64,
    strength: f64,
}

/// By the id of the view: those that are on the page.
pub fn pictures(session: &Session, options: &Options) -> Record<&'static str, Picture> {
    let shown = SPECS.iter().filter(|spec| options.shows(spec));
    let beside = shown.map(|spec| {
        let legend = (spec.legend)(session, options).into_iter().map(LegendValue::from).collect();
        (spec.id, Picture { legend, description: (spec.describe)(session, options) })
    });
    beside.collect()
}

impl From<LegendItem> for LegendValue {
    fn from(item: LegendItem) -> Self {
        let LegendItem { mark, color, label, strength } = item;
        Self { label, color, path: mark.path(), filled: mark.filled(), width: mark.width(), strength }
    }
}
