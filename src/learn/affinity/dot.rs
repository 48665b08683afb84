//! Dot product: s = x·y, the similarity of the N-pair paper. Gradient y.

use super::loops::{fill, pull};
use super::{AffinitySpec, Orientation};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: AffinitySpec = AffinitySpec {
    entry: Entry {
        id: "dot",
        name: "Dot product",
        also_known_as: prose(&[]),
        gist: prose("Direction and length count together: a longer vector is more similar to everything on its side."),
        formula: prose(r"s = x \cdot y"),
        citation: prose(Citation {
            text: "Sohn 2016, Improved Deep Metric Learning with Multi-class N-pair Loss Objective",
            link: "https://proceedings.neurips.cc/paper/2016/hash/6b180037abbebea991d8b1232f8a8ca9-Abstract.html",
        }),
        params: &[],
    },
    words: "[dot products]",
    orientation: Orientation::Similarity,
    at_coincidence: 1.0,
    diameter: 2.0,
    nearest_at_coincidence: false,
    chord: |distance| (2.0 * distance).max(0.0).sqrt(),
    value,
    fill: |rows, references, into| fill(rows, references, into, value),
    pull_back: |compared| {
        pull(compared, |x, y, _, weight, to_x, to_y| {
            for (((to_x, to_y), a), b) in to_x.iter_mut().zip(to_y).zip(x).zip(y) {
                *to_x += weight * b;
                *to_y += weight * a;
            }
        })
    },
};

#[inline]
pub(super) fn value(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}
