//! Stochastic gradient descent: θ ← θ − η g.

use super::{CLIP, Optimizer, OptimizerSpec, learning_rate};
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: OptimizerSpec = OptimizerSpec {
    entry: Entry {
        id: "sgd",
        name: "SGD",
        also_known_as: prose(&[]),
        gist: prose("A step straight down the gradient of this batch. No memory."),
        formula: prose(r"\theta \leftarrow \theta - \eta g"),
        citation: prose(Citation {
            text: "Robbins & Monro 1951, A Stochastic Approximation Method",
            link: "https://doi.org/10.1214/aoms/1177729586",
        }),
        params: &[learning_rate(0.1), CLIP],
    },
    words: "[SGD] at a learning rate of [{lr}]",
    build: |params| Box::new(Sgd { rate: params.get("lr") }),
};

struct Sgd {
    rate: f64,
}

impl Optimizer for Sgd {
    fn update(&self, param: &mut Matrix, gradient: &Matrix, _: &mut [Matrix], _: u64) {
        param.zip_apply(gradient, |p, g| *p -= self.rate * g);
    }
}
