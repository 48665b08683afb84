//! Snapshots: a run's keyframe and its history as bytes, so that a page that has lost its session need not replay it from the start.
//!
//! ```text
//! check │ text of the run │ step │ state at that step │ one summary per step, as far as the run has been
//! ```
//!
//! Everything is a little-endian 64-bit word. A snapshot is a shortcut and never a source: it is used only where its check (a hash over
//! all that follows) holds and its run is the one that is asked for; else there is the replay.

use super::journal::Journal;
use crate::learn::judge::summary::Summary;
use crate::learn::num::Matrix;
use crate::learn::random::hash;
use crate::learn::step::{Learned, State};
use crate::session::text::share;

/// What was read from a snapshot.
pub struct Snapshot {
    /// The run.
    pub journal: Journal,
    /// The step of the state.
    pub step: u64,
    /// The state at which that step begins.
    pub state: State,
    /// One summary per step.
    pub history: Vec<Summary>,
}

impl Snapshot {
    /// Reads a snapshot, or nothing where it is damaged.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (check, rest) = bytes.split_first_chunk()?;
        if hash(rest.iter().copied()) != u64::from_le_bytes(*check) {
            return None;
        }
        let mut words = Words(rest);
        let length = words.next()?;
        let text: Option<Vec<u8>> = (0..length).map(|_| u8::try_from(words.next()?).ok()).collect();
        let (journal, step) = share::read(&String::from_utf8(text?).ok()?).ok()?;
        let state = words.state()?;
        let count = words.next()?;
        let history: Option<Vec<Summary>> = (0..count).map(|_| words.summary()).collect();
        let whole = words.0.is_empty() && step < count;
        history.filter(|_| whole).map(|history| Self { journal, step, state, history })
    }

    /// What of this holds for a run at a step: nothing if it is not on the way there, and only the past if the future is another one.
    pub fn cut_for(mut self, journal: &Journal, step: u64) -> Option<Self> {
        let past =
            |journal: &Journal| journal.edits().iter().filter(|e| e.step < self.step).cloned().collect::<Vec<_>>();
        let same_past = self.journal.base() == journal.base() && past(&self.journal) == past(journal);
        if !same_past || self.step == 0 || self.step > step {
            return None;
        }
        if self.journal != *journal {
            self.history.truncate(self.step as usize);
        }
        Some(self)
    }
}

/// The snapshot of a run at a keyframe.
pub fn write(journal: &Journal, (step, state): (u64, &State), history: &[Summary]) -> Vec<u8> {
    let mut out = Out(vec![0; 8]);
    let text = share::write(journal, step);
    out.count(text.len());
    text.bytes().for_each(|byte| out.word(u64::from(byte)));
    out.state(state);
    out.count(history.len());
    history.iter().for_each(|summary| out.summary(summary));
    let check = hash(out.0[8..].iter().copied());
    out.0[..8].copy_from_slice(&check.to_le_bytes());
    out.0
}

/// Words on their way out.
struct Out(Vec<u8>);

impl Out {
    fn word(&mut self, word: u64) {
        self.0.extend_from_slice(&word.to_le_bytes());
    }

    fn count(&mut self, count: usize) {
        self.word(count as u64);
    }

    fn number(&mut self, number: f64) {
        self.word(number.to_bits());
    }

    fn maybe(&mut self, number: Option<f64>) {
        self.word(u64::from(number.is_some()));
        self.number(number.unwrap_or(0.0));
    }

    fn state(&mut self, state: &State) {
        // All fields by name, here and below, so that none can be forgotten.
        let State { towers, slots, updates, learned, memory } = state;
        let Learned { parameters, slots: own, updates: made } = learned;
        for lists in [towers, slots] {
            self.count(lists.len());
            lists.iter().for_each(|list| self.list(list));
        }
        [parameters, own.as_slice(), memory].into_iter().for_each(|list| self.list(list));
        [updates, made].into_iter().for_each(|n| self.word(*n));
    }

    fn list(&mut self, list: &[Matrix]) {
        self.count(list.len());
        for matrix in list {
            self.count(matrix.nrows());
            self.count(matrix.ncols());
            matrix.iter().for_each(|x| self.number(*x));
        }
    }

    fn summary(&mut self, summary: &Summary) {
        let Summary {
            loss,
            collapse_loss,
            active_loss,
            spread,
            gradient_norm,
            terms,
            active,
            tuples,
            hard,
            semi_hard,
            triplets,
            mean_positive,
            mean_negative,
            mean_pair,
            scale,
        } = summary;
        [loss, collapse_loss, active_loss, spread, gradient_norm].into_iter().for_each(|x| self.number(*x));
        [terms, active, tuples].into_iter().for_each(|n| self.count(*n));
        [hard, semi_hard, triplets].into_iter().for_each(|n| self.word(*n));
        [mean_positive, mean_negative, mean_pair, scale].into_iter().for_each(|x| self.maybe(*x));
    }
}

/// Words on their way in; `None` where there are no more, or they make no sense.
struct Words<'a>(&'a [u8]);

impl Words<'_> {
    fn next(&mut self) -> Option<u64> {
        let (word, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*word))
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.next()?).ok()
    }

    fn number(&mut self) -> Option<f64> {
        self.next().map(f64::from_bits)
    }

    fn maybe(&mut self) -> Option<Option<f64>> {
        let known = self.next()? == 1;
        Some(Some(self.number()?).filter(|_| known))
    }

    fn state(&mut self) -> Option<State> {
        let (towers, slots) = (self.lists()?, self.lists()?);
        let (parameters, own, memory) = (self.list()?.try_into().ok()?, self.list()?, self.list()?);
        let (updates, made) = (self.next()?, self.next()?);
        Some(State { towers, slots, updates, learned: Learned { parameters, slots: own, updates: made }, memory })
    }

    fn lists(&mut self) -> Option<Vec<Vec<Matrix>>> {
        (0..self.next()?).map(|_| self.list()).collect()
    }

    fn list(&mut self) -> Option<Vec<Matrix>> {
        (0..self.next()?).map(|_| self.matrix()).collect()
    }

    fn matrix(&mut self) -> Option<Matrix> {
        let (rows, columns) = (self.count()?, self.count()?);
        let size = rows.checked_mul(columns).filter(|size| *size <= self.0.len() / 8)?;
        let numbers: Option<Vec<f64>> = (0..size).map(|_| self.number()).collect();
        Some(Matrix::from_vec(rows, columns, numbers?))
    }

    fn summary(&mut self) -> Option<Summary> {
        Some(Summary {
            loss: self.number()?,
            collapse_loss: self.number()?,
            active_loss: self.number()?,
            spread: self.number()?,
            gradient_norm: self.number()?,
            terms: self.count()?,
            active: self.count()?,
            tuples: self.count()?,
            hard: self.next()?,
            semi_hard: self.next()?,
            triplets: self.next()?,
            mean_positive: self.maybe()?,
            mean_negative: self.maybe()?,
            mean_pair: self.maybe()?,
            scale: self.maybe()?,
        })
    }
}
