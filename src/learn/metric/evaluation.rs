//! One evaluation of a whole data set: all pair distances at once, retrieval ranks and triplet counts when they are asked for.

use super::ranks::Ranks;
use crate::learn::affinity::{AffinitySpec, Orientation, point};
use crate::learn::compare::Relations;
use crate::learn::num::{Matrix, spread};
use std::cell::OnceCell;

/// Measures of an embedding against true labels.
pub struct Evaluation {
    /// Distances of all unordered pairs of one class.
    pub positive: Vec<f64>,
    /// Distances of all unordered pairs of two classes.
    pub negative: Vec<f64>,
    /// Root mean square distance to the centroid, in coordinates.
    pub spread: f64,
    distances: Matrix,
    labels: Vec<usize>,
    margin: f64,
    ranks: OnceCell<Ranks>,
}

impl Evaluation {
    /// Evaluates an embedding (d×N). `margin` is that of a triplet loss, or 0 to count wrongly ordered triplets.
    pub fn new(embedding: &Matrix, labels: &[usize], affinity: &AffinitySpec, margin: f64) -> Self {
        let n = embedding.ncols();
        let mut distances = affinity.between(embedding, embedding);
        if affinity.orientation != Orientation::Distance {
            distances.apply(|a| *a = affinity.turned(*a, Orientation::Distance));
        }
        let pairs = n * n.saturating_sub(1) / 2;
        let (mut positive, mut negative) = (Vec::with_capacity(pairs), Vec::with_capacity(pairs));
        for i in 0..n {
            for (j, distance) in point(&distances, i)[..i].iter().enumerate() {
                if labels[i] == labels[j] { &mut positive } else { &mut negative }.push(*distance);
            }
        }
        Self {
            positive,
            negative,
            spread: spread(embedding),
            distances,
            labels: labels.to_vec(),
            margin,
            ranks: OnceCell::new(),
        }
    }

    /// Retrieval and triplet counts, computed on first use.
    pub fn ranks(&self) -> &Ranks {
        self.ranks.get_or_init(|| {
            let ids: Vec<usize> = (0..self.labels.len()).collect();
            Ranks::of(&self.distances, &Relations::supervised(&self.labels, &ids), self.margin)
        })
    }

    /// The share of all triplets that are active, or `None` without a triplet.
    pub fn active_fraction(&self) -> Option<f64> {
        let ranks = self.ranks();
        (ranks.triplets > 0).then(|| ranks.active() as f64 / ranks.triplets as f64)
    }

    /// The mean over all pairs, or `None` with fewer than two points.
    pub fn mean_pair(&self) -> Option<f64> {
        mean(self.positive.iter().chain(&self.negative))
    }
}

/// The mean, or `None` of nothing.
pub(super) fn mean<'a>(values: impl IntoIterator<Item = &'a f64>) -> Option<f64> {
    let (sum, n) = values.into_iter().fold((0.0, 0_usize), |(sum, n), v| (sum + v, n + 1));
    (n > 0).then(|| sum / n as f64)
}
