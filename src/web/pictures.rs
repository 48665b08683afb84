//! What stands beside the pictures: legends, and what is to be seen, in words.

use super::canvas::Canvas;
use crate::draw::{LegendItem, views};
use crate::session::Session;
use serde::Serialize;
use std::collections::BTreeMap;

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
}

/// By the id of the view.
pub fn pictures(session: &Session) -> BTreeMap<&'static str, Picture> {
    let beside = views::<Canvas>().map(|view| {
        let legend = (view.legend)(session).into_iter().map(LegendValue::from).collect();
        (view.id, Picture { legend, description: (view.describe)(session) })
    });
    BTreeMap::from(beside)
}

impl From<LegendItem> for LegendValue {
    fn from(item: LegendItem) -> Self {
        let LegendItem { mark, color, label } = item;
        Self { label, color, path: mark.path(), filled: mark.filled(), width: mark.width() }
    }
}
