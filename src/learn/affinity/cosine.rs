//! Cosine similarity: s = x·y / (‖x‖ ‖y‖), with lengths floored at 1e-12. Gradient (ŷ − x̂ s)/‖x‖, and 0 where either vector is 0.

use super::{AffinitySpec, Orientation, TINY, dot, fill};
use crate::learn::spec::{Citation, Entry};

/// The entry.
pub const SPEC: AffinitySpec = AffinitySpec {
    entry: Entry {
        id: "cosine",
        name: "Cosine similarity",
        also_known_as: &[],
        gist: "The cosine of the angle between two embeddings; their lengths do not matter. At unit length it is 1 − D/2 of the squared distance.",
        formula: r"s = \frac{x \cdot y}{\lVert x\rVert\,\lVert y\rVert}",
        citation: Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, SimCLR",
            link: "https://arxiv.org/abs/2002.05709",
        },
        params: &[],
    },
    orientation: Orientation::Similarity,
    at_coincidence: 1.0,
    diameter: 2.0,
    nearest_at_coincidence: true,
    chord: |distance| (2.0 * distance).max(0.0).sqrt(),
    value,
    column: |rows, y, into| fill(rows, y, into, value),
    add_gradient: |x, y, value, scale, into| {
        let (a, b) = (length(x), length(y));
        if a > TINY && b > TINY {
            for ((g, x), y) in into.iter_mut().zip(x).zip(y) {
                *g += scale * (y / b - x / a * value) / a;
            }
        }
    },
};

#[inline]
fn value(x: &[f64], y: &[f64]) -> f64 {
    dot::value(x, y) / (length(x).max(TINY) * length(y).max(TINY))
}

#[inline]
fn length(x: &[f64]) -> f64 {
    dot::value(x, x).sqrt()
}
