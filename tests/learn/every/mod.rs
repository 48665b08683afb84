//! Laws of every entry of every list.

mod affinity;
mod dataset;
mod encoder;
mod entry;
mod loss;
mod metric;
mod miner;
mod objective;
mod optimizer;
mod sampler;
mod views;
