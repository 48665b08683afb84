//! State: what the user chose, what happened since, and how to get back there. Nothing is drawn here, and no browser is known.

mod ask;
mod desk;
mod run;
mod text;

pub use crate::learn::judge::finding::LIST as FINDINGS;
pub use crate::learn::judge::summary::Summary;
pub use ask::condition::{Condition, Quantity, WORDS, Word};
pub use ask::held::Held;
pub use ask::measure::{At, Measure, OWN as MEASURES, Own, Place, Shown};
#[cfg(not(target_arch = "wasm32"))]
pub use ask::{claim, lesson, opening, record};
pub use ask::{pick, rescue};
pub use desk::Desk;
pub use desk::panel::{Branch, Losses, Panel};
pub use desk::waypoint::Waypoint;
pub use run::beginning::Beginning;
pub use run::journal::{Edit, MAX_STEPS};
pub use run::plan::{check, plan};
pub use run::points::{BACK, is_key as changes_a_point, label_key, place_key};
pub use run::samples::{Retrieval, Sample};
pub use run::session::Session;
pub use text::config::{Config, Room};
pub use text::outline::{BRANCHES, Outline, PANELS};
pub use text::preset::{LIST as PRESETS, OPENING, Preset};
pub use text::rooms::ROOMS;
pub use text::text_error::TextError;
pub use text::typed;
