//! The desk: what a page holds. One to six panels, each with a run and its branches; one clock for all of them; undo.
//!
//! A desk can be used like the run of its active panel.

mod changes;
pub mod panel;
mod steps;
mod stop;
mod undo;
pub mod waypoint;

use super::ask::condition::Condition;
use super::run::journal::{Journal, parse_step};
use super::run::session::Session;
use super::run::snapshot::Snapshot;
use super::text::difference;
use super::text::outline::{Outline, stop_when};
use super::text::share;
use super::text::text_error::TextError;
use panel::{Branch, Panel};
use std::cell::OnceCell;
use std::ops::Deref;
use steps::Undo;

/// Panels, a clock, and undo.
pub struct Desk {
    pub(in crate::session) panels: Vec<Panel>,
    pub(in crate::session) active: usize,
    /// The condition that stops the clock, and the panel in which it became true at the last step.
    pub(in crate::session) stop: Option<Condition>,
    pub(in crate::session) stopped: Option<usize>,
    /// Runs that undo may need again, the oldest first.
    pub(in crate::session) shelf: Vec<Session>,
    pub(in crate::session) undo: Undo,
    /// Texts that change only when a run changes.
    pub(in crate::session) told: OnceCell<Told>,
}

/// Texts about the runs.
pub(in crate::session) struct Told {
    /// The text without the step, as keys and values.
    pairs: Vec<(String, String)>,
    /// What distinguishes each panel from the others.
    names: Vec<String>,
    /// The names of the active panel's branches, and the step at which each leaves its run.
    branches: Vec<(String, u64)>,
}

impl Deref for Desk {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.panels[self.active].session
    }
}

