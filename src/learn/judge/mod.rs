//! Judging a run: what is kept of each step, what was said of each, the run's episodes, and the verdict.

pub mod course;
pub mod diagnosis;
pub mod episode;
pub mod evidence;
pub mod finding;
pub mod glimpse;
pub mod past;
pub mod summary;
pub mod unlabelled;
