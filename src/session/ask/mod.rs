//! Questions about a run: conditions and for how long they have held, measures, claims, lessons, remedies, and the picks of every miner.

mod advice;
#[cfg(not(target_arch = "wasm32"))]
pub mod claim;
pub mod condition;
pub mod held;
#[cfg(not(target_arch = "wasm32"))]
pub mod lesson;
pub mod measure;
#[cfg(not(target_arch = "wasm32"))]
pub mod opening;
pub mod pick;
#[cfg(not(target_arch = "wasm32"))]
pub mod record;
pub mod rescue;
mod taught;
mod tried;
mod words;
