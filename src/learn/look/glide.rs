//! A glide: what points look like on their way from one step to the next. Only places are between the two; everything else, such as pair
//! weights and distances, is that of the step glided towards.

use crate::learn::num::Matrix;
use crate::learn::step::Trace;

/// A moment between two steps.
#[derive(Clone)]
pub struct Glide {
    /// How far every point has still to go: d×N.
    rest: Matrix,
    /// Whether embeddings have length one.
    unit: bool,
}

impl Glide {
    /// The moment at which this share of the way, from 0 to 1, is done between two embeddings (d×N) of the same points.
    pub fn new(before: &Matrix, now: &Matrix, share: f64, unit: bool) -> Self {
        Self { rest: (now - before) * (1.0 - share), unit }
    }

    /// Embeddings (d×M) on their way, each that of a point; those that are of none stay.
    pub fn moved(&self, embeddings: &Matrix, points: impl Iterator<Item = Option<usize>>) -> Matrix {
        let mut moved = embeddings.clone();
        for (mut column, point) in moved.column_iter_mut().zip(points) {
            let Some(point) = point.filter(|_| column.len() == self.rest.nrows()) else { continue };
            column -= self.rest.column(point);
            let length = column.norm();
            if self.unit && length > 0.0 {
                column /= length;
            }
        }
        moved
    }

    /// The embeddings of a whole data set on their way.
    pub fn whole(&self, embedding: &Matrix) -> Matrix {
        self.moved(embedding, (0..embedding.ncols()).map(Some))
    }

    /// A trace whose rows and references are on their way.
    pub fn trace(&self, trace: &Trace) -> Trace {
        let mut moved = trace.clone();
        moved.rows = self.moved(&trace.rows, trace.points.iter().copied().map(Some));
        moved.references = self.moved(&trace.references, trace.who.iter().map(|who| who.point()));
        moved.whole.embedding = self.moved(&trace.whole.embedding, trace.whole.points.iter().copied().map(Some));
        moved
    }
}
