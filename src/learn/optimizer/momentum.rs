//! Momentum (heavy ball, as in PyTorch): v ← μ v + g; θ ← θ − η v.

use super::{CLIP, Optimizer, OptimizerSpec, decay, learning_rate};
use crate::learn::num::Matrix;
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: OptimizerSpec = OptimizerSpec {
    entry: Entry {
        id: "momentum",
        name: "Momentum",
        also_known_as: prose(&[]),
        gist: prose("SGD with inertia: steps in one direction add up, steps to and fro cancel out."),
        formula: prose(r"v \leftarrow \mu v + g,\quad \theta \leftarrow \theta - \eta v"),
        citation: prose(Citation {
            text: "Polyak 1964, Some methods of speeding up the convergence of iteration methods",
            link: "https://doi.org/10.1016/0041-5553(64)90137-5",
        }),
        params: &[
            learning_rate(0.01),
            decay("momentum", "momentum", "μ", 0.9, "What share of the last step's velocity is kept."),
            CLIP,
        ],
    },
    words: "[momentum] at a learning rate of [{lr}]",
    build: |params| Box::new(Momentum { rate: params.get("lr"), keep: params.get("momentum") }),
};

struct Momentum {
    rate: f64,
    keep: f64,
}

impl Optimizer for Momentum {
    fn slots(&self) -> usize {
        1
    }

    fn update(&self, param: &mut Matrix, gradient: &Matrix, slots: &mut [Matrix], _: u64) {
        slots[0].zip_apply(gradient, |v, g| *v = self.keep * *v + g);
        param.zip_apply(&slots[0], |p, v| *p -= self.rate * v);
    }
}
