//! Looking at a step: the terms of a loss as expressions, forces, the pairs of one anchor, the anchor to follow, wrong labels among what was
//! mined, the step's effect on an anchor, a teacher in numbers, and what the points are worth to whoever knows their classes.

/// Larger batches are not looked at in every frame: it would take too long.
pub const MOST_ROWS: usize = 256;

pub mod account;
pub mod explain;
pub mod force;
pub mod glide;
pub mod lens;
pub mod mislabelled;
pub mod sight;
pub mod spotlight;
pub mod teacher;
pub mod worth;
