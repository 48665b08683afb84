//! What a loss learns besides the encoder: one proxy per class, or a few numbers.
//!
//! Proxies (class weights, centres) are points before the head. They take the place of the scheme's references, and the same affinity
//! compares rows with them: the loss reads N×C affinities, the row's own class positive and all others negative, and never sees the
//! coordinates of a proxy.

use crate::learn::compare::{Relation, Relations};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, normal};

/// What a loss learns besides the encoder, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learns {
    /// Whether there is one point per class.
    pub proxies: Proxies,
    /// Numbers that appear in the formula.
    pub numbers: Vec<Number>,
    /// The learning rate of proxies and numbers; the optimizer is that of the encoder.
    pub rate: f64,
    /// The parameter with that rate, empty if nothing is learned so.
    pub rate_id: &'static str,
}

/// Whether rows are compared with one point per class, and what moves these points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Proxies {
    /// No proxies: rows are compared with the scheme's references.
    #[default]
    None,
    /// The gradient moves them. They start at random: each coordinate standard normal.
    Gradient,
    /// They move towards the mean of their class's rows, see [`follow_means`]. They start at 0.
    Means {
        /// The share of the way that they go in one step, between 0 and 1.
        rate: f64,
    },
}

/// A number that the gradient moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Its initial value.
    pub start: f64,
    /// The amount by which the loss rises per unit of the number, added after the reduction; 0 if nothing was mined.
    pub price: f64,
    /// The greatest value that the optimizer moves it to. From there it can come back.
    pub most: f64,
}

impl Proxies {
    /// The proxies before the first step: d×C, or an empty matrix.
    pub fn start(self, dimensions: usize, classes: usize, rng: &mut Rng) -> Matrix {
        match self {
            Self::None => Matrix::zeros(0, 0),
            Self::Gradient => Matrix::from_fn(dimensions, classes, |_, _| normal(rng)),
            Self::Means { .. } => Matrix::zeros(dimensions, classes),
        }
    }
}

/// c ← c − rate · Σ (c − z) / (1 + n), over the n rows z of the centre's class (Wen, Zhang, Li & Qiao 2016, eq. 4).
pub fn follow_means(centers: &mut Matrix, rows: &Matrix, relations: &Relations, rate: f64) {
    let mut members = vec![0_usize; centers.ncols()];
    let mut offsets = Matrix::zeros(centers.nrows(), centers.ncols());
    for i in 0..relations.rows() {
        for class in relations.of(i, Relation::Positive) {
            members[class] += 1;
            let mut offset = offsets.column_mut(class);
            offset += centers.column(class) - rows.column(i);
        }
    }
    for (class, mut center) in centers.column_iter_mut().enumerate() {
        center.axpy(-rate / (1 + members[class]) as f64, &offsets.column(class), 1.0);
    }
}
