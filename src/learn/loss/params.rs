//! Parameters that several losses have: margin, sharpness, temperature.

use crate::learn::spec::{ParamSpec, Scale, prose};

/// A margin.
pub const fn margin(default: f64, help: &'static str) -> ParamSpec {
    ParamSpec {
        id: "margin",
        name: "margin",
        symbol: "m",
        unit: "distance",
        min: 0.0,
        max: 100.0,
        default,
        scale: Scale::Linear { from: 0.05, to: 2.0, by: 0.05 },
        follows: None,
        help: prose(help),
    }
}

/// The factor of an exponent: how sharply a softmax or a log-sum-exp distinguishes its members.
pub const fn sharpness(
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
        min: 0.001,
        max: 1000.0,
        default,
        scale: Scale::Log { from: 0.5, to: 200.0, zero: false },
        follows: None,
        help: prose(help),
    }
}

/// A temperature.
pub const fn temperature(default: f64, help: &'static str) -> ParamSpec {
    ParamSpec {
        id: "temperature",
        name: "temperature",
        symbol: "τ",
        unit: "",
        min: 0.001,
        max: 100.0,
        default,
        scale: Scale::Log { from: 0.01, to: 2.0, zero: false },
        follows: None,
        help: prose(help),
    }
}
