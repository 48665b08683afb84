//! The desk on the page: undo, branches, panels, and the marks of the timeline.

use super::app::App;
use super::refusal::refusal;
use crate::draw::{Style, time};
use crate::learn::words::say;
use crate::session::{Desk, Session, Waypoint};
use crate::tell::chart::timeline;
use crate::tell::marks::{self, Mark};
use crate::tell::{Options, beside, frame};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// What is said of each run whose settings are hidden.
const HIDDEN: &str = "hidden";

/// A desk, as the page shows it.
#[derive(Serialize, Tsify)]
pub struct DeskValue {
    /// The last step that all panels have reached, and the step of the clock.
    step: u64,
    last: u64,
    /// The changes to undo and to redo next, as clauses.
    undo: Option<String>,
    redo: Option<String>,
    branches: Vec<BranchValue>,
    /// What distinguishes each panel from the others.
    panels: Vec<String>,
    /// What is said of each, where there are several.
    verdicts: Vec<VerdictValue>,
    active: usize,
    /// The right end of the timeline: a round number that no run has passed.
    horizon: u64,
    /// Where it begins and ends, in CSS pixels from its left and from its right.
    edges: [f64; 2],
    marks: Vec<MarkValue>,
    /// The condition that stops the clock, or empty; and why it has stopped, in words.
    stop: String,
    stopped: Option<String>,
}

/// The verdict on a panel: its id, its word, and the loss.
#[derive(Serialize, Tsify)]
struct VerdictValue {
    id: &'static str,
    title: &'static str,
    loss: String,
}

#[derive(Serialize, Tsify)]
struct BranchValue {
    name: String,
    last: u64,
}

/// A mark of the timeline.
#[derive(Serialize, Tsify)]
struct MarkValue {
    step: u64,
    /// `edit`, `lesson`, or an episode's id.
    kind: &'static str,
    text: String,
}

impl From<Mark> for MarkValue {
    fn from(Mark { step, kind, text, .. }: Mark) -> Self {
        Self { step, kind, text }
    }
}

impl DeskValue {
    /// The desk as it is; hidden, without what tells of changes and verdicts.
    pub fn of(desk: &Desk, options: &Options, style: &Style) -> Self {
        let several = desk.panels().len() > 1;
        let [undo, redo] =
            [desk.undoable(), desk.redoable()].map(|what| what.filter(|_| !options.hides).map(String::from));
        let branches = desk.branches().map(|(name, _, branch)| BranchValue { name: name.into(), last: branch.last() });
        Self {
            step: desk.clock(),
            last: desk.furthest(),
            undo,
            redo,
            branches: branches.collect(),
            panels: desk.names().iter().map(|name| if options.hides { HIDDEN } else { name }.to_string()).collect(),
            verdicts: if several {
                desk.panels().iter().map(|panel| verdict(panel.session(), options.hides)).collect()
            } else {
                vec![]
            },
            active: desk.active(),
            horizon: timeline::horizon(desk, options),
            edges: time::edges(style),
            marks: marks::all(desk, options).into_iter().map(MarkValue::from).collect(),
            stop: desk.stop_text().to_string(),
            stopped: desk.stopped(),
        }
    }
}

fn verdict(session: &Session, hides: bool) -> VerdictValue {
    let loss = say(session.trace().loss);
    if hides {
        return VerdictValue { id: HIDDEN, title: "", loss };
    }
    let said = session.diagnosis();
    VerdictValue { id: said.id, title: said.title, loss }
}

#[wasm_bindgen]
impl App {
    /// Undoes the last change and returns its description.
    pub fn undo(&mut self) -> Option<String> {
        let what = self.session.undo();
        self.look_where_there_is_something();
        what
    }

    /// Redoes the last undone change and returns its description.
    pub fn redo(&mut self) -> Option<String> {
        let what = self.session.redo();
        self.look_where_there_is_something();
        what
    }

    /// Ends a gesture: the next change is undone separately.
    pub fn settle(&mut self) {
        self.session.settle();
    }

    /// Shows a branch again.
    ///
    /// # Errors
    /// A refusal of a run that cannot be.
    pub fn return_to(&mut self, branch: usize) -> Result<(), JsValue> {
        let done = self.session.return_to(branch).map_err(refusal);
        self.look_where_there_is_something();
        done
    }

    /// Deletes a branch.
    pub fn drop_branch(&mut self, branch: usize) {
        self.session.drop_branch(branch);
    }

    /// Replays a little of the branches that came with a link, so that their curves can be drawn. Returns whether there is more to do.
    pub fn replay(&mut self, steps: u32) -> bool {
        self.session.replay(u64::from(steps))
    }
}

impl App {
    /// Chooses no point, if the chosen one does not exist in the current data.
    pub(super) fn look_where_there_is_something(&mut self) {
        if self.options.fits(self.session.pipeline().dataset.len()).is_err() {
            self.options.look_away();
        }
    }

    /// Updates the other runs that pictures show beside this one, and the steps of the lesson on it.
    pub(super) fn put_beside(&mut self) {
        self.options.beside = beside::of(&mut self.session);
        if self.options.hides {
            self.options.beside.iter_mut().for_each(|run| run.name = HIDDEN.to_string());
        }
        let on = |place: &Waypoint| Some((place.on(&self.session)?, place.name.clone()));
        self.options.waypoints = self.waypoints.iter().filter_map(on).collect();
        let runs = self.session.panels().iter().map(|panel| panel.session());
        self.options.shared = if runs.len() > 1 { frame::shared(runs) } else { None };
    }
}
