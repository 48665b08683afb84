//! The browser's edge: what the page can call. Thin: it turns lists and sessions into plain values and decides nothing.
//!
//! A refusal (a value that is not accepted) reaches JavaScript as an `Error` whose name is `Refusal`. Anything else thrown is a trap, after
//! which the page makes a new instance.

pub mod app;
#[cfg(feature = "bench")]
mod bench;
mod catalogue;
mod desk;
mod edit_point;
#[cfg(feature = "faults")]
mod fault;
mod framing;
mod glance;
mod hiding;
mod lesson;
mod link;
mod multiples;
mod paint;
mod panels;
mod panic;
mod redrawing;
mod refusal;
mod sliders;
mod slow;
mod value;
mod walking;
mod watch;
