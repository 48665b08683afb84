//! Optimizers: gradients → new parameters. Their memory is in plain slots, so that it can be snapshotted.

use super::num::Matrix;
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry};

mod adam;
mod momentum;
mod sgd;

/// Moves parameters.
pub trait Optimizer {
    /// How many slots each parameter matrix has; all of them start at 0.
    fn slots(&self) -> usize {
        0
    }

    /// Moves one parameter matrix against its gradient. `slots` are this matrix's own; `step` counts from 1.
    fn update(&self, param: &mut Matrix, gradient: &Matrix, slots: &mut [Matrix], step: u64);
}

/// An entry of [`LIST`].
pub struct OptimizerSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Makes the optimizer.
    pub build: fn(&Params) -> Box<dyn Optimizer>,
}
has_entry!(OptimizerSpec);

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
        help: "How far each step goes along the gradient.",
    }
}

/// Every optimizer has it; the step applies it before the update.
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
    help: "A gradient longer than this is shortened to it before the step. 0 leaves every gradient as it is.",
};

/// A decay rate of a moving average, in [0, 1).
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
        help,
    }
}
