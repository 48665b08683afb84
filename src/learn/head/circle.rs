//! The unit circle, or the unit sphere of more dimensions: z = e/‖e‖, with ‖e‖ floored at 1e-12. A zero embedding has no direction; its
//! gradient is 0.
//!
//! ∂L/∂e = (g − z (z·g)) / ‖e‖: the gradient is tangent to the sphere.

use super::{DIMENSIONS, HeadSpec};
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};

const FLOOR: f64 = 1e-12;

/// The entry.
pub const SPEC: HeadSpec = HeadSpec {
    entry: Entry {
        id: "circle",
        name: "Unit circle or sphere",
        also_known_as: prose(&["hypersphere", "L2-normalised"]),
        gist: prose(
            "Every embedding is divided by its length. Only directions count. In 2 dimensions that leaves a circle, a one-dimensional world in which classes cannot pass one another; in 3, a globe.",
        ),
        formula: prose(r"z = \frac{e}{\lVert e\rVert}"),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet (§3: embeddings on the unit sphere)",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[DIMENSIONS],
    },
    words: "on [{dimensions|||the unit circle|the unit sphere|the unit sphere in # dimensions}]",
    unit: true,
    forward,
    backward,
};

fn forward(raw: &Matrix) -> Matrix {
    let mut unit = raw.clone();
    for mut column in unit.column_iter_mut() {
        let length = column.norm().max(FLOOR);
        column /= length;
    }
    unit
}

fn backward(raw: &Matrix, unit: &Matrix, gradient: &Matrix) -> Matrix {
    let mut result = gradient.clone();
    for ((mut g, z), e) in result.column_iter_mut().zip(unit.column_iter()).zip(raw.column_iter()) {
        let length = e.norm();
        if length <= FLOOR {
            g.fill(0.0);
        } else {
            let radial = g.dot(&z);
            g.axpy(-radial, &z, 1.0);
            g /= length;
        }
    }
    result
}
