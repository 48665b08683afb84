//! How a session begins: from a text, from a snapshot, or with a pipeline that is on no list.

use super::journal::Journal;
use super::of_all::OfAll;
use super::plan::plan;
use super::samples::Samples;
use super::session::{Session, TRAIL};
use super::snapshot::{self, Snapshot};
use super::timeline::Timeline;
use crate::learn::step::{Pipeline, State};
use crate::session::text::share;
use crate::session::text::text_error::TextError;
use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

impl Session {
    /// Opens a share text, replaying to its step.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn open(text: &str) -> Result<Self, TextError> {
        Self::resume(text, &[])
    }

    /// Opens a share text from a [`Self::snapshot`], if it belongs to this run, keeping what it knows of the future; otherwise by replay.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn resume(text: &str, snapshot: &[u8]) -> Result<Self, TextError> {
        let (journal, step) = share::read(text)?;
        let kept = Snapshot::read(snapshot).ok().and_then(|snapshot| snapshot.cut_for(&journal, step));
        let journal = Rc::new(journal);
        let mut session = match kept {
            Some(kept) => Self::from_snapshot(journal, kept)?,
            None => Self::start(journal)?,
        };
        session.seek(step);
        Ok(session)
    }

    /// A run at step 0 with the records of a snapshot.
    ///
    /// # Errors
    /// The first [`TextError`] of the run.
    pub(in crate::session) fn from_snapshot(journal: Rc<Journal>, kept: Snapshot) -> Result<Self, TextError> {
        let mut session = Self::start(journal)?;
        session.history = kept.history;
        session.words.take();
        session.timeline.insert(kept.step, kept.state);
        Ok(session)
    }

    /// The keyframe from which the current step and its trail are reached.
    pub fn keyframe(&self) -> (u64, &State) {
        self.timeline.before(self.now.saturating_sub(TRAIL as u64))
    }

    /// That keyframe and the history as bytes, for [`Self::resume`].
    pub fn snapshot(&self) -> Vec<u8> {
        snapshot::write(&self.journal, self.keyframe(), &self.history)
    }

    /// Starts a run at step 0, after checking all of its edits.
    pub(in crate::session) fn start(journal: Rc<Journal>) -> Result<Self, TextError> {
        journal.check()?;
        let pipeline = plan(journal.base())?;
        Ok(Self::begin(journal, pipeline))
    }

    /// A run whose pipeline has something that is on no list, such as a scheme that is only tried. It lasts until a setting is changed.
    ///
    /// # Errors
    /// The first [`TextError`] of the text.
    pub fn open_with(text: &str, change: impl FnOnce(Pipeline) -> Pipeline) -> Result<Self, TextError> {
        let (journal, step) = share::read(text)?;
        journal.check()?;
        let pipeline = change(plan(journal.base())?);
        let mut session = Self::begin(Rc::new(journal), pipeline);
        session.seek(step);
        Ok(session)
    }

    pub(in crate::session) fn begin(journal: Rc<Journal>, pipeline: Pipeline) -> Self {
        let pipeline = Rc::new(pipeline);
        let state = pipeline.start();
        let trace = pipeline.look(&state, 0);
        let mut session = Self {
            embedding: pipeline.embed_all(&state),
            history: vec![],
            words: RefCell::default(),
            samples: Samples::default(),
            present: OnceCell::new(),
            timeline: Timeline::new(state.clone()),
            arrived: state.clone(),
            now: 0,
            trail: VecDeque::new(),
            first: None,
            glide: None,
            divergence: None,
            end: None,
            evaluation: OnceCell::new(),
            of_all: OfAll::default(),
            beginning: RefCell::new(None),
            sight: RefCell::new(None),
            config: journal.base().clone(),
            journal,
            pipeline,
            state,
            trace,
        };
        session.note();
        session
    }
}
