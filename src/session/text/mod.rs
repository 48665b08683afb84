//! Texts: how a run, a desk and their differences are written and read, and what is said of a text that is not understood.

pub mod config;
pub mod difference;
mod edit_words;
pub mod outline;
pub mod preset;
pub mod rooms;
pub mod share;
pub mod text_error;
