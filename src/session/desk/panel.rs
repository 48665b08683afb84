//! A panel: the run that it shows, and the branches put aside when the past was changed.

use crate::learn::judge::summary::Summary;
use crate::session::run::journal::Journal;
use crate::session::run::session::Session;
use crate::session::text::difference;
use crate::session::text::outline::{BRANCHES, PanelOutline};
use crate::session::text::text_error::TextError;
use std::rc::Rc;

/// The loss of every step; NaN if nothing was mined.
pub type Losses = Rc<Vec<f64>>;

fn loss(summary: &Summary) -> f64 {
    if summary.terms > 0 { summary.loss } else { f64::NAN }
}

/// Appends the losses of the rest of the history.
fn extend(losses: &mut Losses, history: &[Summary]) {
    if let Some(new) = history.get(losses.len()..).filter(|new| !new.is_empty()) {
        Rc::make_mut(losses).extend(new.iter().map(loss));
    }
}

/// A run that was put aside.
pub struct Branch {
    pub(in crate::session) journal: Rc<Journal>,
    /// Its last step.
    pub(in crate::session) last: u64,
    losses: Losses,
    /// The run itself, as long as there is memory for it; otherwise it is replayed when needed.
    pub(in crate::session) run: Option<Session>,
}

impl Branch {
    /// Puts a run aside.
    fn of(run: Session) -> Self {
        let losses = Rc::new(run.history().iter().map(loss).collect());
        Self { journal: run.journal.clone(), last: run.last(), losses, run: Some(run) }
    }

    /// A branch known only by its outline.
    fn unknown(journal: Rc<Journal>, last: u64) -> Self {
        Self { journal, last, losses: Losses::default(), run: None }
    }

    /// The run's losses, as far as known.
    pub fn losses(&self) -> &Losses {
        &self.losses
    }

    /// Its last step.
    pub fn last(&self) -> u64 {
        self.last
    }

    /// Whether this branch continues a run that has just been changed.
    fn continues(&self, run: &Session) -> bool {
        run.last() == run.now()
            && self.last >= run.now()
            && self.journal.parts_from(&run.journal).is_none_or(|fork| fork > run.now())
    }

    /// Replays some steps of a branch, so that its losses become known. Returns whether there is more to do.
    fn replay(&mut self, from: &Session, steps: u64) -> bool {
        if self.losses.len() as u64 > self.last {
            return false;
        }
        if self.run.is_none() {
            let mut run = from.clone();
            if run.turn_into(self.journal.clone()).is_err() {
                self.last = 0;
                return false;
            }
            run.seek(run.last().min(self.last));
            self.run = Some(run);
        }
        let Some(run) = &mut self.run else { return false };
        let made = run.step(steps.min(self.last - run.now()));
        if made == 0 {
            self.last = run.now();
        }
        extend(&mut self.losses, run.history());
        self.losses.len() as u64 <= self.last
    }
}

/// A run and its branches.
pub struct Panel {
    pub(in crate::session) session: Session,
    pub(in crate::session) branches: Vec<Branch>,
    losses: Losses,
}

impl Panel {
    /// A panel without branches.
    pub fn new(session: Session) -> Self {
        Self { session, branches: vec![], losses: Losses::default() }
    }

    /// The run that it shows.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What was put aside, the oldest first.
    pub fn branches(&self) -> &[Branch] {
        &self.branches
    }

    /// How a branch differs from the panel's run: "Semi-hard from 120".
    pub fn branch_name(&self, branch: &Branch) -> String {
        difference::name(&branch.journal, &self.session.journal)
    }

    /// The step at which a branch leaves the panel's run.
    pub fn fork(&self, branch: &Branch) -> u64 {
        self.session.journal.parts_from(&branch.journal).unwrap_or(0)
    }

    /// The losses of the panel's run, up to its last step.
    pub fn losses(&mut self) -> Losses {
        extend(&mut self.losses, self.session.history());
        self.losses.clone()
    }

    /// Discards losses that may no longer be right.
    pub(in crate::session) fn forget_losses(&mut self) {
        self.losses = Losses::default();
    }

    /// Its outline.
    pub(in crate::session) fn outline(&self) -> PanelOutline {
        let branches = self.branches.iter().map(|branch| (branch.journal.clone(), branch.last)).collect();
        PanelOutline { journal: self.session.journal.clone(), branches }
    }

