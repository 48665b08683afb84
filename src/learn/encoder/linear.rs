//! Linear map: one matrix, no bias.

use super::{Encoder, EncoderSpec, Input, Shape, Tape, gaussian};
use crate::learn::num::Matrix;
use crate::learn::random::Rng;
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: EncoderSpec = EncoderSpec {
    entry: Entry {
        id: "linear",
        name: "Linear map",
        also_known_as: prose(&[]),
        gist: prose("One matrix. It can turn, stretch and shrink the data, but not bend it."),
        formula: prose(r"e = W x"),
        citation: FOLKLORE,
        params: &[],
    },
    words: "a [single matrix]",
    build: |_, shape| Box::new(Linear(shape)),
};

struct Linear(Shape);

impl Encoder for Linear {
    fn start(&self, rng: &mut Rng) -> Vec<Matrix> {
        vec![gaussian(rng, self.0.outputs, self.0.features, 1.0 / (self.0.features as f64).sqrt())]
    }

    fn forward(&self, params: &[Matrix], input: &Input) -> Tape {
        Tape { layers: vec![&params[0] * &input.features] }
    }

    fn backward(&self, _: &[Matrix], input: &Input, _: &Tape, gradient: &Matrix) -> Vec<Matrix> {
        vec![gradient * input.features.transpose()]
    }
}
