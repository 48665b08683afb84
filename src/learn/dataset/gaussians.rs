//! Gaussians: round clouds in many dimensions with random centres; every coordinate of a centre is N(0, 1).
//!
//! The defaults are those of the lesson "random mining stalls": many classes, far apart, in ten dimensions.

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, classes, in_turn, per_class, plain_names, spread, unseen};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, normal};
use crate::learn::spec::{Entry, FOLKLORE, ParamSpec, Params, Scale, prose};

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "gaussians",
        name: "Gaussians",
        also_known_as: prose(&[]),
        gist: prose(
            "Round clouds in many dimensions, where random centres are far apart. In a plane, room has to be found for all of them.",
        ),
        formula: prose(r"x = \mu_c + \sigma\varepsilon,\quad \mu_c \sim N(0, I_D)"),
        citation: FOLKLORE,
        params: &[
            classes(20.0, 40),
            per_class(8.0, 100),
            spread(0.5),
            ParamSpec {
                id: "dimensions",
                name: "dimensions",
                symbol: "D",
                unit: "",
                min: 2.0,
                max: 64.0,
                default: 10.0,
                scale: Scale::Integer { from: 2, to: 64, by: 1 },
                follows: None,
                help: prose(
                    "How many features a point has. In more dimensions, random centres are farther apart, and all about equally far.",
                ),
            },
            LABEL_NOISE,
            HELD_OUT,
            unseen(40),
        ],
    },
    words: "[{classes||# cloud|# clouds} in {dimensions||# dimension|# dimensions}]",
    pictures: false,
    build,
};

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (classes, each, spread) = (params.count("classes"), params.count("per_class"), params.get("spread"));
    let dimensions = params.count("dimensions");
    let centres = Matrix::from_fn(dimensions, classes, |_, _| normal(rng));
    let points = Matrix::from_fn(dimensions, classes * each, |d, i| centres[(d, i / each)] + spread * normal(rng));
    Dataset::new(points, in_turn(classes, each), plain_names(classes))
}
