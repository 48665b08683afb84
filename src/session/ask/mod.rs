//! Questions about a run: conditions, measures, claims, lessons, remedies, and the picks of every miner.

#[cfg(not(target_arch = "wasm32"))]
pub mod claim;
pub mod condition;
#[cfg(not(target_arch = "wasm32"))]
pub mod lesson;
pub mod measure;
pub mod pick;
pub mod rescue;
