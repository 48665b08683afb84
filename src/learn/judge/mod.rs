//! Judging a run: what is kept of each step, the run's episodes, and the verdict.

pub mod diagnosis;
pub mod episode;
pub mod summary;
