//! Encoders: from the features of a point to its raw embedding. All state is in plain matrices.

use super::num::Matrix;
use super::random::Rng;
use super::spec::{Entry, Params, has_entry};

mod identity;
mod linear;
mod mlp;
mod points;

pub use mlp::{Stage, network};

/// The input of an encoder: N points, by index and by features.
#[derive(Clone, Debug)]
pub struct Input {
    /// Their indices in the data set; free points are looked up by them. Empty for features that belong to no data set.
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

/// The record of a forward pass, for the backward pass (the *tape* of automatic differentiation).
#[derive(Clone, Debug)]
pub struct Tape {
    /// The values after each layer; the last are the raw embedding, outputs × N.
    pub layers: Vec<Matrix>,
}

impl Tape {
    /// The raw embedding: outputs × N.
    pub fn output(&self) -> &Matrix {
        self.layers.last().expect("a forward pass records at least its output")
    }
}

/// An encoder: a function with parameters, and its derivative.
///
/// # Who calls when
///
/// [`Self::start`] runs once per tower of the scheme, when a run starts, with a stream of its own. Each step calls [`Self::forward`] for
/// every side of the comparison and, if the side is trained, [`Self::backward`] with the record of that pass. Pictures and metrics call
/// [`Self::forward`] alone, also with features that are in no data set if [`Self::is_map`]. The optimizer moves the parameters; an encoder
/// keeps no state and never changes them.
///
/// # What must hold
///
/// * The parameters are a fixed list of matrices, perhaps an empty one, whose number and shapes depend only on how the encoder was built.
/// * [`Self::forward`] gives outputs × N, finite for finite parameters of usual size. A point is embedded the same whether alone or among
///   others, as far as rounding goes; a point that is in the input twice has two columns.
/// * [`Self::backward`] returns the slope of Σ gradient · output with respect to every parameter, in the shapes of the parameters; each
///   parameter has an effect. Points that occur twice add up.
/// * No point at all is valid: the output is outputs × 0, the gradient 0.
/// * The generator alone determines the start, and the input alone the rest, bit for bit; nothing panics. Fresh embeddings have a size of
///   order one.
///
/// `tests/learn/every/encoder.rs` checks these laws for every entry of [`LIST`], `tests/learn/chain_rule.rs` the gradient through the whole
/// pipeline.
///
/// # Example
///
/// A linear map, and the gradient of the sum of its outputs, which is the sum of the features:
///
/// ```
/// use pushpull_learn::encoder::{Input, LIST, Shape};
/// use pushpull_learn::num::Matrix;
/// use pushpull_learn::random::stream;
/// use pushpull_learn::spec::{Params, find};
///
/// let spec = find(LIST, "linear").unwrap();
/// let shape = Shape { features: 3, points: 2, outputs: 2 };
/// let encoder = (spec.build)(&Params::defaults(&spec.entry), shape);
/// let params = encoder.start(&mut stream(1, "start", 0));
/// let features = Matrix::from_column_slice(3, 2, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
/// let input = Input { indices: vec![0, 1], features };
///
/// let tape = encoder.forward(&params, &input);
/// assert_eq!(tape.output().shape(), (2, 2));
/// let gradients = encoder.backward(&params, &input, &tape, &Matrix::from_element(2, 2, 1.0));
/// assert_eq!(gradients[0].row(0).iter().copied().collect::<Vec<_>>(), [5.0, 7.0, 9.0]);
/// ```
pub trait Encoder {
    /// Fresh parameters.
    fn start(&self, rng: &mut Rng) -> Vec<Matrix>;
    /// Embeds the input: outputs × N.
    fn forward(&self, params: &[Matrix], input: &Input) -> Tape;
    /// Whether it is a function of the features, so that it can embed points that are in no data set.
    fn is_map(&self) -> bool {
        true
    }
    /// Whether a point's embedding is the point itself.
    fn is_identity(&self) -> bool {
        false
    }
    /// ∂L/∂params in the shapes of `params`, from ∂L/∂output (outputs × N).
    fn backward(&self, params: &[Matrix], input: &Input, tape: &Tape, gradient: &Matrix) -> Vec<Matrix>;
}

/// An entry of [`LIST`].
pub struct EncoderSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Makes the encoder.
    pub build: fn(&Params, Shape) -> Box<dyn Encoder>,
}
has_entry!(EncoderSpec, words);

/// All encoders, in the order of the menu.
pub static LIST: &[EncoderSpec] = &[points::SPEC, linear::SPEC, mlp::SPEC, identity::SPEC];

/// A rows × columns matrix of independent normal numbers with mean 0 and this standard deviation.
pub(super) fn gaussian(rng: &mut Rng, rows: usize, columns: usize, deviation: f64) -> Matrix {
    Matrix::from_fn(rows, columns, |_, _| deviation * super::random::normal(rng))
}
