//! Multi-layer perceptron: hidden layers of equal width, a linear last layer.
//!
//! Parameters: W₁, b₁, W₂, b₂, …. Initial values as in He et al. 2015 for the hidden layers (W ~ N(0, 2/inputs), b ~ N(0, 0.3²)) and
//! W ~ N(0, 1/inputs), b = 0 for the last; if they are to be alike, a tenth of that W, and b of length 1 in a random direction.

use super::{Encoder, EncoderSpec, Input, Shape, Tape, gaussian};
use crate::learn::num::{Matrix, tanh};
use crate::learn::random::Rng;
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, Scale, prose};

/// The entry.
pub const SPEC: EncoderSpec = EncoderSpec {
    entry: Entry {
        id: "mlp",
        name: "Neural network",
        also_known_as: prose(&[]),
        gist: prose(
            "A small network that all points share: moving one point drags the others along. This is what can bend the plane, generalise, and collapse.",
        ),
        formula: prose(r"e = W_2\,\phi(W_1 x + b_1) + b_2"),
        citation: prose(Citation {
            text: "He, Zhang, Ren & Sun 2015, Delving Deep into Rectifiers (initial weights)",
            link: "https://arxiv.org/abs/1502.01852",
        }),
        params: &[
            ParamSpec {
                id: "width",
                name: "width",
                symbol: "",
                unit: "units",
                min: 1.0,
                max: 128.0,
                default: 32.0,
                scale: Scale::Integer { from: 4, to: 128, by: 4 },
                follows: None,
                help: prose("How many units each hidden layer has."),
            },
            ParamSpec {
                id: "depth",
                name: "hidden layers",
                symbol: "",
                unit: "layers",
                min: 1.0,
                max: 3.0,
                default: 1.0,
                scale: Scale::Integer { from: 1, to: 3, by: 1 },
                follows: None,
                help: prose("How many hidden layers there are."),
            },
            ParamSpec {
                id: "activation",
                name: "activation",
                symbol: "φ",
                unit: "",
                min: 0.0,
                max: 1.0,
                default: 0.0,
                scale: Scale::Choice(&["relu", "tanh"]),
                follows: None,
                help: prose(
                    "How each hidden unit bends its input: relu cuts it off below zero, tanh levels off at both ends.",
                ),
            },
            ParamSpec {
                id: "start",
                name: "start",
                symbol: "",
                unit: "",
                min: 0.0,
                max: 1.0,
                default: 0.0,
                scale: Scale::Choice(&["usual", "alike"]),
                follows: None,
                help: prose(
                    "How the last layer begins. Alike: with a tenth of the usual weights and one bias of length 1, so that all points begin near one place.",
                ),
            },
        ],
    },
    words: "a [small network]",
    build,
};

/// An activation function, with its derivative as a function of its value.
struct Activation {
    value: fn(f64) -> f64,
    slope: fn(f64) -> f64,
}

/// One for each word of the parameter.
const ACTIVATIONS: [Activation; 2] = [
    Activation { value: |x| x.max(0.0), slope: |y| if y > 0.0 { 1.0 } else { 0.0 } },
    Activation { value: tanh, slope: |y| 1.0 - y * y },
];

fn build(params: &Params, shape: Shape) -> Box<dyn Encoder> {
    let mut sizes = vec![shape.features];
    sizes.extend(std::iter::repeat_n(params.count("width"), params.count("depth")));
    sizes.push(shape.outputs);
    Box::new(Mlp { sizes, activation: &ACTIVATIONS[params.count("activation")], alike: params.count("start") == 1 })
}

/// A network with one hidden layer of this width, cut off below zero.
pub fn network(features: usize, width: usize, outputs: usize) -> Box<dyn Encoder> {
    Box::new(Mlp::shallow(features, width, outputs))
}

struct Mlp {
    sizes: Vec<usize>,
    activation: &'static Activation,
    /// Whether all points begin near one place.
    alike: bool,
}

impl Encoder for Mlp {
    fn start(&self, rng: &mut Rng) -> Vec<Matrix> {
        let last = self.sizes.len() - 2;
        let mut params = vec![];
        for (layer, pair) in self.sizes.windows(2).enumerate() {
            let (gain, bias) = if layer == last { (1.0, 0.0) } else { (2.0, 0.3) };
            params.push(gaussian(rng, pair[1], pair[0], (gain / pair[0] as f64).sqrt()));
            params.push(gaussian(rng, pair[1], 1, bias));
            if layer == last && self.alike {
                params[2 * last] *= 0.1;
                params[2 * last + 1] = gaussian(rng, pair[1], 1, 1.0).normalize();
            }
        }
        params
    }

    fn forward(&self, params: &[Matrix], input: &Input) -> Tape {
        let last = params.len() / 2 - 1;
        let mut layers: Vec<Matrix> = vec![];
        for (layer, weights) in params.chunks_exact(2).enumerate() {
            let mut value = &weights[0] * layers.last().unwrap_or(&input.features);
            for mut column in value.column_iter_mut() {
                column += &weights[1];
            }
            if layer < last {
                value.apply(|x| *x = (self.activation.value)(*x));
            }
            layers.push(value);
        }
        Tape { layers }
    }

    fn backward(&self, params: &[Matrix], input: &Input, tape: &Tape, gradient: &Matrix) -> Vec<Matrix> {
        self.pull(params, &input.features, tape, gradient).0
    }
}

impl Mlp {
    /// One hidden layer, cut off below zero.
    fn shallow(features: usize, width: usize, outputs: usize) -> Self {
        Self { sizes: vec![features, width, outputs], activation: &ACTIVATIONS[0], alike: false }
    }

    /// ∂L/∂params, and ∂L/∂value of the first layer before its activation.
    fn pull(&self, params: &[Matrix], features: &Matrix, tape: &Tape, gradient: &Matrix) -> (Vec<Matrix>, Matrix) {
        let mut gradients = vec![];
        let mut delta = gradient.clone();
        for layer in (0..params.len() / 2).rev() {
            let below = if layer == 0 { features } else { &tape.layers[layer - 1] };
            gradients.push(Matrix::from_column_slice(delta.nrows(), 1, delta.column_sum().as_slice()));
            gradients.push(&delta * below.transpose());
            if layer > 0 {
                delta = params[2 * layer].tr_mul(&delta);
                delta.zip_apply(below, |d, y| *d *= (self.activation.slope)(y));
            }
        }
        gradients.reverse();
        (gradients, delta)
    }
}

/// Layers that follow an encoder in a tower, such as a predictor: a small network from raw embeddings to as many outputs.
pub struct Stage(Mlp);

impl Stage {
    /// One hidden layer of this width, cut off below zero.
    pub fn predictor(dimensions: usize, width: usize) -> Self {
        Self(Mlp::shallow(dimensions, width, dimensions))
    }

    /// Fresh parameters.
    pub fn start(&self, rng: &mut Rng) -> Vec<Matrix> {
        self.0.start(rng)
    }

    /// From raw embeddings (d×N) to its output.
    pub fn forward(&self, params: &[Matrix], input: Matrix) -> Tape {
        self.0.forward(params, &Input { indices: vec![], features: input })
    }

    /// ∂L/∂params and ∂L/∂input (d×N), from ∂L/∂output.
    pub fn backward(&self, params: &[Matrix], input: &Matrix, tape: &Tape, gradient: &Matrix) -> (Vec<Matrix>, Matrix) {
        let (gradients, delta) = self.0.pull(params, input, tape, gradient);
        (gradients, params[0].tr_mul(&delta))
    }
}
