//! The desk on the page: undo, branches, panels, and the marks of the timeline.

use super::app::App;
use super::glance::status::horizon;
use super::refusal::refusal;
use crate::session::{Branch, Desk, Waypoint};
use crate::tell::{Beside, frame};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

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
    active: usize,
    marks: Vec<MarkValue>,
    /// The condition that stops the clock, or empty; and why it has stopped, in words.
    stop: String,
    stopped: Option<String>,
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
    /// `edit`, `keyframe`, `lesson`, or an episode's id.
    kind: &'static str,
    text: String,
}

/// The kind of the marks of a lesson's steps.
const LESSON: &str = "lesson";

/// More keyframes than this are not marked.
const KEYFRAMES: usize = 64;

impl DeskValue {
    /// The desk as it is; hidden, without what tells of changes and verdicts.
    pub fn of(desk: &Desk, waypoints: &[Waypoint], hides: bool) -> Self {
        let [undo, redo] = [desk.undoable(), desk.redoable()].map(|what| what.filter(|_| !hides).map(String::from));
        let branches = desk.branches().map(|(name, _, branch)| BranchValue { name: name.into(), last: branch.last() });
        Self {
            step: desk.clock(),
            last: desk.furthest(),
            undo,
            redo,
            branches: branches.collect(),
            panels: desk.names().to_vec(),
            active: desk.active(),
            marks: if hides { vec![] } else { marks(desk, waypoints) },
            stop: desk.stop_text().to_string(),
            stopped: desk.stopped(),
        }
    }
}

fn marks(desk: &Desk, waypoints: &[Waypoint]) -> Vec<MarkValue> {
    let keyframes: Vec<u64> = desk.keyframes().collect();
    let apart = keyframes.len().div_ceil(KEYFRAMES).max(1);
    let keyframe = |step: u64| MarkValue { step, kind: "keyframe", text: String::new() };
    let mut marks: Vec<MarkValue> = keyframes.into_iter().step_by(apart).map(keyframe).collect();
    marks.extend(desk.episodes().into_iter().map(|episode| {
        let text = format!("From step {}: {}", episode.step, episode.kind.says);
        MarkValue { step: episode.step, kind: episode.kind.id, text }
    }));
    let end = horizon(desk.last());
    for (place, step) in waypoints.iter().filter_map(|place| Some((place, place.on(desk)?))).filter(|(_, s)| *s <= end)
    {
        let text = format!("“{}”", place.name);
        match marks.iter_mut().find(|mark| mark.kind == LESSON && mark.step == step) {
            Some(mark) => mark.text.push_str(&format!(", {text}")),
            None => marks.push(MarkValue { step, kind: LESSON, text: format!("Lesson, step {step}: {text}") }),
        }
    }
    marks.extend(desk.edits().iter().map(|edit| {
        let text = format!("From step {}: {}", edit.step, desk.say_edit(edit));
        MarkValue { step: edit.step, kind: "edit", text }
    }));
    marks
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

    /// Updates the other runs that pictures show beside this one.
    pub(super) fn put_beside(&mut self) {
        let branch = |(name, fork, branch): (&str, u64, &Branch)| Beside {
            name: name.to_string(),
            panel: None,
            from: fork as usize,
            losses: branch.losses().clone(),
            now: None,
        };
        let mut beside: Vec<Beside> = self.session.branches().map(branch).collect();
        let names = self.session.names().to_vec();
        if names.len() > 1 {
            let panels = names.into_iter().zip(self.session.panels_mut()).enumerate();
            beside.extend(panels.map(|(place, (name, panel))| Beside {
                name,
                panel: Some(place + 1),
                from: 0,
                losses: panel.losses(),
                now: Some(panel.session().now() as usize),
            }));
        }
        self.options.beside = beside;
        let runs = self.session.panels().iter().map(|panel| panel.session());
        self.options.shared = if runs.len() > 1 { frame::shared(runs) } else { None };
    }
}
