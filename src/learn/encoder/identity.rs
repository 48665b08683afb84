//! No encoder: a point is its own embedding. It has no parameters, so a step changes nothing.

use super::{Encoder, EncoderSpec, Input, Shape, Tape};
use crate::learn::num::Matrix;
use crate::learn::random::Rng;
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: EncoderSpec = EncoderSpec {
    entry: Entry {
        id: "identity",
        name: "No encoder",
        also_known_as: prose(&["identity map"]),
        gist: prose(
            "The embedding of a point is the point itself: its first features, filled up with zeros if it has too few. Nothing is trained, so nothing moves unless you move it. In the plane, you can drag points within the embedding.",
        ),
        formula: prose("e = x"),
        citation: FOLKLORE,
        params: &[],
    },
    words: "[no encoder]",
    build: |_, shape| Box::new(Identity(shape)),
};

struct Identity(Shape);

impl Encoder for Identity {
    fn start(&self, _: &mut Rng) -> Vec<Matrix> {
        vec![]
    }

    fn forward(&self, _: &[Matrix], input: &Input) -> Tape {
        Tape { layers: vec![input.features.clone().resize_vertically(self.0.outputs, 0.0)] }
    }

    fn is_identity(&self) -> bool {
        true
    }

    fn backward(&self, _: &[Matrix], _: &Input, _: &Tape, _: &Matrix) -> Vec<Matrix> {
        vec![]
    }
}
