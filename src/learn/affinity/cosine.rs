//! Cosine similarity: s = x·y / (‖x‖ ‖y‖), with lengths floored at 1e-12. Gradient (ŷ − x̂ s)/‖x‖, and 0 where either vector is 0.

use super::loops::{Compared, Gradients, fill, pull};
use super::{AffinitySpec, Orientation, TINY, dot};
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: AffinitySpec = AffinitySpec {
    entry: Entry {
        id: "cosine",
        name: "Cosine similarity",
        also_known_as: prose(&[]),
        gist: prose(
            "The cosine of the angle between two embeddings; their lengths do not matter. At unit length it is 1 − D/2 of the squared distance.",
        ),
        formula: prose(r"s = \frac{x \cdot y}{\lVert x\rVert\,\lVert y\rVert}"),
        citation: prose(Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, SimCLR",
            link: "https://arxiv.org/abs/2002.05709",
        }),
        params: &[],
    },
    words: "[cosine similarities]",
    orientation: Orientation::Similarity,
    at_coincidence: 1.0,
    diameter: 2.0,
    nearest_at_coincidence: true,
    chord: |distance| (2.0 * distance).max(0.0).sqrt(),
    value,
    fill: |rows, references, into| fill(&measured(rows), &measured(references), into, quotient),
    pull_back,
};

#[inline]
fn value(x: &[f64], y: &[f64]) -> f64 {
    dot::value(x, y) / (length(x).max(TINY) * length(y).max(TINY))
}

#[inline]
fn length(x: &[f64]) -> f64 {
    dot::value(x, x).sqrt()
}

/// Points with their floored length as an extra coordinate: (d+1)×N. Each length is computed once, not once per pair.
fn measured(points: &Matrix) -> Matrix {
    let mut measured = points.clone().insert_row(points.nrows(), 0.0);
    for mut x in measured.column_iter_mut() {
        let (length, coordinates) = x.as_mut_slice().split_last_mut().expect("there is the length");
        *length = self::length(coordinates).max(TINY);
    }
    measured
}

/// [`value`] of measured points.
#[inline]
fn quotient(x: &[f64], y: &[f64]) -> f64 {
    let d = x.len() - 1;
    dot::value(&x[..d], &y[..d]) / (x[d] * y[d])
}

/// The chain rule over directions, each computed once per point.
fn pull_back(compared: &Compared) -> Gradients {
    let rows = &directions(compared.rows);
    let references = &directions(compared.references);
    let compared_directions = Compared { rows, references, ..*compared };
    let (to_rows, to_references) = pull(&compared_directions, |x, y, value, weight, to_x, to_y| {
        let d = x.len() - 1;
        if x[d] > TINY && y[d] > TINY {
            for k in 0..d {
                to_x[k] += weight * (y[k] - x[k] * value) / x[d];
                to_y[k] += weight * (x[k] - y[k] * value) / y[d];
            }
        }
    });
    let d = compared.rows.nrows();
    (to_rows.remove_row(d), to_references.remove_row(d))
}

/// Points divided by their length, with the length as an extra coordinate: (d+1)×N.
fn directions(points: &Matrix) -> Matrix {
    let mut directions = points.clone().insert_row(points.nrows(), 0.0);
    for mut x in directions.column_iter_mut() {
        let (length, coordinates) = x.as_mut_slice().split_last_mut().expect("there is the length");
        *length = self::length(coordinates);
        coordinates.iter_mut().for_each(|c| *c /= *length);
    }
    directions
}
