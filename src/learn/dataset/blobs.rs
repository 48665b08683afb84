//! Blobs: round Gaussian clouds in the plane, with their centres evenly spaced on the unit circle.

use super::{DatasetSpec, HELD_OUT, LABEL_NOISE, along_curves, classes, per_class, spread, unseen};
use crate::learn::num::{cos, sin};
use crate::learn::spec::{Entry, FOLKLORE, prose};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "blobs",
        name: "Blobs",
        also_known_as: prose(&[]),
        gist: prose(
            "Round clouds whose centres stand evenly on the unit circle. The wider they are, the more they overlap.",
        ),
        formula: prose(r"x = (\cos\varphi_c, \sin\varphi_c) + \sigma\varepsilon,\quad \varphi_c = \frac{2\pi c}{C}"),
        citation: FOLKLORE,
        params: &[classes(4.0, 20), per_class(30.0, 5000), spread(0.2), LABEL_NOISE, HELD_OUT, unseen(20)],
    },
    words: "[{classes||# cloud|# clouds}]",
    pictures: false,
    build: |params, rng| {
        let classes = params.get("classes");
        along_curves(params, rng, |class, _| {
            let angle = TAU * class as f64 / classes;
            [cos(angle), sin(angle)]
        })
    },
};
