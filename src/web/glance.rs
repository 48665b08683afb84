//! All that the page writes for a moment, in one answer.

use super::app::App;
use super::controls::Controls;
use super::desk::DeskValue;
use super::edit_point::Chosen;
use super::formula::Numbers;
use super::lens::{LensValue, Pairs, Passage};
use super::panels::TableRow;
use super::pictures::{Picture, pictures};
use super::status::{Moment, Status};
use super::value::{Record, plain};
use super::view_state::ViewState;
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;

/// The state of one moment, a slice for each part of the page. A slice is absent unless it is wanted; an inner `Option` is one that there is
/// not always something to say in.
#[derive(Serialize, Tsify)]
pub struct Glance {
    /// Where the run stands, and what its present batch says.
    #[tsify(optional)]
    moment: Option<Moment>,
    /// The panels, the clock, undo, the marks of the timeline.
    #[tsify(optional)]
    desk: Option<DeskValue>,
    /// What the controls show. Every entry of every list is tried for it.
    #[tsify(optional)]
    controls: Option<Controls>,
    /// What the controls of the pictures show.
    #[tsify(optional)]
    view: Option<ViewState>,
    /// What the whole data set says, which is evaluated for it.
    #[tsify(optional)]
    status: Option<Status>,
    /// The legends of the pictures, and what the pictures show, in words.
    #[tsify(optional)]
    pictures: Option<Record<&'static str, Picture>>,
    /// The figures of all panels, where there are several.
    #[tsify(optional)]
    table: Option<Option<Vec<TableRow>>>,
    /// The chosen point.
    #[tsify(optional)]
    chosen: Option<Option<Chosen>>,
    /// What stands beside the chosen anchor.
    #[tsify(optional)]
    lens: Option<Option<LensValue>>,
    /// The table of its pairs.
    #[tsify(optional)]
    pairs: Option<Option<Pairs>>,
    /// The formula with its numbers.
    #[tsify(optional)]
    numbers: Option<Option<Numbers>>,
    /// The pairs that are pointed at, as they stand in the formula.
    #[tsify(optional)]
    lit: Option<Vec<String>>,
    /// Everything that is to be seen, in words.
    #[tsify(optional)]
    description: Option<Vec<Passage>>,
}

#[wasm_bindgen]
impl App {
    /// The slices of this moment that are wanted.
    pub fn glance(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "(keyof Glance)[]")] wanted: Vec<String>,
    ) -> Ts<Glance> {
        self.put_beside();
        let wants = |slice: &str| wanted.iter().any(|wanted| wanted == slice);
        let (session, options) = (&self.session, &self.options);
        plain(&Glance {
            moment: wants("moment").then(|| Moment::of(session, options)),
            desk: wants("desk").then(|| DeskValue::of(session, &self.waypoints)),
            controls: wants("controls").then(|| Controls::of(session)),
            view: wants("view").then(|| ViewState::of(session, options)),
            status: wants("status").then(|| Status::of(session, options)),
            pictures: wants("pictures").then(|| pictures(session, options)),
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
