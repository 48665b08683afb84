//! The lists as plain values: rooms with entries and parameters, presets, views, figures. They never change.

use super::glance::figures::{self, Figure};
use super::panels::{self, Stop};
use super::value::plain;
use crate::learn::spec::{Entry, ParamSpec, Scale};
use crate::session::{FINDINGS, OPENING, PRESETS, ROOMS};
use crate::tell::part::PARTS;
use crate::tell::{SPECS, Switch, ViewSpec};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// What never changes.
#[derive(Serialize, Tsify)]
pub struct Catalogue {
    rooms: Vec<RoomValue>,
    presets: Vec<PresetValue>,
    /// The paragraph of the first preset.
    opening: &'static str,
    views: Vec<ViewValue>,
    figures: Vec<Figure>,
    parts: Vec<PartValue>,
    stops: Vec<Stop>,
    /// What can be said of a run whose settings are hidden: id and name.
    findings: Vec<[&'static str; 2]>,
}

#[derive(Serialize, Tsify)]
struct RoomValue {
    key: &'static str,
    name: &'static str,
    /// The card on which its menu is.
    card: &'static str,
    entries: Vec<EntryValue>,
}

#[derive(Serialize, Tsify)]
struct EntryValue {
    id: &'static str,
    name: &'static str,
    params: Vec<ParamValue>,
}

#[derive(Serialize, Tsify)]
struct ParamValue {
    key: String,
    name: &'static str,
    symbol: &'static str,
    unit: &'static str,
    /// `choice` for a menu of words, `number` for a slider and a field.
    #[tsify(type = "'choice' | 'number'")]
    kind: &'static str,
    /// The texts of the slider's positions, or the words of the menu.
    stops: Vec<String>,
    /// The least and the greatest accepted value, unless any number will do.
    ends: [Option<f64>; 2],
    allowed: String,
}

#[derive(Serialize, Tsify)]
struct PresetValue {
    id: &'static str,
    title: &'static str,
    text: &'static str,
}

#[derive(Serialize, Tsify)]
struct ViewValue {
    id: &'static str,
    name: &'static str,
    /// Whether it can be chosen for a place beside the embedding.
    chart: bool,
    switches: Vec<SwitchValue>,
    /// Whether these open from a button.
    gathered: bool,
    /// The ids of the figures in its head.
    figures: &'static [&'static str],
    /// What the arrow keys do in it, if they point.
    walk: Option<&'static str>,
    /// The slider in its head.
    slider: Option<SwitchValue>,
}

#[derive(Serialize, Tsify)]
struct SwitchValue {
    key: String,
    name: &'static str,
}

#[derive(Serialize, Tsify)]
struct PartValue {
    id: &'static str,
    name: &'static str,
}

/// Everything from which the page makes its menus, sliders and panes.
#[wasm_bindgen]
pub fn catalogue() -> Ts<Catalogue> {
    let rooms = ROOMS.iter().map(|room| RoomValue {
        key: room.key,
        name: room.name,
        card: room.card,
        entries: room.entries().into_iter().map(|e| entry(room.key, e)).collect(),
    });
    let presets = PRESETS.iter().map(|p| PresetValue { id: p.id, title: p.title, text: p.text });
    plain(&Catalogue {
        rooms: rooms.collect(),
        presets: presets.collect(),
        opening: OPENING,
        views: SPECS.iter().map(|spec| view(spec)).collect(),
        figures: figures::list(),
        parts: PARTS.iter().map(|part| PartValue { id: part.id, name: part.name }).collect(),
        stops: panels::stops(),
        findings: FINDINGS.iter().map(|f| [f.id, f.title]).collect(),
    })
}

fn view(spec: &'static ViewSpec) -> ViewValue {
    let switch = |s: &&'static Switch| SwitchValue { key: s.key(), name: s.name };
    ViewValue {
        id: spec.id,
        name: spec.name,
        chart: spec.chart,
        switches: spec.switches.iter().map(switch).collect(),
        gathered: spec.gathered(),
        figures: spec.figures,
        walk: spec.walk.map(|walk| walk.gist),
        slider: spec.slider.map(|k| SwitchValue { key: k.key.to_string(), name: k.name }),
    }
}

fn entry(room: &str, entry: &'static Entry) -> EntryValue {
    EntryValue { id: entry.id, name: entry.name, params: entry.params.iter().map(|p| param(room, p)).collect() }
}

fn param(room: &str, spec: &'static ParamSpec) -> ParamValue {
    ParamValue {
        key: format!("{room}.{}", spec.id),
        name: spec.name,
        symbol: spec.symbol,
        unit: spec.unit,
        kind: if matches!(spec.scale, Scale::Choice(_)) { "choice" } else { "number" },
        stops: spec.stops().into_iter().map(|stop| spec.text(stop)).collect(),
        ends: [spec.min, spec.max].map(|end| Some(end).filter(|end| end.abs() < 1e15)),
        allowed: spec.allowed(),
    }
}
