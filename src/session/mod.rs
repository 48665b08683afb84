//! State: what the user chose, what happened since, and how to get back there. No drawing, no browser.

mod change;
#[cfg(not(target_arch = "wasm32"))]
pub mod claim;
mod condition;
mod config;
mod derived;
mod desk;
mod desk_changes;
mod desk_stop;
mod desk_undo;
mod difference;
mod edit_words;
mod journal;
#[cfg(not(target_arch = "wasm32"))]
pub mod lesson;
mod measure;
mod outline;
mod panel;
pub mod pick;
mod plan;
mod points;
mod preset;
pub mod rescue;
mod rooms;
mod samples;
#[allow(clippy::module_inception, reason = "the room's main file is the session itself")]
mod session;
mod share;
mod snapshot;
mod text_error;
mod timeline;
mod undo;
mod waypoint;

pub use crate::learn::summary::Summary;
pub use condition::{Condition, Quantity, WORDS, Word};
pub use config::Config;
pub use desk::Desk;
pub use journal::Edit;
pub use measure::{At, Measure, OWN as MEASURES, Own};
pub use outline::{BRANCHES, Outline, PANELS};
pub use panel::{Branch, Losses, Panel};
pub use plan::{check, plan};
pub use points::{BACK, is_key as changes_a_point, label_key, place_key};
pub use preset::{LIST as PRESETS, Preset, PresetClaim};
pub use rooms::{ROOMS, Room};
pub use samples::{Retrieval, Sample};
pub use session::{MAX_STEPS, Session};
pub use text_error::TextError;
pub use waypoint::Waypoint;
