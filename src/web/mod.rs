//! The browser's edge: what the page can call. Thin: it turns lists and sessions into plain values and decides nothing.
//!
//! A refusal (a value that is not accepted) reaches JavaScript as an `Error` whose name is `Refusal`. Anything else thrown is a trap, after
//! which the page makes a new instance.

pub mod app;
#[cfg(feature = "bench")]
mod bench;
mod canvas;
mod catalogue;
mod controls;
mod desk;
mod edit_point;
#[cfg(feature = "faults")]
mod fault;
mod figures;
mod formula;
mod glance;
mod lens;
mod lesson;
mod letters;
mod multiples;
mod page_canvas;
mod panels;
mod panic;
mod pictures;
mod refusal;
mod sliders;
mod slow;
mod status;
mod strokes;
mod surface;
mod value;
mod view_state;
mod walking;
mod watch;
