//! SimSiam: from one view of a point a predictor guesses what the same network makes of the other view, which counts as given. Nothing is a
//! negative; with cosine regression in its cosine form and all pairs this is its loss, in both directions. Labels are not read.
//!
//! 2N rows, 2N references: see [`super::predicted`].

use super::predicted::{PREDICTOR, STOP_GRADIENT, compare, predicting};
use super::{Comparison, Scheme, SchemeSpec, Tower};
use crate::learn::dataset::Dataset;
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "simsiam",
        name: "Predict itself",
        also_known_as: prose(&["SimSiam"]),
        gist: prose(
            "No labels and no negatives: from one view of a point, a predictor guesses the embedding that the same network gives to the other view. The gradient does not reach that other view.",
        ),
        formula: prose(r"q(f_\theta(x_1)) \to \operatorname{stop}(f_\theta(x_2))"),
        citation: prose(Citation {
            text: "Chen & He 2021, Exploring Simple Siamese Representation Learning",
            link: "https://arxiv.org/abs/2011.10566",
        }),
        params: &[PREDICTOR, STOP_GRADIENT],
    },
    words: "the [other view of each to predict]",
    build: |params| {
        Box::new(SimSiam { predictor: params.count("predictor"), stops: params.count("stop_gradient") == 1 })
    },
};

struct SimSiam {
    predictor: usize,
    stops: bool,
}

impl Scheme for SimSiam {
    fn towers(&self, _: &Dataset, dimensions: usize) -> Vec<Tower> {
        predicting(dimensions, self.predictor).collect()
    }

    fn rows_of_each(&self) -> usize {
        2
    }

    fn reads_labels(&self) -> bool {
        false
    }

    fn predicts(&self) -> bool {
        true
    }

    fn compare(&self, _: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        compare(batch, views, self.predictor, (0, !self.stops))
    }
}