    /// Changes the run. A change in the past starts a branch: the recorded future is put aside. If the change leads back to a branch, that
    /// branch is shown instead.
    ///
    /// # Errors
    /// The [`TextError`] of the change; nothing changes.
    pub(in crate::session) fn change(
        &mut self,
        change: impl FnOnce(&mut Session) -> Result<(), TextError>,
    ) -> Result<(), TextError> {
        let mut changed = self.session.clone();
        change(&mut changed)?;
        self.forget_losses();
        let old = std::mem::replace(&mut self.session, changed);
        let (now, fork) = (self.session.now(), old.journal.parts_from(&self.session.journal));
        match fork {
            // Nothing changed: the known future stays.
            None if old.last() > self.session.last() => {
                self.session = old;
                self.session.seek(now);
            }
            Some(fork) if fork < old.last() => self.branches.push(Branch::of(old)),
            _ => {}
        }
        if let Some(place) = self.branches.iter().position(|branch| branch.continues(&self.session)) {
            self.take(place)?;
            self.session.seek(now);
        }
        if self.branches.len() > BRANCHES {
            self.branches.remove(0);
        }
        Ok(())
    }

    /// Shows a branch at the same step, or at its last one. The run that was shown is put aside if it was trained beyond the fork.
    ///
    /// # Errors
    /// The [`TextError`] of the branch's run; nothing changes.
    pub(in crate::session) fn return_to(&mut self, place: usize) -> Result<(), TextError> {
        let Some(branch) = self.branches.get(place) else { return Ok(()) };
        let (fork, to) = (self.fork(branch), self.session.now().min(branch.last));
        let old = self.session.clone();
        self.take(place)?;
        if old.last() > fork {
            self.branches.insert(place, Branch::of(old));
        }
        self.session.seek(to);
        Ok(())
    }

    /// Takes a branch from the list and shows it.
    fn take(&mut self, place: usize) -> Result<(), TextError> {
        let mut run = self.branches[place].run.take().filter(|run| run.last() >= self.branches[place].last);
        if run.is_none() {
            let mut replayed = self.session.clone();
            replayed.turn_into(self.branches[place].journal.clone())?;
            replayed.seek(self.branches[place].last);
            run = Some(replayed);
        }
        self.branches.remove(place);
        self.session = run.expect("it was put aside or replayed");
        self.forget_losses();
        Ok(())
    }

    /// Replays some steps of a branch that is not known yet. Returns whether there is more to do.
    pub(in crate::session) fn replay(&mut self, steps: u64) -> bool {
        let Self { session, branches, .. } = self;
        branches.iter_mut().any(|branch| branch.replay(session, steps))
    }

    /// The panel of an outline, made of known runs as far as possible.
    ///
    /// # Errors
    /// The first [`TextError`] of a run.
    pub(in crate::session) fn recall(
        outline: &PanelOutline,
        step: u64,
        known: &mut Vec<Session>,
    ) -> Result<Self, TextError> {
        let mut session = recall(&outline.journal, known)?;
        session.seek(step);
        let branch = |(journal, last): &(Rc<Journal>, u64)| {
            // A run that continued elsewhere has been further than the branch.
            let place = known.iter().position(|run| run.journal == *journal && run.last() == *last);
            let branch = place.map(|place| Branch::of(known.swap_remove(place)));
            branch.unwrap_or_else(|| Branch::unknown(journal.clone(), *last))
        };
        let branches = outline.branches.iter().map(branch).collect();
        Ok(Self { branches, ..Self::new(session) })
    }
}

/// The run of a journal: a known one, else one that continues the longest known past, else a new one.
fn recall(journal: &Rc<Journal>, known: &mut Vec<Session>) -> Result<Session, TextError> {
    if let Some(place) = known.iter().position(|run| run.journal == *journal) {
        return Ok(known.swap_remove(place));
    }
    let past = |run: &&Session| run.journal.parts_from(journal).unwrap_or(0).min(run.last());
    match known.iter().max_by_key(past).filter(|run| past(run) > 0) {
        Some(run) => {
            let mut run = run.clone();
            run.turn_into(journal.clone())?;
            Ok(run)
        }
        None => Session::start(journal.clone()),
    }
}
