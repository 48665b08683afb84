//! Heads: where embeddings lie. In two dimensions the plane or the unit circle; in more, space or the unit sphere.

use super::num::Matrix;
use super::spec::{Entry, ParamSpec, Scale, has_entry, prose};

mod circle;
mod plane;

/// A head, and an entry of [`LIST`]: a map of embeddings without parameters, with its derivative.
///
/// Each step calls [`Self::forward`] after the encoder, and [`Self::backward`] before the encoder's own backward pass; proxies pass through
/// the same head. Columns are independent, there may be none, and a column of zeros gives a finite result.
pub struct HeadSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Whether every embedding has length one, so that scale means nothing.
    pub unit: bool,
    /// Raw embedding (d×N) → embedding (d×N).
    pub forward: fn(&Matrix) -> Matrix,
    /// (raw, embedding, ∂L/∂embedding) → ∂L/∂raw, all d×N.
    pub backward: fn(&Matrix, &Matrix, &Matrix) -> Matrix,
}
has_entry!(HeadSpec, words);

/// The number of coordinates of an embedding; a parameter of every head.
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
    help: prose(
        "How many coordinates an embedding has. More of them give classes room to pass each other. With 3 you can turn the picture; of more it shows the directions of most spread.",
    ),
};

/// All heads, in the order of the menu.
pub static LIST: &[HeadSpec] = &[plane::SPEC, circle::SPEC];
