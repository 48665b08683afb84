//! A glance: everything that the page writes for a moment, in one answer.

mod controls;
pub mod figures;
mod formula;
mod lens;
mod pictures;
pub mod status;
mod view_state;

use super::app::App;
use super::desk::DeskValue;
use super::edit_point::Chosen;
use super::panels::TableRow;
use super::value::{Record, plain};
use controls::Controls;
use formula::Numbers;
use lens::{LensValue, Pairs, Passage};
use pictures::{Picture, descriptions, pictures};
use serde::Serialize;
use status::{Moment, Status};
use tsify::{Ts, Tsify};
use view_state::ViewState;
use wasm_bindgen::prelude::wasm_bindgen;

/// The state of one moment, with a slice for each part of the page. A slice is absent unless requested; an inner `Option` is `None` if
/// there is currently nothing to show.
#[derive(Serialize, Tsify)]
pub struct Glance {
    /// The current step and its batch.
    #[tsify(optional)]
    moment: Option<Moment>,
    /// The panels, the clock, undo, the marks of the timeline.
    #[tsify(optional)]
    desk: Option<DeskValue>,
    /// The state of the controls, for which every entry of every list is checked.
    #[tsify(optional)]
    controls: Option<Controls>,
    /// The state of the pictures' controls.
    #[tsify(optional)]
    view: Option<ViewState>,
    /// The figures of the whole data set, which is evaluated for them.
    #[tsify(optional)]
    status: Option<Status>,
    /// The legends and sliders of the pictures.
    #[tsify(optional)]
    pictures: Option<Record<&'static str, Picture>>,
    /// The description of each picture.
    #[tsify(optional)]
    descriptions: Option<Record<&'static str, String>>,
    /// The figures of all panels, if there are several.
    #[tsify(optional)]
    table: Option<Option<Vec<TableRow>>>,
    /// The chosen point.
    #[tsify(optional)]
    chosen: Option<Option<Chosen>>,
    /// The panel of the chosen anchor.
    #[tsify(optional)]
    lens: Option<Option<LensValue>>,
    /// The table of its pairs.
    #[tsify(optional)]
    pairs: Option<Option<Pairs>>,
    /// The formula with its numbers.
    #[tsify(optional)]
    numbers: Option<Option<Numbers>>,
    /// The pairs pointed at, as in the formula.
    #[tsify(optional)]
    lit: Option<Vec<String>>,
    /// The description of everything visible.
    #[tsify(optional)]
    description: Option<Vec<Passage>>,
}

#[wasm_bindgen]
impl App {
    /// The requested slices of this moment.
    pub fn glance(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "(keyof Glance)[]")] wanted: Vec<String>,
    ) -> Ts<Glance> {
        self.put_beside();
        let wants = |slice: &str| wanted.iter().any(|wanted| wanted == slice);
        let (session, options) = (&self.session, &self.options);
        plain(&Glance {
            moment: wants("moment").then(|| Moment::of(session, options)),
            desk: wants("desk").then(|| DeskValue::of(session, options, &self.style)),
            controls: wants("controls").then(|| Controls::of(session, options.controls)),
            view: wants("view").then(|| ViewState::of(session, options)),
            status: wants("status").then(|| Status::of(session, options)),
            pictures: wants("pictures").then(|| pictures(session, options)),
            descriptions: wants("descriptions").then(|| descriptions(session, options)),
            table: wants("table").then(|| self.table()),
            chosen: wants("chosen").then(|| self.chosen()),
            lens: wants("lens").then(|| self.lens()),
            pairs: wants("pairs").then(|| self.pairs()),
            numbers: wants("numbers").then(|| self.numbers()),
            lit: wants("lit").then(|| self.lit()),
            description: wants("description").then(|| self.description()),
        })
    }
}
