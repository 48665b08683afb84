//! Blobs: round Gaussian clouds in the plane, their centres evenly on the unit circle.

use super::{Dataset, DatasetSpec, LABEL_NOISE, classes, per_class, plain_names, spread};
use crate::learn::num::{Matrix, cos, sin};
use crate::learn::random::{Rng, normal};
use crate::learn::spec::{Entry, FOLKLORE, Params};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "blobs",
        name: "Blobs",
        gist: "Round clouds whose centres stand evenly on the unit circle. Easy to tell apart until they overlap.",
        formula: r"x = (\cos\varphi_c, \sin\varphi_c) + \sigma\varepsilon,\quad \varphi_c = \frac{2\pi c}{C}",
        citation: FOLKLORE,
        params: &[classes(4.0, 20), per_class(30.0), spread(0.2), LABEL_NOISE],
    },
    build,
};

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (classes, each, spread) = (params.count("classes"), params.count("per_class"), params.get("spread"));
    let mut points = Matrix::zeros(2, classes * each);
    for (i, mut point) in points.column_iter_mut().enumerate() {
        let angle = TAU * (i / each) as f64 / classes as f64;
        point[0] = cos(angle) + spread * normal(rng);
        point[1] = sin(angle) + spread * normal(rng);
    }
    Dataset::new(points, (0..classes * each).map(|i| i / each).collect(), plain_names(classes))
}
