//! Pure numbers: one training step of a metric-learning system, from data set to optimizer.
//!
//! Each folder is one arrow of the pipeline and holds a trait, a static list of entries and one file per entry:
//!
//! ```text
//! dataset → sampler → scheme → encoder → head → affinity → miner → loss → reduction → optimizer
//! ```
//!
//! Invariant: nothing here knows of a browser, a picture, a clock, a file or a global random source.

// A package of its own (see Cargo.toml here) whose files name each other as everyone else names them.
extern crate self as learn;

pub mod affinity;
pub mod arc;
mod buckets;
pub mod chain;
pub mod compare;
pub mod dataset;
pub mod encoder;
pub mod head;
pub mod judge;
pub mod look;
pub mod loss;
pub mod metric;
pub mod miner;
pub mod misfit;
pub mod num;
pub mod optimizer;
pub mod order;
pub mod pair_matrix;
pub mod principal;
pub mod random;
pub mod reduction;
pub mod sampler;
pub mod scheme;
pub mod spec;
pub mod step;
pub mod words;
