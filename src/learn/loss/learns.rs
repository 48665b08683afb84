//! What a loss learns beside the encoder: one proxy per class, or a few numbers.
//!
//! Proxies (class weights, centers) are points before the head. Rows are compared with them in place of the scheme's references, by the ordinary
//! affinity: the loss gets N×C affinities, its own class positive and all others negative, and sees no coordinate of a proxy either.

use crate::learn::compare::{Relation, Relations};
use crate::learn::num::Matrix;
use crate::learn::random::{Rng, normal};

/// What a loss learns beside the encoder, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learns {
    /// One point per class.
    pub proxies: Proxies,
    /// Numbers that enter the formula.
    pub numbers: Vec<Number>,
    /// The learning rate of all this, with the optimizer of the encoder.
    pub rate: f64,
}

/// Whether there is one point per class to compare with, and what moves it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Proxies {
    /// Rows are compared with what the scheme says.
    #[default]
    None,
    /// The gradient. They start at random: each coordinate standard normal.
    Gradient,
    /// A rule of their own: towards the mean of the class's rows, see [`follow_means`]. They start at 0.
    Means {
        /// How far they go, between 0 and 1.
        rate: f64,
    },
}

/// A number that follows the gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Where it starts.
    pub start: f64,
    /// How much the loss rises for each unit of it, after the reduction; not where nothing was mined.
    pub price: f64,
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

/// c ← c − rate · Σ (c − z) / (1 + n) over the n rows z of the center's class (Wen, Zhang, Li & Qiao 2016, eq. 4).
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
