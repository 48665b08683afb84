//! Parameters that the losses with proxies share.

use crate::learn::loss::{Learns, Proxies};
use crate::learn::spec::{ParamSpec, Params, Scale, prose};

/// The learning rate of the proxies.
pub const RATE: ParamSpec = ParamSpec {
    id: "proxy_lr",
    name: "proxies’ rate",
    symbol: "",
    unit: "",
    min: 0.0,
    max: f64::MAX,
    default: 0.1,
    scale: Scale::Log { from: 0.0001, to: 10.0, zero: true },
    follows: Some("optimizer.lr"),
    help: prose(
        "The learning rate of the proxies, which are moved by the same kind of optimizer as the encoder. It is that of the encoder until you set it; papers often take a higher one. At 0, the proxies stay where they are. Their gradients are not clipped.",
    ),
};

/// Proxies that the gradient moves, at the learning rate above.
pub fn learned(params: &Params) -> Learns {
    Learns { proxies: Proxies::Gradient, numbers: vec![], rate: params.get(RATE.id), rate_id: RATE.id }
}

/// The factor of cosines or distances before the softmax.
pub const SCALE: ParamSpec = ParamSpec {
    id: "scale",
    name: "scale",
    symbol: "κ",
    unit: "",
    min: 0.001,
    max: 1000.0,
    default: 1.0,
    scale: Scale::Log { from: 1.0, to: 100.0, zero: false },
    follows: None,
    help: prose(
        "The factor by which cosines are multiplied before the softmax. The paper takes 64 for thousands of faces; for four classes on a circle, of which one label in five is wrong, 1 does better.",
    ),
};
