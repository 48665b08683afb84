//! The changes of a [`Desk`]. Each can be undone.

use super::Desk;
use super::panel::Panel;
use crate::session::ask::rescue::Remedy;
use crate::session::run::journal::{Edit, Journal};
use crate::session::run::session::Session;
use crate::session::text::difference;
use crate::session::text::outline::PANELS;
use crate::session::text::preset::MINERS_AND_LOSSES;
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use std::cell::OnceCell;
use std::rc::Rc;

impl Desk {
    /// Changes a setting of the active panel from the current step on. A new seed restarts all panels at step 0; if the panel's run begins
    /// anew, as its data is split in another way, the others go back to step 0.
    ///
    /// # Errors
    /// [`TextError`], and nothing changes.
    pub fn set(&mut self, key: &str, value: &str) -> Result<(), TextError> {
        if key == "seed" {
            return self.start_again(&format!("seed is {value}"), value);
        }
        let change = self.read(key, value)?;
        if !self.differs(&change) {
            return Ok(());
        }
        let edit = Edit { step: self.now(), key: key.to_string(), value: value.to_string() };
        let what = self.say_edit(&edit);
        let gesture = (self.active, edit.key, edit.step);
        self.note(&what, Some(gesture), |desk| {
            desk.panels[desk.active].change(|run| {
                run.take(change);
                Ok(())
            })?;
            if desk.now() == 0 {
                desk.seek(0);
            }
            Ok(())
        })
    }

    /// Goes back and applies a remedy.
    ///
    /// # Errors
    /// [`TextError`], if it does not go with other settings.
    pub fn follow(&mut self, remedy: &Remedy) -> Result<(), TextError> {
        self.note(remedy.advice.label, None, |desk| desk.panels[desk.active].change(|run| run.follow(remedy)))
    }

    /// Restarts all panels at step 0 with their current settings and seed.
    pub fn reset(&mut self) {
        let seed = self.config().seed.to_string();
        let _ = self.start_again("reset", &seed);
    }

    /// Restarts all panels with the next seed.
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
            desk.show(fresh);
            Ok(())
        })
    }

    /// Shows a branch of the active panel.
    ///
    /// # Errors
    /// [`TextError`], if its run is not possible; nothing changes.
    pub fn return_to(&mut self, branch: usize) -> Result<(), TextError> {
        let Some(name) = self.panel().branches.get(branch).map(|b| self.panel().branch_name(b)) else { return Ok(()) };
        self.note(&format!("{name} is shown"), None, |desk| desk.panels[desk.active].return_to(branch))
    }

    /// Deletes a branch of the active panel.
    pub fn drop_branch(&mut self, branch: usize) {
        if let Some(name) = self.panel().branches.get(branch).map(|b| self.panel().branch_name(b)) {
            let _ = self.note(&format!("{name} is dropped"), None, |desk| {
                let dropped = desk.panels[desk.active].branches.remove(branch);
                desk.shelf.extend(dropped.run);
                Ok(())
            });
        }
    }

    /// Adds a copy of the active panel, and activates it.
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

    /// Activates another panel. Runs do not change, so this alone cannot be undone.
    pub fn choose_panel(&mut self, place: usize) {
        self.active = place.min(self.panels.len() - 1);
        self.told = OnceCell::new();
        self.undo.settle();
    }

    /// Compares miners and losses side by side from step 0, with the other settings as they are.
    ///
    /// # Errors
    /// [`TextError`], if none of the runs is possible; nothing changes.
    pub fn compare_miners_and_losses(&mut self) -> Result<(), TextError> {
        self.lay_out("miners and losses are side by side", &MINERS_AND_LOSSES)
    }

    /// Shows the active panel alone.
    pub fn show_alone(&mut self) {
        if self.panels.len() > 1 {
            let _ = self.note("one panel is shown alone", None, |desk| {
                let kept = desk.panels.swap_remove(desk.active);
                desk.show(vec![kept]);
                desk.active = 0;
                Ok(())
            });
        }
    }

    /// Shows panels side by side from step 0. Each differs from the active one by one of these texts; impossible ones are left out.
    ///
    /// # Errors
    /// [`TextError`], if none of them is possible; nothing changes.
    fn lay_out(&mut self, what: &str, variants: &[&str]) -> Result<(), TextError> {
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
            desk.show(panels);
            desk.active = 0;
            Ok(())
        })
    }
}
