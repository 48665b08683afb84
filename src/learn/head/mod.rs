//! Heads: where the embedding lives. The plane as it is, or the unit circle.

use super::num::Matrix;
use super::spec::{Entry, has_entry};

mod circle;
mod plane;

/// An entry of [`LIST`].
pub struct HeadSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// The number of coordinates that it asks of the encoder.
    pub coordinates: usize,
    /// Whether every embedding has length one, so that scale has no meaning.
    pub unit: bool,
    /// Raw embedding (d × N) → embedding (d × N).
    pub forward: fn(&Matrix) -> Matrix,
    /// (raw, embedding, ∂L/∂embedding) → ∂L/∂raw, all d × N.
    pub backward: fn(&Matrix, &Matrix, &Matrix) -> Matrix,
}
has_entry!(HeadSpec);

/// All heads, in the order of the menu.
pub static LIST: &[HeadSpec] = &[plane::SPEC, circle::SPEC];
