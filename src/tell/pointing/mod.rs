//! Pointing: what pointers and keys refer to, in data and in words.

pub mod anchor;
pub mod drag;
pub mod pointed;
pub mod spot;
pub mod turning;
pub mod walk;
