//! Adam: steps of about η in every coordinate, whatever the gradient's size. ε = 1e-8.

use super::{CLIP, Optimizer, OptimizerSpec, decay, learning_rate};
use crate::learn::num::{Matrix, pow};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: OptimizerSpec = OptimizerSpec {
    entry: Entry {
        id: "adam",
        name: "Adam",
        also_known_as: prose(&[]),
        gist: prose(
            "Each parameter has its own step length, set by its recent gradients. It keeps moving where gradients are tiny.",
        ),
        formula: prose(r"\theta \leftarrow \theta - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}"),
        citation: prose(Citation {
            text: "Kingma & Ba 2015, Adam: A Method for Stochastic Optimization",
            link: "https://arxiv.org/abs/1412.6980",
        }),
        params: &[
            learning_rate(0.005),
            decay(
                "beta1",
                "memory of g",
                "β₁",
                0.9,
                "What share of the gradient's moving average is kept at each step.",
            ),
            decay(
                "beta2",
                "memory of g²",
                "β₂",
                0.999,
                "What share of the squared gradient's moving average is kept at each step.",
            ),
            CLIP,
        ],
    },
    words: "[Adam] at a learning rate of [{lr}]",
    build: |params| Box::new(Adam { rate: params.get("lr"), first: params.get("beta1"), second: params.get("beta2") }),
};

const EPSILON: f64 = 1e-8;

struct Adam {
    rate: f64,
    first: f64,
    second: f64,
}

impl Optimizer for Adam {
    fn slots(&self) -> usize {
        2
    }

    fn update(&self, param: &mut Matrix, gradient: &Matrix, slots: &mut [Matrix], step: u64) {
        slots[0].zip_apply(gradient, |m, g| *m = self.first * *m + (1.0 - self.first) * g);
        slots[1].zip_apply(gradient, |v, g| *v = self.second * *v + (1.0 - self.second) * g * g);
        let unbias = |decay: f64| 1.0 - pow(decay, step as f64);
        let (first, second) = (unbias(self.first), unbias(self.second));
        for ((p, m), v) in param.iter_mut().zip(slots[0].iter()).zip(slots[1].iter()) {
            *p -= self.rate * (m / first) / ((v / second).sqrt() + EPSILON);
        }
    }
}