impl Desk {
    /// Opens a text, replaying to its step.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn open(text: &str) -> Result<Self, TextError> {
        Self::resume(text, &[])
    }

    /// Opens a text at step 0, and returns its step, to which [`Self::approach`] leads.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn begin(text: &str) -> Result<(Self, u64), TextError> {
        let mut outline = Outline::read(text)?;
        let step = std::mem::take(&mut outline.step);
        Ok((Self::of(&outline, &[])?, step))
    }

    /// Makes up to `steps` steps towards a step in every panel, whatever the condition that stops the clock. Says whether there is more to
    /// go.
    pub fn approach(&mut self, to: u64, steps: u64) -> bool {
        for panel in &mut self.panels {
            panel.session.step(steps.min(to.saturating_sub(panel.session.now())));
        }
        self.clock() < to && !self.halted()
    }

    /// Opens a text from a snapshot, if it belongs to one of its runs; otherwise by replay.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn resume(text: &str, snapshot: &[u8]) -> Result<Self, TextError> {
        Self::of(&Outline::read(text)?, snapshot)
    }

    fn of(outline: &Outline, snapshot: &[u8]) -> Result<Self, TextError> {
        outline.check()?;
        let mut known = vec![];
        if let Ok(snapshot) = Snapshot::read(snapshot) {
            for panel in &outline.panels {
                if let Some(kept) = snapshot.cut_for(&panel.journal, outline.step) {
                    known.push(Session::from_snapshot(panel.journal.clone(), kept)?);
                }
            }
        }
        let panels = Self::panels_of(outline, known)?.0;
        let mut desk = Self {
            panels,
            active: outline.active,
            stop: stop_when(&outline.stop)?,
            stopped: None,
            shelf: vec![],
            undo: Undo::default(),
            told: OnceCell::new(),
        };
        desk.tidy_up();
        Ok(desk)
    }

    /// Shows the contents of another desk; undo leads back.
    pub fn take_over(&mut self, other: Self) {
        let _ = self.note("another run is opened", None, |desk| {
            desk.show(other.panels);
            (desk.active, desk.stop) = (other.active, other.stop);
            Ok(())
        });
    }

    /// Shows other panels. The runs of those before go onto the shelf.
    fn show(&mut self, panels: Vec<Panel>) {
        let old = std::mem::replace(&mut self.panels, panels);
        self.shelf.extend(old.into_iter().map(|panel| panel.session));
    }

    /// The panels of an outline, and the known runs that it did not need.
    pub(in crate::session) fn panels_of(
        outline: &Outline,
        mut known: Vec<Session>,
    ) -> Result<(Vec<Panel>, Vec<Session>), TextError> {
        let mut panels: Vec<Panel> = vec![];
        for panel in &outline.panels {
            let same = panels.iter().find(|p| p.session.journal == panel.journal).map(|p| p.session.clone());
            known.splice(0..0, same);
            panels.push(Panel::recall(panel, outline.step, &mut known)?);
        }
        Ok((panels, known))
    }

    /// Its contents as plain data.
    pub fn outline(&self) -> Outline {
        Outline {
            panels: self.panels.iter().map(Panel::outline).collect(),
            active: self.active,
            step: self.clock(),
            stop: self.stop_text().to_string(),
        }
    }

    fn told(&self) -> &Told {
        self.told.get_or_init(|| {
            let journals: Vec<&Journal> = self.panels.iter().map(|panel| &*panel.session.journal).collect();
            let panel = self.panel();
            let branches = panel.branches.iter().map(|branch| (panel.branch_name(branch), panel.fork(branch)));
            Told { pairs: self.outline().pairs(), names: difference::names(&journals), branches: branches.collect() }
        })
    }

    /// The share text of the current state.
    pub fn text(&self) -> String {
        share::join(self.told().pairs.clone(), self.clock())
    }

    /// The panels.
    pub fn panels(&self) -> &[Panel] {
        &self.panels
    }

    /// The panels, to update their losses.
    pub fn panels_mut(&mut self) -> &mut [Panel] {
        &mut self.panels
    }

    /// Shows a panel's run on its way from the step before. See [`Session::gliding`].
    pub fn gliding<T>(&mut self, panel: usize, share: f64, show: impl FnOnce(&Session) -> T) -> T {
        self.panels[panel].session.gliding(share, show)
    }

    /// The index of the active panel.
    pub fn active(&self) -> usize {
        self.active
    }

    /// The active panel.
    pub fn panel(&self) -> &Panel {
        &self.panels[self.active]
    }

    /// What distinguishes each panel from the others; empty, if nothing does.
    pub fn names(&self) -> &[String] {
        &self.told().names
    }

    /// The branches of the active panel: how each differs ("Semi-hard from 120"), the step at which it leaves the run, and the branch.
    pub fn branches(&self) -> impl Iterator<Item = (&str, u64, &Branch)> {
        let told = &self.told().branches;
        told.iter().zip(&self.panel().branches).map(|((name, fork), branch)| (&**name, *fork, branch))
    }

    /// The step of the clock; a run that has ended stays behind.
    pub fn clock(&self) -> u64 {
        self.panels.iter().map(|panel| panel.session.now()).max().unwrap_or(0)
    }

    /// The last step that all panels have reached.
    pub fn furthest(&self) -> u64 {
        let lasts = || self.panels.iter().map(|panel| panel.session.last());
        let reach = self.panels.iter().map(|panel| panel.session.reach()).min().unwrap_or(0);
        reach.min(lasts().max().unwrap_or(0))
    }

    /// Whether no panel can make another step.
    pub fn halted(&self) -> bool {
        self.panels.iter().all(|panel| panel.session.halted())
    }

    /// Makes up to `n` steps in every panel, fewer if the clock stops. Returns the number of steps.
    pub fn step(&mut self, n: u64) -> u64 {
        self.step_and(n, |_, _, step| step())
    }

    /// [`Self::step`] with a function around each panel's steps, to time them. It gets the panel's index and the number of steps.
    pub fn step_and(&mut self, n: u64, mut around: impl FnMut(usize, u64, &mut dyn FnMut())) -> u64 {
        let mut made = 0;
        // Without a condition all steps are made at once: nothing in between is looked at.
        let (times, each) = if self.stop.is_some() { (n, 1) } else { (1, n) };
        self.stopped = None;
        for _ in 0..times {
            let before = self.holding();
            let mut most = 0;
            for (place, panel) in self.panels.iter_mut().enumerate() {
                around(place, each, &mut || most = most.max(panel.session.step(each)));
            }
            made += most;
            if most == 0 || self.comes_true(&before) {
                break;
            }
        }
        made
    }

    /// Goes to a step that all panels have reached.
    pub fn seek(&mut self, step: u64) {
        let step = step.min(self.furthest());
        self.panels.iter_mut().for_each(|panel| panel.session.seek(step));
    }

    /// Goes to a step that was typed, as far as all panels have been, and from there on by at most `steps` steps of training: called again,
    /// it goes on. Says whether there is more to go.
    ///
    /// # Errors
    /// A [`TextError`] of what is no step of a run; then nothing has changed.
    pub fn go_to(&mut self, to: &str, steps: u64) -> Result<bool, TextError> {
        let to = parse_step(to, 0)?;
        let known = to.min(self.furthest());
        if self.clock() > to || self.clock() < known {
            self.seek(known);
        }
        self.step(steps.min(to - self.clock()));
        Ok(self.clock() < to && !self.halted() && self.stopped.is_none())
    }
}
