//! Heads: where the embedding lives. The plane as it is, or the unit circle; with more than two dimensions, space or the unit sphere.

use super::num::Matrix;
use super::spec::{Entry, ParamSpec, Scale, has_entry};

mod circle;
mod plane;

/// An entry of [`LIST`].
pub struct HeadSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Whether every embedding has length one, so that scale has no meaning.
    pub unit: bool,
    /// Raw embedding (d × N) → embedding (d × N).
    pub forward: fn(&Matrix) -> Matrix,
    /// (raw, embedding, ∂L/∂embedding) → ∂L/∂raw, all d × N.
    pub backward: fn(&Matrix, &Matrix, &Matrix) -> Matrix,
}
has_entry!(HeadSpec);

/// How many coordinates an embedding has, which every head asks of the encoder.
pub const DIMENSIONS: ParamSpec = ParamSpec {
    id: "dimensions",
    name: "dimension",
    symbol: "d",
    unit: "",
    min: 2.0,
    max: 64.0,
    default: 2.0,
    scale: Scale::Integer { from: 2, to: 64, by: 1 },
    follows: None,
    help: "How many coordinates an embedding has. More give classes room to pass each other. With 3 the picture can be turned; of more it shows the directions of most spread.",
};

/// All heads, in the order of the menu.
pub static LIST: &[HeadSpec] = &[plane::SPEC, circle::SPEC];
