//! The list of pictures, and what follows from it: all switches and charts.

use super::chart::{
    active, alignment, distances, gap, gradient, loss, matrix, neighbours, percentiles, rank, retrieval, roc, scale,
    teacher, timeline, zones,
};
use super::options::{CHARTS, Options, Switch};
use super::view::ViewSpec;
use super::{embedding, input};

/// All pictures, the most important first.
pub static SPECS: &[&ViewSpec] = &[
    &embedding::SPEC,
    &input::SPEC,
    &loss::SPEC,
    &distances::SPEC,
    &matrix::SPEC,
    &zones::SPEC,
    &active::SPEC,
    &percentiles::SPEC,
    &scale::SPEC,
    &gradient::SPEC,
    &retrieval::SPEC,
    &alignment::SPEC,
    &rank::SPEC,
    &teacher::SPEC,
    &gap::SPEC,
    &roc::SPEC,
    &neighbours::SPEC,
    &timeline::SPEC,
];

/// The picture with this id.
pub fn view(id: &str) -> Option<&'static ViewSpec> {
    SPECS.iter().copied().find(|spec| spec.id == id)
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

impl Options {
    /// The chart in a place, as chosen or by default.
    pub fn chart(&self, place: usize) -> &'static str {
        let usual = || charts().nth(place).map_or("", |spec| spec.id);
        self.chosen.get(place).copied().flatten().unwrap_or_else(usual)
    }

    /// Whether a picture is on the page.
    pub fn shows(&self, spec: &ViewSpec) -> bool {
        !spec.chart || (0..CHARTS).any(|place| self.chart(place) == spec.id)
    }
}
