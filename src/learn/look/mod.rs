//! Looking at a step: the terms of a loss as expressions, forces, one anchor's pairs, and what a step did to it.

pub mod account;
pub mod explain;
pub mod force;
pub mod lens;
pub mod sight;
