//! Free points: every point of the data set has its own coordinates as parameters. It is not a map, so nothing is shared and nothing
//! generalises.

use super::{Encoder, EncoderSpec, Input, Shape, Tape, gaussian};
use crate::learn::num::Matrix;
use crate::learn::random::Rng;
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: EncoderSpec = EncoderSpec {
    entry: Entry {
        id: "points",
        name: "Free points",
        also_known_as: prose(&[]),
        gist: prose(
            "No encoder: each point moves on its own. Points share nothing, so the hardest negatives cannot drag the whole cloud together, and nothing is learned about new points.",
        ),
        formula: prose(r"e_i = \theta_i"),
        citation: FOLKLORE,
        params: &[],
    },
    words: "[free points]",
    build: |_, shape| Box::new(Points(shape)),
};

struct Points(Shape);

impl Encoder for Points {
    fn start(&self, rng: &mut Rng) -> Vec<Matrix> {
        vec![gaussian(rng, self.0.outputs, self.0.points, 1.0)]
    }

    fn forward(&self, params: &[Matrix], input: &Input) -> Tape {
        Tape { layers: vec![params[0].select_columns(&input.indices)] }
    }

    fn is_map(&self) -> bool {
        false
    }

    fn backward(&self, params: &[Matrix], input: &Input, _: &Tape, gradient: &Matrix) -> Vec<Matrix> {
        let mut table = Matrix::zeros(params[0].nrows(), params[0].ncols());
        for (column, &i) in gradient.column_iter().zip(&input.indices) {
            let mut place = table.column_mut(i);
            place += column;
        }
        vec![table]
    }
}
