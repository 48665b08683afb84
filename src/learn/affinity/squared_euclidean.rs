//! Squared Euclidean distance: D = ‖x − y‖², from differences (the Gram form loses half of the digits near collapse). Gradient 2(x − y).

use super::loops::{fill, pull};
use super::{AffinitySpec, Orientation};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: AffinitySpec = AffinitySpec {
    entry: Entry {
        id: "squared-euclidean",
        name: "Squared distance",
        also_known_as: prose(&[]),
        gist: prose(
            "The square of the distance, as in FaceNet. Far pairs act strongly and near pairs hardly at all, so the push fades where it is needed most.",
        ),
        formula: prose(r"D = \lVert x - y\rVert^2"),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3.1)",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[],
    },
    words: "[squared distances]",
    orientation: Orientation::Distance,
    at_coincidence: 0.0,
    diameter: 4.0,
    nearest_at_coincidence: true,
    chord: f64::sqrt,
    value,
    fill: |rows, references, into| fill(rows, references, into, value),
    pull_back: |compared| pull(compared, |x, y, _, weight, to_x, to_y| add_gradient(x, y, weight, to_x, to_y)),
};

#[inline]
pub(super) fn value(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[inline]
pub(super) fn add_gradient(x: &[f64], y: &[f64], weight: f64, to_x: &mut [f64], to_y: &mut [f64]) {
    for (((to_x, to_y), a), b) in to_x.iter_mut().zip(to_y).zip(x).zip(y) {
        let slope = 2.0 * weight * (a - b);
        *to_x += slope;
        *to_y -= slope;
    }
}
