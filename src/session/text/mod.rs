//! Texts: reading and writing runs, desks and their differences, and errors about texts that are not understood.

pub mod config;
pub mod difference;
pub mod outline;
pub mod preset;
pub mod rooms;
pub mod share;
pub mod text_error;
pub mod typed;
