//! The factor of cosines that CLIP and SigLIP learn: e^t, with t starting at ln 1/τ₀. It is at most 100: t is clipped after each update, as in
//! CLIP's paper, so that it may come back. SigLIP's has no such bound.

use crate::learn::loss::{Learns, Number};
use crate::learn::num::ln;
use crate::learn::spec::{ParamSpec, Params, Scale, prose};

/// The temperature at which training starts.
pub const fn temperature(default: f64) -> ParamSpec {
    ParamSpec {
        id: "temperature",
        name: "first temperature",
        symbol: "τ₀",
        unit: "",
        min: 0.01,
        max: 100.0,
        default,
        scale: Scale::Log { from: 0.01, to: 1.0, zero: false },
        follows: None,
        help: prose("What similarities are divided by at first. From there it is learned, on a logarithmic scale."),
    }
}

/// Its learning rate.
pub const RATE: ParamSpec = ParamSpec {
    id: "scale_lr",
    name: "temperature’s rate",
    symbol: "",
    unit: "",
    min: 0.0,
    max: f64::MAX,
    default: 0.1,
    scale: Scale::Log { from: 0.0001, to: 1.0, zero: true },
    follows: Some("optimizer.lr"),
    help: prose(
        "The learning rate of what this loss learns itself, which is moved by the same kind of optimizer as the encoder. It is that of the encoder until you set it. At 0, it stays as it is.",
    ),
};

/// The greatest factor.
const MOST: f64 = 100.0;

/// t, which is clipped.
pub fn clipped(params: &Params) -> Number {
    Number { start: -ln(params.get("temperature")), price: 0.0, most: ln(MOST) }
}

/// Numbers that are learned at this rate.
pub fn learned(params: &Params, numbers: Vec<Number>) -> Learns {
    Learns { numbers, rate: params.get(RATE.id), rate_id: RATE.id, ..Learns::default() }
}
