//! Pointing: what a pointer or a key means, and what is said of it.

pub mod drag;
pub mod pointed;
pub mod spot;
pub mod turning;
pub mod walk;
