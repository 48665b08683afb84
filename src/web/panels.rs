//! Panels side by side: adding, choosing and removing them, their table, and when they stop.

use super::app::App;
use super::paint::canvas::Subject;
use super::paint::letters::Letters;
use super::refusal::refusal;
use crate::learn::words::fixed;
use crate::session::{Condition, Session};
use crate::tell;
use crate::tell::figures::{self, Figure};
use serde::Serialize;
use std::cell::RefCell;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// A row of the table: a figure of every panel.
#[derive(Serialize, Tsify)]
pub struct TableRow {
    /// The figure; none, if it is measured here.
    id: Option<&'static str>,
    name: &'static str,
    values: Vec<String>,
    /// Whether panels can be ranked by it, and the places of the best.
    ranks: bool,
    best: Vec<usize>,
}

/// The conditions offered.
const STOPS: [&str; 8] = [
    "collapsed",
    "plateau",
    "solved",
    "nothing_mined",
    "step >= 500",
    "map_at_r > 0.9",
    "loss < 0.01",
    "recall_at_1 > 0.95",
];

/// A condition that can be chosen.
#[derive(Serialize, Tsify)]
pub struct Stop {
    text: &'static str,
    /// In words.
    says: String,
}

#[wasm_bindgen]
impl App {
    /// Adds a copy of the active panel.
    pub fn add_panel(&mut self) {
        self.session.add_panel();
        self.watch.forget();
    }

    /// Removes a panel.
    pub fn remove_panel(&mut self, place: usize) {
        self.session.remove_panel(place);
        self.watch.forget();
    }

    /// Activates another panel, which the controls then edit.
    pub fn choose_panel(&mut self, place: usize) {
        self.session.choose_panel(place);
        self.look_where_there_is_something();
    }

    /// Shows the active panel alone.
    pub fn show_alone(&mut self) {
        self.session.show_alone();
        self.watch.forget();
    }

    /// Compares miners and losses side by side.
    ///
    /// # Errors
    /// A refusal, if none of the runs is possible.
    pub fn compare_miners_and_losses(&mut self) -> Result<(), JsValue> {
        self.watch.forget();
        self.session.compare_miners_and_losses().map_err(refusal)
    }

    /// Stops when this becomes true of a run; an empty text: never.
    ///
    /// # Errors
    /// A refusal, if the condition is not understood.
    pub fn set_stop(&mut self, text: &str) -> Result<(), JsValue> {
        self.session.set_stop(text).map_err(refusal)
    }
}

/// The conditions that can be chosen.
pub(super) fn stops() -> Vec<Stop> {
    let says = |text| Condition::parse(text).map_or(String::new(), |stop| stop.say().replace("the run", "it"));
    STOPS.iter().map(|text| Stop { text, says: says(text) }).collect()
}

impl App {
    /// The table of all panels, where there are several: figures of the whole data set, and what the run has cost so far.
    pub(super) fn table(&self) -> Option<Vec<TableRow>> {
        if self.session.panels().len() == 1 {
            return None;
        }
        let runs: Vec<&Session> = self.session.panels().iter().map(|panel| panel.session()).collect();
        let row = |figure: Figure| TableRow {
            id: Some(figure.measure.id()),
            name: figure.label,
            values: runs.iter().map(|run| figure.text(run)).collect(),
            ranks: figures::RANKED.contains(&figure.measure.id()),
            best: figure.best(&runs),
        };
        let mut rows: Vec<TableRow> = figures::compared().map(row).collect();
        let time = |place: usize| self.watch.mean(place).map_or("–".to_string(), |ms| fixed(ms, 2));
        let values = (0..self.session.panels().len()).map(time).collect();
        rows.push(TableRow { id: None, name: "ms per step", values, ranks: false, best: vec![] });
        Some(rows)
    }

    /// The id of a picture, and the run that it shows: `embedding@2` is the second panel's embedding.
    pub(super) fn placed<'a>(&self, view: &'a str) -> (&'a str, &Session) {
        let (view, place) = self.panel_of(view);
        (view, self.session.panels()[place].session())
    }

    /// The id of a picture, and the index of its panel.
    fn panel_of<'a>(&self, view: &'a str) -> (&'a str, usize) {
        let Some((view, number)) = view.split_once('@') else { return (view, self.session.active()) };
        let place = number.parse::<usize>().unwrap_or(1).saturating_sub(1);
        (view, if place < self.session.panels().len() { place } else { self.session.active() })
    }

    /// Shows a picture, an embedding on its way between two steps.
    pub(super) fn show<T>(&mut self, view: &str, show: impl FnOnce(&str, &RefCell<Letters>, Subject) -> T) -> T {
        self.put_beside();
        let (view, place) = self.panel_of(view);
        let Self { session: desk, options, style, letters, glided, .. } = self;
        let share = if view == tell::embedding::SPEC.id { *glided } else { 1.0 };
        desk.gliding(place, share, |session| show(view, letters, (session, options, style)))
    }
}
