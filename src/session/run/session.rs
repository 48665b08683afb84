//! A session: a configuration, a seed and a journal with a step counter, the only mutable one. Everything else is derived and can be
//! replayed.
//!
//! At step k the session holds the state after k updates and a trace of it: the batch, the tuples, the loss and the gradient of the next
//! update. `step` makes that update and looks at the result.

use super::beginning::Beginning;
use super::journal::{Edit, Journal, MAX_STEPS};
use super::of_all::OfAll;
use super::plan::plan;
use super::samples::{Sample, Samples};
use super::timeline::Timeline;
use crate::learn::judge::course::Word;
use crate::learn::judge::summary::Summary;
use crate::learn::look::{glide::Glide, sight::Sight, spotlight::spotlit};
use crate::learn::metric::Evaluation;
use crate::learn::num::Matrix;
use crate::learn::random::hash;
use crate::learn::step::{Divergence, Pipeline, State, Trace};
use crate::session::text::config::Config;
use crate::session::text::share;
use std::cell::{OnceCell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// The number of earlier embeddings kept for trails.
pub(super) const TRAIL: usize = 12;

/// A run that can be stepped, scrubbed, edited and written as text.
#[derive(Clone)]
pub struct Session {
    pub(in crate::session) journal: Rc<Journal>,
    pub(in crate::session) config: Config,
    pub(in crate::session) pipeline: Rc<Pipeline>,
    pub(in crate::session) now: u64,
    /// The state after the last update, before this step's edits.
    pub(in crate::session) arrived: State,
    pub(in crate::session) state: State,
    pub(in crate::session) trace: Trace,
    pub(in crate::session) embedding: Matrix,
    /// See [`Self::gliding`]: the moment, and the embedding in it.
    pub(in crate::session) glide: Option<(Glide, Matrix)>,
    pub(in crate::session) trail: VecDeque<Matrix>,
    /// The point that the spotlight of step 0 is on.
    pub(in crate::session) first: Option<usize>,
    pub(in crate::session) history: Vec<Summary>,
    /// What was said of each step, as far as anybody asked.
    pub(in crate::session) words: RefCell<Vec<Word>>,
    pub(in crate::session) samples: Samples,
    pub(in crate::session) present: OnceCell<Rc<Sample>>,
    pub(in crate::session) timeline: Timeline,
    pub(in crate::session) divergence: Option<Divergence>,
    /// The step at which the run diverges, if known.
    pub(in crate::session) end: Option<u64>,
    pub(in crate::session) evaluation: OnceCell<Rc<Evaluation>>,
    pub(in crate::session) of_all: OfAll,
    /// The beginning asked for last, with its step.
    pub(in crate::session) beginning: RefCell<Option<(u64, Rc<Beginning>)>>,
    /// The point looked at last, with its positive.
    pub(in crate::session) sight: RefCell<Option<(usize, usize, Rc<Sight>)>>,
}

impl Session {
    /// The share text of the current state.
    pub fn text(&self) -> String {
        share::write(&self.journal, self.now)
    }

    /// The configuration at the current step.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Looks again at the state with which the current step began, through the current pipeline.
    pub(in crate::session) fn look_again(&mut self) {
        self.state = self.arrived.clone();
        self.pipeline.adopt(&mut self.state);
        self.trace = self.pipeline.look(&self.state, self.now);
        self.embedding = self.pipeline.embed_all(&self.state);
        self.note();
    }

    /// Records the current step's summary, and discards what was derived for another step.
    pub(super) fn note(&mut self) {
        self.divergence = None;
        self.evaluation = OnceCell::new();
        self.of_all = OfAll::default();
        self.sight.replace(None);
        self.present = OnceCell::new();
        if self.now == 0 {
            self.first = spotlit(&self.pipeline, &self.trace, self.state.learned.numbers());
        }
        self.samples.offer(self.now, || Sample::of(&self.pipeline, &self.state, &self.trace));
        if self.history.len() == self.now as usize {
            self.history.push(Summary::of(&self.pipeline, &self.state, &self.trace));
        }
    }

    /// Makes up to `n` steps, fewer if the run diverges or ends. Returns the number of steps.
    pub fn step(&mut self, n: u64) -> u64 {
        let made = (0..n).take_while(|i| self.advance(n - i <= TRAIL as u64 + 1)).count();
        if self.halted() {
            self.embedding = self.pipeline.embed_all(&self.state);
        }
        made as u64
    }

    /// One update and a look. `watched`: a picture will show the step or its trail.
    fn advance(&mut self, watched: bool) -> bool {
        if self.divergence.is_some() || self.now == MAX_STEPS {
            return false;
        }
        let next = match self.pipeline.update(&self.state, &self.trace) {
            Ok(next) => next,
            Err(divergence) => return self.diverge(divergence),
        };
        let step = self.now + 1;
        if self.journal.changes_at(step) {
            // Edits were checked when they were made or read.
            let (Ok(config), arrived) = (self.journal.config_at(step), next) else { return false };
            let Ok(pipeline) = plan(&config) else { return false };
            self.leave(watched);
            (self.config, self.pipeline, self.arrived, self.now) = (config, Rc::new(pipeline), arrived, step);
            self.timeline.record(step, &self.arrived);
            self.look_again();
            return true;
        }
        let trace = self.pipeline.look(&next, step);
        if !trace.is_finite() {
            return self.diverge(Divergence { length: f64::INFINITY, ..Divergence::of(&self.state, &next) });
        }
        self.leave(watched);
        self.timeline.record(step, &next);
        self.arrived = next.clone();
        let seen = std::mem::replace(&mut self.trace, trace);
        self.pipeline.forget(seen);
        (self.state, self.now) = (next, step);
        if watched {
            self.embedding = self.pipeline.embed_all(&self.state);
        }
        self.note();
        true
    }

    /// Records that no further step is possible.
    fn diverge(&mut self, divergence: Divergence) -> bool {
        (self.divergence, self.end) = (Some(divergence), Some(self.now));
        false
    }

    /// Adds the embedding that the step leaves behind to the trail.
    fn leave(&mut self, watched: bool) {
        if watched {
            self.trail.push_back(self.embedding.clone());
            if self.trail.len() > TRAIL {
                self.trail.pop_front();
            }
        }
    }

    /// Goes to any step, by the nearest keyframe and replay. Stops early if the run diverges.
    pub fn seek(&mut self, step: u64) {
        let step = step.min(MAX_STEPS);
        let (from, state) = self.timeline.before(step.saturating_sub(TRAIL as u64));
        // Edits were checked when they were made or read.
        let config = self.journal.config_at(from).unwrap_or_else(|_| self.config.clone());
        if config != self.config
            && let Ok(pipeline) = plan(&config)
        {
            (self.config, self.pipeline) = (config, Rc::new(pipeline));
        }
        self.arrived = state.clone();
        self.now = from;
        self.trail.clear();
        self.look_again();
        self.step(step - from);
    }

    /// The current step: the number of updates made.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// The last step that this run has reached.
    pub fn last(&self) -> u64 {
        self.history.len() as u64 - 1
    }

    /// What the configuration names, including the data set.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// The parameters, and the memory of optimizer, loss and scheme.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// What the next update will follow: batch, tuples, loss, pair weights, gradient.
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// One summary per step, up to [`Self::last`].
    pub fn history(&self) -> &[Summary] {
        &self.history
    }

    /// The edits of the run.
    pub fn edits(&self) -> &[Edit] {
        self.journal.edits()
    }

    /// The configuration at a step; `None`, if an edit does not fit.
    pub(in crate::session) fn config_at(&self, step: u64) -> Option<Config> {
        self.journal.config_at(step).ok()
    }

    /// The embedding of the whole data set: d×N.
    pub fn embedding(&self) -> &Matrix {
        self.glide.as_ref().map_or(&self.embedding, |(_, moved)| moved)
    }

    /// The embeddings of any features (features × N); `None`, if the encoder is not a function of features.
    pub fn warp(&self, features: Matrix) -> Option<Matrix> {
        self.pipeline.warp(&self.state, features)
    }

    /// The embedding of the whole data set (d×N) after the next update; `None`, if that is refused.
    pub fn next_embedding(&self) -> Option<Matrix> {
        let next = self.pipeline.update(&self.state, &self.trace).ok()?;
        Some(self.pipeline.embed_all(&next))
    }

    /// The embeddings of the previous steps, the oldest first, as far as they show the same points.
    pub fn trail(&self) -> impl Iterator<Item = &Matrix> {
        self.trail.iter().filter(|e| e.shape() == self.embedding.shape())
    }

    /// Whether the next step would not be finite, or the run has its greatest length.
    pub fn halted(&self) -> bool {
        self.divergence.is_some() || self.now == MAX_STEPS
    }

    /// A hash (FNV-1a) of every bit of the state: equal digests mean equal runs.
    pub fn digest(&self) -> u64 {
        let bytes = self.state.matrices().flat_map(|m| m.iter()).flat_map(|x| x.to_bits().to_le_bytes());
        hash(bytes)
    }
}
