//! Long tail: a few large classes and many small ones, as round clouds with random centres.
//!
//! The sizes fall in equal proportions: n_c = n · r^(−c/(C−1)), rounded, for ratio r (Cui, Jia, Lin, Song & Belongie 2019, §5.1).

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, classes, plain_names, spread, unseen};
use crate::learn::num::{Matrix, cos, pow, sin};
use crate::learn::random::{Rng, normal};
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, Scale, prose};
use std::f64::consts::TAU;

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "long-tail",
        name: "Long tail",
        also_known_as: prose(&["class imbalance"]),
        gist: prose(
            "Clouds of very different sizes: each class has fewer points than the one before it. The rare classes hardly count in a mean.",
        ),
        formula: prose(r"n_c = n\,r^{-c/(C-1)}"),
        citation: prose(Citation {
            text: "Cui, Jia, Lin, Song & Belongie 2019, Class-Balanced Loss Based on Effective Number of Samples",
            link: "https://arxiv.org/abs/1901.05555",
        }),
        params: &[
            classes(8.0, 20),
            ParamSpec {
                id: "largest",
                name: "largest class",
                symbol: "n",
                unit: "points",
                min: 1.0,
                max: 5000.0,
                default: 60.0,
                scale: Scale::Integer { from: 10, to: 200, by: 10 },
                follows: None,
                help: prose("How many points the largest class has."),
            },
            ParamSpec {
                id: "ratio",
                name: "ratio",
                symbol: "r",
                unit: "",
                min: 1.0,
                max: 1000.0,
                default: 20.0,
                scale: Scale::Log { from: 1.0, to: 100.0, zero: false },
                follows: None,
                help: prose("How many times as large as the smallest class the largest one is. At 1 all are equal."),
            },
            spread(0.2),
            LABEL_NOISE,
            HELD_OUT,
            unseen(20),
        ],
    },
    words: "[{classes||# cloud|# clouds of unequal size}]",
    pictures: false,
    build,
};

fn build(params: &Params, rng: &mut Rng) -> Dataset {
    let (classes, largest, spread) = (params.count("classes"), params.get("largest"), params.get("spread"));
    let share = |class: usize| pow(params.get("ratio"), -(class as f64) / (classes.max(2) - 1) as f64);
    let size = |class: usize| (largest * share(class)).round().max(1.0) as usize;
    let truth: Vec<usize> = (0..classes).flat_map(|class| vec![class; size(class)]).collect();
    let mut points = Matrix::zeros(2, truth.len());
    for (mut point, class) in points.column_iter_mut().zip(&truth) {
        let angle = TAU * *class as f64 / classes as f64;
        point[0] = cos(angle) + spread * normal(rng);
        point[1] = sin(angle) + spread * normal(rng);
    }
    Dataset::new(points, truth, plain_names(classes))
}
