//! Looking at a step: the terms of a loss as expressions, forces, the pairs of one anchor, and the step's effect on it.

pub mod account;
pub mod explain;
pub mod force;
pub mod lens;
pub mod sight;
