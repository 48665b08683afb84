//! Keyframes: states to return to. Seeking goes to the nearest keyframe before, and replays from there.
//!
//! Frames are kept at multiples of a stride, which doubles whenever they would exceed a fixed amount of memory.

use crate::learn::step::State;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The total size of all keyframes, in numbers: 16 MiB.
pub const BUDGET: usize = 2 << 20;

/// States by step. Runs with a common past share its frames.
#[derive(Clone, Debug)]
pub struct Timeline {
    frames: BTreeMap<u64, Rc<State>>,
    stride: u64,
    budget: usize,
}

impl Timeline {
    /// A timeline with a first frame, which is never dropped.
    pub fn new(start: State) -> Self {
        Self { frames: BTreeMap::from([(0, Rc::new(start))]), stride: 16, budget: BUDGET }
    }

    /// Offers the state at which a step begins.
    pub fn record(&mut self, step: u64, state: &State) {
        if step.is_multiple_of(self.stride) && !self.frames.contains_key(&step) {
            self.frames.insert(step, Rc::new(state.clone()));
            self.thin(size(state));
        }
    }

    /// Changes the total size, in numbers.
    pub fn keep_to(&mut self, budget: usize) {
        self.budget = budget;
        let largest = self.frames.values().map(|state| size(state)).max();
        self.thin(largest.unwrap_or(0));
    }

    /// Doubles the stride until frames of this size fit.
    fn thin(&mut self, size: usize) {
        while self.frames.len() > 2 && self.frames.len() * size > self.budget {
            self.stride *= 2;
            let stride = self.stride;
            self.frames.retain(|step, _| step.is_multiple_of(stride));
        }
    }

    /// Adds a keyframe, whatever the stride.
    pub fn insert(&mut self, step: u64, state: State) {
        self.frames.insert(step, Rc::new(state));
    }

    /// The latest frame at or before this step.
    pub fn before(&self, step: u64) -> (u64, &State) {
        let (step, state) = self.frames.range(..=step).next_back().expect("the frame of step 0 is always there");
        (*step, state.as_ref())
    }

    /// Drops every frame after this step.
    pub fn forget_after(&mut self, step: u64) {
        self.frames.retain(|s, _| *s <= step);
    }
}

fn size(state: &State) -> usize {
    state.matrices().map(|m| m.len()).sum()
}
