//! Rings: concentric circles with radii 1.5/C, 3/C, … 1.5.

use super::{DatasetSpec, HELD_OUT, LABEL_NOISE, along_curves, classes, per_class, spread, unseen};
use crate::learn::num::{cos, sin};
use crate::learn::spec::{Citation, Entry, prose};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "rings",
        name: "Rings",
        also_known_as: prose(&[]),
        gist: prose(
            "Circles round one centre. All classes have the same mean, so a linear map can do nothing for them.",
        ),
        formula: prose(
            r"x = r_c\,(\cos\varphi, \sin\varphi) + \sigma\varepsilon,\quad r_c = \tfrac{3}{2}\,\tfrac{c + 1}{C}",
        ),
        citation: prose(Citation {
            text: "scikit-learn, make_circles (there for two classes)",
            link: "https://scikit-learn.org/stable/modules/generated/sklearn.datasets.make_circles.html",
        }),
        params: &[classes(3.0, 8), per_class(40.0, 5000), spread(0.05), LABEL_NOISE, HELD_OUT, unseen(8)],
    },
    words: "[{classes||# ring|# rings}]",
    pictures: false,
    build: |params, rng| {
        let classes = params.get("classes");
        along_curves(params, rng, |class, share| {
            let radius = 1.5 * (class as f64 + 1.0) / classes;
            [radius * cos(TAU * share), radius * sin(TAU * share)]
        })
    },
};
