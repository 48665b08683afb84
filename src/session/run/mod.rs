//! A run: its journal, the states that follow from it, and the way to any step.

pub mod beginning;
mod change;
mod derived;
mod edit_words;
mod gliding;
pub mod journal;
mod of_all;
mod open;
pub mod plan;
pub mod points;
pub mod samples;
pub mod session;
pub mod snapshot;
mod split;
pub mod timeline;
