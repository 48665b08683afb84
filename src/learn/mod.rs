//! Numbers: one training step of a metric-learning system, from data set to optimizer.
//!
//! Each arrow of the pipeline is a folder with a trait, a static list of entries and one file per entry:
//!
//! ```text
//! dataset → sampler → views → scheme → encoder → head → affinity → miner → loss → reduction → optimizer
//! ```
//!
//! Each trait's documentation states its contract, with an example. Nothing here knows of a browser, a picture, a clock, a file or a global
//! random source.

// The files of this package (see its Cargo.toml) use the same paths as every other file.
extern crate self as learn;

pub mod affinity;
pub mod ball;
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
pub mod objective;
pub mod optimizer;
pub mod order;
pub mod pair_matrix;
pub mod principal;
mod prose;
pub mod random;
pub mod reduction;
pub mod relating;
pub mod sampler;
pub mod scheme;
pub mod spec;
pub mod step;
pub mod views;
pub mod words;
