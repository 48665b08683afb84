//! Keyframes: states to return to. Seeking is the nearest keyframe before, and replay from there.
//!
//! Frames are kept at multiples of a stride, which doubles whenever they would take more than a fixed amount of memory.

use crate::learn::step::State;
use std::collections::BTreeMap;

/// How many numbers all keyframes may hold together: 16 MiB.
const BUDGET: usize = 2 << 20;

/// States by step.
#[derive(Debug)]
pub struct Timeline {
    frames: BTreeMap<u64, State>,
    stride: u64,
}

impl Timeline {
    /// A timeline that starts here; the first frame is never dropped.
    pub fn new(start: State) -> Self {
        Self { frames: BTreeMap::from([(0, start)]), stride: 16 }
    }

    /// Offers the state at which a step begins.
    pub fn record(&mut self, step: u64, state: &State) {
        if step.is_multiple_of(self.stride) && !self.frames.contains_key(&step) {
            self.frames.insert(step, state.clone());
            while self.frames.len() > 2 && self.frames.len() * size(state) > BUDGET {
                self.stride *= 2;
                let stride = self.stride;
                self.frames.retain(|step, _| step.is_multiple_of(stride));
            }
        }
    }

    /// Takes a state as a keyframe, whatever the stride.
    pub fn insert(&mut self, step: u64, state: State) {
        self.frames.insert(step, state);
    }

    /// The latest frame that is not after this step.
    pub fn before(&self, step: u64) -> (u64, &State) {
        let (step, state) = self.frames.range(..=step).next_back().expect("the frame of step 0 is always there");
        (*step, state)
    }

    /// Drops every frame after this step.
    pub fn forget_after(&mut self, step: u64) {
        self.frames.retain(|s, _| *s <= step);
    }
}

fn size(state: &State) -> usize {
    state.matrices().map(|m| m.len()).sum()
}
