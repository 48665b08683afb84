//! Optimizers: gradients → new parameters. Their memory is in plain slots, so that snapshots can store it.

use super::num::Matrix;
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry, prose};

mod adam;
mod momentum;
mod sgd;

/// An optimizer: moves parameters against their gradient.
///
/// After each step's gradient is known and clipped, [`Pipeline::update`](crate::learn::step::Pipeline::update) calls [`Self::update`] once
/// per parameter matrix; a tower that is not trained is skipped. All memory is in the slots, which start at 0, so that a copied state
/// continues with the same bits. Coordinates are independent, a gradient of 0 on fresh slots moves nothing, and neither does a learning
/// rate of 0. If the gradient is not finite the result need not be either: the step is then refused. `tests/learn/every/optimizer.rs` checks
/// this.
pub trait Optimizer {
    /// The number of slots per parameter matrix, each of the same shape as the matrix.
    fn slots(&self) -> usize {
        0
    }

    /// Moves one parameter matrix. `slots` belong to this matrix; `step` counts its updates from 1.
    fn update(&self, param: &mut Matrix, gradient: &Matrix, slots: &mut [Matrix], step: u64);
}

/// An entry of [`LIST`].
pub struct OptimizerSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Makes the optimizer.
    pub build: fn(&Params) -> Box<dyn Optimizer>,
}
has_entry!(OptimizerSpec, words);

/// All optimizers, in the order of the menu.
pub static LIST: &[OptimizerSpec] = &[sgd::SPEC, momentum::SPEC, adam::SPEC];

/// The learning rate.
const fn learning_rate(default: f64) -> ParamSpec {
    ParamSpec {
        id: "lr",
        name: "learning rate",
        symbol: "η",
        unit: "",
        min: 0.0,
        max: f64::MAX,
        default,
        scale: Scale::Log { from: 0.0001, to: 10.0, zero: false },
        follows: None,
        help: prose("How far each step goes for a gradient of a given length."),
    }
}

/// A parameter of every optimizer; the step applies it before the update.
pub const CLIP: ParamSpec = ParamSpec {
    id: "clip",
    name: "clip gradient",
    symbol: "",
    unit: "",
    min: 0.0,
    max: 1e6,
    default: 0.0,
    scale: Scale::Log { from: 0.01, to: 100.0, zero: true },
    follows: None,
    help: prose("A gradient longer than this is shortened to it before the step. 0 leaves every gradient as it is."),
};

/// The decay rate of a moving average, in [0, 1).
const fn decay(
    id: &'static str,
    name: &'static str,
    symbol: &'static str,
    default: f64,
    help: &'static str,
) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol,
        unit: "",
        min: 0.0,
        max: 0.9999,
        default,
        scale: Scale::NearOne { to: 0.9999 },
        follows: None,
        help: prose(help),
    }
}
