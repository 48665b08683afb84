//! Subclasses: every class consists of several round clouds, and labels name the class alone.
//!
//! The clouds of all classes stand in turn on the unit circle, so the neighbours of a cloud belong to other classes. Which cloud a point is
//! from is its subclass: a metric knows it, training does not.

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, classes, in_turn, per_class, plain_names, spread, unseen};
use crate::learn::num::{Matrix, cos, sin};
use crate::learn::random::{Rng, normal};
use crate::learn::spec::{Entry, FOLKLORE, ParamSpec, Params, Scale, prose};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "subclasses",
        name: "Subclasses",
        also_known_as: prose(&["coarse labels"]),
        gist: prose(
            "Each class consists of several clouds, which take turns on a circle. Labels name only the class; training is not told from which cloud a point comes.",
        ),
        formula: prose(r"x = (\cos\varphi_k, \sin\varphi_k) + \sigma\varepsilon,\quad y = k \bmod C"),
        citation: FOLKLORE,
        params: &[
            classes(2.0, 8),
            per_class(60.0, 5000),
            ParamSpec {
                id: "clouds",
                name: "clouds of each",
                symbol: "S",
                unit: "",
                min: 1.0,
                max: 8.0,
                default: 3.0,
                scale: Scale::Integer { from: 1, to: 8, by: 1 },
                follows: None,
                help: prose("How many clouds each class consists of."),
            },
            spread(0.1),
            LABEL_NOISE,
            HELD_OUT,
            unseen(8),
        ],
    },
    words: "[{classes||# class|# classes} of {clouds||# cloud|# clouds} each]",
    pictures: false,
    build,
};

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (classes, each, spread) = (params.count("classes"), params.count("per_class"), params.get("spread"));
    let clouds = params.count("clouds");
    let subclasses: Vec<usize> = (0..classes * each).map(|i| i % each % clouds * classes + i / each).collect();
    let mut points = Matrix::zeros(2, classes * each);
    for (mut point, cloud) in points.column_iter_mut().zip(&subclasses) {
        let angle = TAU * *cloud as f64 / (classes * clouds) as f64;
        point[0] = cos(angle) + spread * normal(rng);
        point[1] = sin(angle) + spread * normal(rng);
    }
    Dataset { subclasses, ..Dataset::new(points, in_turn(classes, each), plain_names(classes)) }
}
