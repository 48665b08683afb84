//! Encoders: from the features of a point to its raw embedding. All state is in plain matrices.

use super::num::Matrix;
use super::random::Rng;
use super::spec::{Entry, Params, has_entry};

mod linear;
mod mlp;
mod points;

/// What an encoder reads: N points, by index and by features.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which points of the data set they are; the table of free points looks them up.
    pub indices: Vec<usize>,
    /// Their features as columns: features × N.
    pub features: Matrix,
}

/// The sizes that an encoder is built for.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The number of features of a point.
    pub features: usize,
    /// The number of points of the data set.
    pub points: usize,
    /// The number of coordinates of an embedding.
    pub outputs: usize,
}

/// What the forward pass leaves behind for the backward pass.
#[derive(Clone, Debug)]
pub struct Tape {
    /// The values after each layer; the last one is the raw embedding, outputs × N.
    pub layers: Vec<Matrix>,
}

impl Tape {
    /// The raw embedding: outputs × N.
    pub fn output(&self) -> &Matrix {
        self.layers.last().expect("a forward pass records at least its output")
    }
}

/// A function with parameters, and its derivative.
pub trait Encoder {
    /// Fresh parameters.
    fn start(&self, rng: &mut Rng) -> Vec<Matrix>;
    /// Embeds the input.
    fn forward(&self, params: &[Matrix], input: &Input) -> Tape;
    /// Whether it is a function of the features, so that it also embeds what is in no data set.
    fn is_map(&self) -> bool {
        true
    }
    /// ∂L/∂params from ∂L/∂output (outputs × N), in the shapes of `params`.
    fn backward(&self, params: &[Matrix], input: &Input, tape: &Tape, gradient: &Matrix) -> Vec<Matrix>;
}

/// An entry of [`LIST`].
pub struct EncoderSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Makes the encoder.
    pub build: fn(&Params, Shape) -> Box<dyn Encoder>,
}
has_entry!(EncoderSpec);

/// All encoders, in the order of the menu.
pub static LIST: &[EncoderSpec] = &[points::SPEC, linear::SPEC, mlp::SPEC];

/// A rows × columns matrix of normal numbers with this standard deviation.
fn gaussian(rng: &mut Rng, rows: usize, columns: usize, deviation: f64) -> Matrix {
    Matrix::from_fn(rows, columns, |_, _| deviation * super::random::normal(rng))
}
