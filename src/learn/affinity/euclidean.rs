//! Euclidean distance: d = ‖x − y‖. Gradient (x − y)/d, and 0 where d ≤ 1e-12.

use super::loops::{fill, pull};
use super::{AffinitySpec, Orientation, TINY, squared_euclidean};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: AffinitySpec = AffinitySpec {
    entry: Entry {
        id: "euclidean",
        name: "Distance",
        also_known_as: prose(&[]),
        gist: prose(
            "The plain distance. Under the triplet loss every active pair pulls or pushes with strength 1, however near it is.",
        ),
        formula: prose(r"d = \lVert x - y\rVert"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017 (§2: the plain distance trains more stably than its square)",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[],
    },
    words: "[plain distances]",
    orientation: Orientation::Distance,
    at_coincidence: 0.0,
    diameter: 2.0,
    nearest_at_coincidence: true,
    chord: |distance| distance,
    value,
    fill: |rows, references, into| fill(rows, references, into, value),
    pull_back: |compared| {
        pull(compared, |x, y, value, weight, to_x, to_y| {
            if value > TINY {
                squared_euclidean::add_gradient(x, y, 0.5 * weight / value, to_x, to_y);
            }
        })
    },
};

#[inline]
fn value(x: &[f64], y: &[f64]) -> f64 {
    squared_euclidean::value(x, y).sqrt()
}
