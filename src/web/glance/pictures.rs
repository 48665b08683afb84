//! The texts beside the pictures: legends and descriptions.

use crate::learn::words::say;
use crate::session::Session;
use crate::tell::{Fill, LegendItem, Options, SPECS, ViewSpec};
use crate::web::value::Record;
use serde::Serialize;
use tsify::Tsify;

/// What is beside one picture, apart from its description.
#[derive(Serialize, Tsify)]
pub struct Picture {
    /// How to read a chart.
    guide: &'static str,
    legend: Vec<LegendValue>,
    /// The state of its slider, if it has one with a choice.
    slider: Option<SliderState>,
}

#[derive(Serialize, Tsify)]
struct SliderState {
    last: u32,
    position: u32,
    /// Whether the value lies beyond the ends.
    beyond: bool,
    /// The value in words.
    text: String,
}

#[derive(Serialize, Tsify)]
struct LegendValue {
    label: String,
    /// The name of the colour in the palette.
    color: &'static str,
    /// The `d` of a path in the view box `0 0 20 14`, or empty.
    path: String,
    /// A class of the page's style: `filled`, `faint` or nothing.
    fill: &'static str,
    width: f64,
    strength: f64,
}

/// The pictures on the page.
fn shown(options: &Options) -> impl Iterator<Item = &'static ViewSpec> {
    SPECS.iter().copied().filter(|spec| options.shows(spec))
}

/// What is beside the pictures on the page, by id.
pub fn pictures(session: &Session, options: &Options) -> Record<&'static str, Picture> {
    let beside = shown(options).map(|spec| {
        let legend = (spec.legend)(session, options).into_iter().map(LegendValue::from).collect();
        (spec.id, Picture { guide: spec.guide(session), legend, slider: slider(spec, session, options) })
    });
    beside.collect()
}

/// The descriptions of the pictures on the page, by id.
pub fn descriptions(session: &Session, options: &Options) -> Record<&'static str, String> {
    shown(options).map(|spec| (spec.id, (spec.describe)(session, options))).collect()
}

fn slider(spec: &ViewSpec, session: &Session, options: &Options) -> Option<SliderState> {
    let stops = (spec.slider?.stops)(session, options)?;
    Some(SliderState { last: stops.last, position: stops.position(), beyond: stops.beyond(), text: say(stops.value) })
}

impl From<LegendItem> for LegendValue {
    fn from(item: LegendItem) -> Self {
        let LegendItem { mark, color, label, strength } = item;
        let fill = match mark.fill() {
            Fill::Solid => "filled",
            Fill::Faint => "faint",
            Fill::Hollow => "",
        };
        Self { label, color, path: mark.path(), fill, width: mark.width(), strength }
    }
}
