//! A run: the journal of what was set, the state that follows from it, and the way to any of its steps.

mod change;
mod derived;
pub mod journal;
pub mod plan;
pub mod points;
pub mod samples;
pub mod session;
pub mod snapshot;
pub mod timeline;
