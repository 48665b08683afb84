//! The desk: what a page holds. One to six panels, each with a run and its branches; one clock that drives them all; what can be undone.
//!
//! A desk stands for the run of its active panel: what is asked of that run can be asked of the desk.

use super::difference;
use super::journal::{Edit, Journal};
use super::outline::{Outline, PANELS};
use super::panel::{Branch, Panel};
use super::rescue::Remedy;
use super::session::Session;
use super::share;
use super::snapshot::Snapshot;
use super::text_error::TextError;
use super::timeline::BUDGET;
use super::undo::{Entry, Gesture, Undo};
use std::cell::OnceCell;
use std::ops::Deref;
use std::rc::Rc;

/// How many runs that no panel shows are kept for undo.
const SHELF: usize = 3;
/// How many numbers the keyframes of all runs that are put aside may hold together: 8 MiB.
const ASIDE: usize = BUDGET / 2;
/// How many summaries the runs that are put aside may hold together: about 9 MiB.
const SUMMARIES: usize = 60_000;

/// Panels, a clock, and undo.
pub struct Desk {
    pub(super) panels: Vec<Panel>,
    pub(super) active: usize,
    /// Runs that undo may want again, the oldest first.
    shelf: Vec<Session>,
    undo: Undo,
    /// What changes only with a run.
    told: OnceCell<Told>,
}

/// What is said of the runs.
struct Told {
    /// The text without the step.
    body: String,
    /// What tells each panel from the others.
    names: Vec<String>,
    /// The names of the active panel's branches, and where each parts from its run.
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

