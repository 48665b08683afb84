//! Pushpull: how machines learn similarity, one training step at a time.
//!
//! The layers, each of which may use only itself and those to its right (a test checks this):
//!
//! ```text
//! www → web → draw → tell → session → learn
//! ```
//!
//! * [`learn`]: numbers. No browser, no pictures, no clock, no files, no global randomness.
//! * [`session`]: state. What the user chose, what happened since, and how to get back there.
//! * [`tell`]: what can be said, pointed at, moved and chosen in a session, as plain data.
//! * [`draw`]: pictures of a session on any plotters backend.
//! * `web`: the browser's edge, compiled for `wasm32` only.

pub mod bench;
pub mod draw;
pub mod session;
pub mod tell;
#[doc(inline)]
pub use pushpull_learn as learn;
#[cfg(target_arch = "wasm32")]
pub mod web;
