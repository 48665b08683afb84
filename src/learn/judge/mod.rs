//! Judging a run: what is kept of each step, what a run's stretches are called, and what is said of it.

pub mod diagnosis;
pub mod episode;
pub mod summary;