    /// Opens a text by way of a snapshot of one of its runs, where it is that; else by replay.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn resume(text: &str, snapshot: &[u8]) -> Result<Self, TextError> {
        let outline = Outline::read(text)?;
        outline.check()?;
        let mut known = vec![];
        for panel in &outline.panels {
            let kept = Snapshot::read(snapshot).and_then(|snapshot| snapshot.cut_for(&panel.journal, outline.step));
            if let Some(kept) = kept {
                known.push(Session::from_snapshot(panel.journal.clone(), kept)?);
            }
        }
        let panels = Self::panels_of(&outline, known)?.0;
        let mut desk =
            Self { panels, active: outline.active, shelf: vec![], undo: Undo::default(), told: OnceCell::new() };
        desk.tidy_up();
        Ok(desk)
    }

    /// Shows what is on another desk; undo leads back to what there was.
    pub fn take_over(&mut self, other: Self) {
        let _ = self.note("another run is opened", None, |desk| {
            let old = std::mem::replace(&mut desk.panels, other.panels);
            desk.active = other.active;
            desk.shelf.extend(old.into_iter().map(|panel| panel.session));
            Ok(())
        });
    }

    /// The panels of an outline, and the runs that it did not need.
    fn panels_of(outline: &Outline, mut known: Vec<Session>) -> Result<(Vec<Panel>, Vec<Session>), TextError> {
        let mut panels: Vec<Panel> = vec![];
        for panel in &outline.panels {
            let same = panels.iter().find(|p| p.session.journal == panel.journal).map(|p| p.session.clone());
            known.splice(0..0, same);
            panels.push(Panel::recall(panel, outline.step, &mut known)?);
        }
        Ok((panels, known))
    }

    /// What is on it, as plain data.
    pub fn outline(&self) -> Outline {
        Outline { panels: self.panels.iter().map(Panel::outline).collect(), active: self.active, step: self.clock() }
    }

    fn told(&self) -> &Told {
        self.told.get_or_init(|| {
            let journals: Vec<&Journal> = self.panels.iter().map(|panel| &*panel.session.journal).collect();
            let panel = self.panel();
            let branches = panel.branches.iter().map(|branch| (panel.branch_name(branch), panel.fork(branch)));
            Told {
                body: share::join(&self.outline().pairs()),
                names: difference::names(&journals),
                branches: branches.collect(),
            }
        })
    }

    /// The share text of the present state.
    pub fn text(&self) -> String {
        let body = Some(self.told().body.clone()).filter(|body| !body.is_empty());
        let step = Some(self.clock()).filter(|step| *step > 0).map(|step| format!("step={step}"));
        body.into_iter().chain(step).collect::<Vec<_>>().join("&")
    }

    /// The panels.
    pub fn panels(&self) -> &[Panel] {
        &self.panels
    }

    /// The panels, to bring their losses up to date.
    pub fn panels_mut(&mut self) -> &mut [Panel] {
        &mut self.panels
    }

    /// The place of the panel that is edited.
    pub fn active(&self) -> usize {
        self.active
    }

    /// The active panel.
    pub fn panel(&self) -> &Panel {
        &self.panels[self.active]
    }

    /// What tells each panel from the others; empty where nothing does.
    pub fn names(&self) -> &[String] {
        &self.told().names
    }

    /// The branches of the active panel: what each does otherwise ("Semi-hard from 120"), the step where it parts, and the branch.
    pub fn branches(&self) -> impl Iterator<Item = (&str, u64, &Branch)> {
        let told = &self.told().branches;
        told.iter().zip(&self.panel().branches).map(|((name, fork), branch)| (&**name, *fork, branch))
    }

    // ---- the clock

    /// Where the clock stands: a run that has come to its end stays behind.
    pub fn clock(&self) -> u64 {
        self.panels.iter().map(|panel| panel.session.now()).max().unwrap_or(0)
    }

    /// The furthest step at which all panels have been.
    pub fn furthest(&self) -> u64 {
        let lasts = || self.panels.iter().map(|panel| panel.session.last());
        let reach = self.panels.iter().map(|panel| panel.session.reach()).min().unwrap_or(0);
        reach.min(lasts().max().unwrap_or(0))
    }

    /// Whether no panel can make another step.
    pub fn halted(&self) -> bool {
        self.panels.iter().all(|panel| panel.session.halted())
    }

    /// Makes up to `n` steps in every panel; returns how many were made at most.
    pub fn step(&mut self, n: u64) -> u64 {
        (0..self.panels.len()).map(|place| self.step_one(place, n)).max().unwrap_or(0)
    }

    /// Makes up to `n` steps in one panel: a part of [`Self::step`], for those who measure.
    pub fn step_one(&mut self, place: usize, n: u64) -> u64 {
        self.panels[place].session.step(n)
    }

    /// Goes to a step at which all panels have been.
    pub fn seek(&mut self, step: u64) {
        let step = step.min(self.furthest());
        self.panels.iter_mut().for_each(|panel| panel.session.seek(step));
    }

    // ---- changes, each of which can be undone

    /// Changes a setting of the active panel from the present step on. A new seed starts all panels again at step 0.
    ///
    /// # Errors
    /// [`TextError`], and nothing is changed.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), TextError> {
        if key == "seed" {
            return self.start_again(&format!("seed is {value}"), value);
        }
        let mut changed = self.config().clone();
        changed.set(key, value)?;
        if changed == *self.config() {
            return Ok(());
        }
        let edit = Edit { step: self.now(), key: key.to_string(), value: value.to_string() };
        let what = self.say_edit(&edit);
        let gesture = (self.active, edit.key, edit.step);
        self.note(&what, Some(gesture), |desk| desk.panels[desk.active].change(|run| run.set(key, value)))
    }

    /// Goes back and does what a remedy says.
    ///
    /// # Errors
    /// [`TextError`] where it does not fit with other settings.
    pub fn follow(&mut self, remedy: &Remedy) -> Result<(), TextError> {
        self.note(remedy.advice.label, None, |desk| desk.panels[desk.active].change(|run| run.follow(remedy)))
    }

    /// Starts all panels again at step 0 with the settings that are in force and the same seed.
    pub fn reset(&mut self) {
        let seed = self.config().seed.to_string();
        let _ = self.start_again("reset", &seed);
    }

    /// Starts all panels again with the next seed.
    pub fn reroll(&mut self) {
        let seed = ((self.config().seed + 1) % (1 << 32)).to_string();
        let _ = self.start_again(&format!("seed is {seed}"), &seed);
    }

    fn start_again(&mut self, what: &str, seed: &str) -> Result<(), TextError> {
        self.note(what, None, |desk| {
            let mut fresh = vec![];
            for panel in &desk.panels {
                let mut session = panel.session.clone();
                session.set("seed", seed)?;
                fresh.push(Panel::new(session));
            }
            let old = std::mem::replace(&mut desk.panels, fresh);
            desk.shelf.extend(old.into_iter().map(|panel| panel.session));
            Ok(())
        })
    }

    /// Shows a branch of the active panel again.
    ///
    /// # Errors
    /// [`TextError`] of a run that does not exist, and nothing is changed.
    pub fn return_to(&mut self, branch: usize) -> Result<(), TextError> {
        let Some(name) = self.panel().branches.get(branch).map(|b| self.panel().branch_name(b)) else { return Ok(()) };
        self.note(&format!("{name} is shown"), None, |desk| desk.panels[desk.active].return_to(branch))
    }

    /// Forgets a branch of the active panel.
    pub fn drop_branch(&mut self, branch: usize) {
        if let Some(name) = self.panel().branches.get(branch).map(|b| self.panel().branch_name(b)) {
            let _ = self.note(&format!("{name} is dropped"), None, |desk| {
                let dropped = desk.panels[desk.active].branches.remove(branch);
                desk.shelf.extend(dropped.run);
                Ok(())
            });
        }
    }

    /// Adds a panel that is like the active one, and makes it the active one.
    pub fn add_panel(&mut self) {
        if self.panels.len() < PANELS {
            let _ = self.note("a panel is added", None, |desk| {
                let copy = Panel::new(desk.panel().session.clone());
                desk.active += 1;
                desk.panels.insert(desk.active, copy);
                Ok(())
            });
        }
    }

    /// Removes a panel, unless it is the only one.
    pub fn remove_panel(&mut self, place: usize) {
        if self.panels.len() > 1 && place < self.panels.len() {
            let _ = self.note(&format!("panel {} is removed", place + 1), None, |desk| {
                desk.shelf.push(desk.panels.remove(place).session);
                desk.active = (desk.active - usize::from(desk.active > place)).min(desk.panels.len() - 1);
                Ok(())
            });
        }
    }

    /// Makes another panel the one that is edited. That is no change of a run, and not undone by itself.
    pub fn choose_panel(&mut self, place: usize) {
        self.active = place.min(self.panels.len() - 1);
        self.told = OnceCell::new();
        self.undo.settle();
    }

    /// Puts panels side by side from step 0 on that differ from the active one by these settings, each as in a text; those that have no
    /// meaning are left out.
    ///
    /// # Errors
    /// [`TextError`] where not one of them has a meaning; then nothing is changed.
    pub fn lay_out(&mut self, what: &str, variants: &[&str]) -> Result<(), TextError> {
        let base = Journal::new(self.config().clone());
        let mut panels = vec![];
        let mut refused = Ok(());
        for variant in variants.iter().take(PANELS) {
            let run = share::split(variant).and_then(|pairs| difference::read(&base, &pairs));
            match run.and_then(|journal| Session::start(Rc::new(journal))) {
                Ok(session) => panels.push(Panel::new(session)),
                Err(error) => refused = Err(error),
            }
        }
        if panels.is_empty() {
            return refused;
        }
        self.note(what, None, |desk| {
            let old = std::mem::replace(&mut desk.panels, panels);
            desk.active = 0;
            desk.shelf.extend(old.into_iter().map(|panel| panel.session));
            Ok(())
        })
    }

    // ---- undo

    /// Makes a change that can be undone. A change after which the text would be too long is refused.
    fn note(
        &mut self,
        what: &str,
        gesture: Option<Gesture>,
        change: impl FnOnce(&mut Self) -> Result<(), TextError>,
    ) -> Result<(), TextError> {
        let before = self.outline();
        change(self)?;
        let now = self.now();
        for panel in self.panels.iter_mut().filter(|panel| panel.session.now() != now) {
            panel.session.seek(now);
        }
        self.told = OnceCell::new();
        if self.text().len() > share::MAX_LENGTH {
            self.recall(&before)?;
            return Err(TextError::new("address", what, "nothing more, as the link of this run would become too long"));
        }
        let after = self.outline();
        self.undo.note(Entry { before, what: what.to_string() }, &after, gesture);
        self.tidy_up();
        Ok(())
    }

    /// A gesture is over: what comes next is undone by itself.
    pub fn settle(&mut self) {
        self.undo.settle();
    }

    /// What would be undone, as a clause.
    pub fn undoable(&self) -> Option<&str> {
        self.undo.last().map(|entry| &*entry.what)
    }

    /// What would be done again, as a clause.
    pub fn redoable(&self) -> Option<&str> {
        self.undo.next().map(|entry| &*entry.what)
    }

    /// Takes the last change back. Says what it was.
    pub fn undo(&mut self) -> Option<String> {
        self.travel(false)
    }

    /// Makes the change again that was taken back last. Says what it was.
    pub fn redo(&mut self) -> Option<String> {
        self.travel(true)
    }

    fn travel(&mut self, forth: bool) -> Option<String> {
        let entry = self.undo.take(forth, self.outline())?;
        // It was there before, so it is accepted again.
        self.recall(&entry.before).ok()?;
        Some(entry.what)
    }

    /// Brings an outline back, from the runs that are known as far as possible.
    fn recall(&mut self, outline: &Outline) -> Result<(), TextError> {
        outline.check()?;
        let mut known = vec![];
        for panel in self.panels.drain(..) {
            known.push(panel.session);
            known.extend(panel.branches.into_iter().filter_map(|branch| branch.run));
        }
        known.append(&mut self.shelf);
        (self.panels, self.shelf) = Self::panels_of(outline, known)?;
        self.active = outline.active;
        self.told = OnceCell::new();
        self.tidy_up();
        Ok(())
    }

    // ---- memory

    /// Keeps what is held within bounds: the panels share the keyframes of one, and what is put aside shares a part of that. Where there is
    /// too much of it, runs are dropped and can be replayed, the oldest first.
    fn tidy_up(&mut self) {
        let excess = self.shelf.len().saturating_sub(SHELF);
        self.shelf.drain(..excess);
        let share = BUDGET / self.panels.len();
        self.panels.iter_mut().for_each(|panel| panel.session.timeline.keep_to(share));
        let branches = self.panels.iter_mut().flat_map(|panel| &mut panel.branches);
        let mut aside: Vec<&mut Option<Session>> = branches.map(|branch| &mut branch.run).collect();
        let mut room = SUMMARIES;
        for run in aside.iter_mut().rev() {
            let size = run.as_ref().map_or(0, |run| run.history().len());
            if size > room {
                **run = None;
            }
            room = room.saturating_sub(size);
        }
        while self.shelf.iter().map(|run| run.history().len()).sum::<usize>() > room {
            self.shelf.remove(0);
        }
        let held = aside.iter_mut().filter_map(|run| run.as_mut()).chain(&mut self.shelf);
        let mut held: Vec<&mut Session> = held.collect();
        let share = ASIDE / held.len().max(1);
        held.iter_mut().for_each(|run| run.timeline.keep_to(share));
    }

    /// Replays some steps of branches that are not known yet, so that their curves can be drawn. Says whether there is more to do.
    pub fn replay(&mut self, steps: u64) -> bool {
        self.panels.iter_mut().any(|panel| panel.replay(steps))
    }
}
