//! Following: a copy of a network whose parameters move slowly towards those of the network that is trained.

use crate::learn::num::Matrix;
use crate::learn::spec::{ParamSpec, Scale, prose};

/// How slowly.
pub const MOMENTUM: ParamSpec = ParamSpec {
    id: "momentum",
    name: "momentum",
    symbol: "m",
    unit: "",
    min: 0.0,
    max: 1.0,
    default: 0.99,
    scale: Scale::NearOne { to: 0.999 },
    follows: None,
    help: prose(
        "How much of the copy’s weights stays in each step; the rest comes from the network that is trained. With 0 the copy is that network.",
    ),
};

/// θ_k ← m θ_k + (1 − m) θ_q, for as many parameters as the copy has.
pub fn follow(copy: &mut [Matrix], trained: &[Matrix], momentum: f64) {
    for (key, query) in copy.iter_mut().zip(trained) {
        key.zip_apply(query, |k, q| *k = momentum * *k + (1.0 - momentum) * q);
    }
}
