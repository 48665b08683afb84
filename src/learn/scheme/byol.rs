//! BYOL: from one view of a point a predictor guesses what a slowly following copy of the network makes of the other view. Nothing is a
//! negative; with cosine regression and all pairs this is its loss, in both directions. Labels are not read.
//!
//! 2N rows, 2N references: see [`super::predicted`]. After each step the copy's parameters become m θ_k + (1 − m) θ_q; it has no predictor. Without
//! the stop-gradient the copy is also moved by the gradient before it follows.

use super::follow::{MOMENTUM, follow};
use super::predicted::{PREDICTOR, STOP_GRADIENT, compare, predicting};
use super::{Comparison, Scheme, SchemeSpec, Tower};
use crate::learn::dataset::Dataset;
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};
use crate::learn::step::{State, Trace};
use crate::learn::views::Views;

/// The entry.
pub const SPEC: SchemeSpec = SchemeSpec {
    entry: Entry {
        id: "byol",
        name: "Predict a copy",
        also_known_as: prose(&["BYOL", "bootstrap your own latent"]),
        gist: prose(
            "No labels and no negatives: from one view of a point, a predictor guesses the embedding that a slowly following copy of the network gives to the other view.",
        ),
        formula: prose(
            r"q(f_\theta(x_1)) \to f_{\theta_k}(x_2),\quad \theta_k \leftarrow m\,\theta_k + (1 - m)\,\theta",
        ),
        citation: prose(Citation {
            text: "Grill et al. 2020, Bootstrap Your Own Latent: A New Approach to Self-Supervised Learning",
            link: "https://arxiv.org/abs/2006.07733",
        }),
        params: &[MOMENTUM, PREDICTOR, STOP_GRADIENT],
    },
    words: "a [copy’s view of each to predict]",
    build: |params| {
        Box::new(Byol {
            momentum: params.get("momentum"),
            predictor: params.count("predictor"),
            stops: params.count("stop_gradient") == 1,
        })
    },
};

struct Byol {
    momentum: f64,
    predictor: usize,
    stops: bool,
}

impl Scheme for Byol {
    fn towers(&self, _: &Dataset, dimensions: usize) -> Vec<Tower> {
        predicting(dimensions, self.predictor).chain([Tower::copy()]).collect()
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
        compare(batch, views, self.predictor, (1 + usize::from(self.predictor > 0), !self.stops))
    }

    fn after_update(&self, state: &mut State, _: &Dataset, _: &Trace) {
        let [trained, .., copy] = &mut state.towers[..] else { return };
        follow(copy, trained, self.momentum);
    }
}
