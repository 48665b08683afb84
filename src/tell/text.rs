//! Numbers as texts of a picture.

pub use crate::learn::words::short;
