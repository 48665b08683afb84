//! An evaluation of an embedded data set: distances, retrieval ranks, triplet counts and verification, each on first use.
//!
//! If points are held out, there are two evaluations, of the training points and of the held-out ones. Points are compared only within
//! their part.
//!
//! If there are too many pairs for that, some points are drawn and compared with all others; ranks, counts and verification are of those.

use super::ranks::Ranks;
use super::verification::Verification;
use crate::learn::affinity::{AffinitySpec, Orientation};
use crate::learn::compare::Relations;
use crate::learn::dataset::Dataset;
use crate::learn::num::{Matrix, spread};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::random::{choose, stream};
use crate::learn::relating::Relating;
use std::cell::OnceCell;

/// The most pairs that are looked at, each in both orders.
const PAIRS: usize = 1 << 21;

/// The points that are compared with all others, if not all are: the same ones at every step.
fn drawn(points: usize) -> Option<Vec<usize>> {
    let count = PAIRS / points.max(1);
    (count < points).then(|| draw(points, count))
}

/// So many of these points, from a stream of their own, ascending.
pub fn draw(points: usize, count: usize) -> Vec<usize> {
    let mut drawn = choose(&mut stream(0, "evaluation", 0), points, count.min(points));
    drawn.sort_unstable();
    drawn
}

/// Distances of pairs within a class, and across classes.
struct Pairs {
    positive: Vec<f64>,
    negative: Vec<f64>,
}

/// Distances and figures of an embedding by true labels.
pub struct Evaluation {
    /// Root mean square distance to the centroid, in coordinates.
    pub spread: f64,
    /// The evaluation of the held-out points, if there are any.
    pub held_out: Option<Box<Self>>,
    /// See the function [`drawn`].
    drawn: Option<Vec<usize>>,
    pub(super) embedding: Matrix,
    affinity: &'static AffinitySpec,
    labels: Vec<usize>,
    /// The labels that training uses.
    given: Vec<usize>,
    /// The subclass of each point; its class, if classes have none.
    subclasses: Vec<usize>,
    margin: f64,
    distances: OnceCell<PairMatrix>,
    pairs: OnceCell<Pairs>,
    ranks: OnceCell<Ranks>,
    verification: OnceCell<Option<Verification>>,
    given_map: OnceCell<Option<f64>>,
    subclass_map: OnceCell<Option<f64>>,
    rarest_map: OnceCell<Option<f64>>,
}

impl Evaluation {
    /// Evaluates an embedding (d×N). `margin` is that of a triplet loss, or 0 to count wrongly ordered triplets.
    pub fn new(embedding: &Matrix, labels: &[usize], affinity: &'static AffinitySpec, margin: f64) -> Self {
        Self {
            drawn: drawn(embedding.ncols()),
            spread: spread(embedding),
            embedding: embedding.clone(),
            affinity,
            labels: labels.to_vec(),
            given: labels.to_vec(),
            subclasses: labels.to_vec(),
            margin,
            held_out: None,
            distances: OnceCell::new(),
            pairs: OnceCell::new(),
            ranks: OnceCell::new(),
            verification: OnceCell::new(),
            given_map: OnceCell::new(),
            subclass_map: OnceCell::new(),
            rarest_map: OnceCell::new(),
        }
    }

    /// Evaluates the embedding of a whole data set (d×N) by its true labels.
    pub fn of(embedding: &Matrix, dataset: &Dataset, affinity: &'static AffinitySpec, margin: f64) -> Self {
        let part = |points: &[usize]| {
            let of = |all: &[usize]| points.iter().map(|i| all[*i]).collect::<Vec<_>>();
            let whole = Self::new(&embedding.select_columns(points), &of(&dataset.truth), affinity, margin);
            Self { given: of(&dataset.given), subclasses: of(&dataset.subclasses), ..whole }
        };
        let held_out = Some(dataset.held_out()).filter(|points| !points.is_empty());
        Self { held_out: held_out.map(|points| Box::new(part(points))), ..part(dataset.training()) }
    }

    /// Distances of all points, or of those that are drawn, to all.
    pub(super) fn distances(&self) -> &PairMatrix {
        self.distances.get_or_init(|| {
            let drawn = self.drawn.as_ref().map(|queries| self.embedding.select_columns(queries));
            let mut distances = self.affinity.between(drawn.as_ref().unwrap_or(&self.embedding), &self.embedding);
            if self.affinity.orientation != Orientation::Distance {
                distances.apply(|a| self.affinity.turned(a, Orientation::Distance));
            }
            distances
        })
    }

    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| {
            let distances = self.distances();
            let (rows, n) = (distances.nrows(), distances.ncols());
            let count = if self.drawn.is_some() { rows * n } else { n * n.saturating_sub(1) / 2 };
            let mut pairs = [(); 2].map(|()| Vec::with_capacity(count));
            for row in 0..rows {
                // Every pair once; a drawn point with all others.
                let last = if self.drawn.is_some() { n } else { row };
                let i = self.point(row);
                for (j, distance) in distances.row(row)[..last].iter().enumerate().filter(|(j, _)| *j != i) {
                    pairs[usize::from(self.labels[i] != self.labels[j])].push(*distance);
                }
            }
            let [positive, negative] = pairs;
            Pairs { positive, negative }
        })
    }

    /// Distances of pairs within a class: of all unordered pairs or, where points are drawn, of each drawn point and every other one. A pair
    /// of two drawn points is then there twice.
    pub fn positive(&self) -> &[f64] {
        &self.pairs().positive
    }

    /// Distances of such pairs across classes.
    pub fn negative(&self) -> &[f64] {
        &self.pairs().negative
    }

    /// The part whose pairs are verified: the held-out points, if any, else all.
    pub fn verified(&self) -> &Self {
        self.held_out.as_deref().unwrap_or(self)
    }

    /// Verification of [`Self::verified`], computed on first use; `None`, if pairs of either kind are missing.
    pub fn verification(&self) -> Option<&Verification> {
        let part = self.verified();
        part.verification.get_or_init(|| Verification::of(part.positive(), part.negative())).as_ref()
    }

    /// Retrieval and triplet counts, computed on first use.
    pub fn ranks(&self) -> &Ranks {
        self.ranks.get_or_init(|| self.ranked_by(&self.labels))
    }

    fn ranked_by(&self, labels: &[usize]) -> Ranks {
        let ids: Vec<usize> = (0..labels.len()).collect();
        let relations = match &self.drawn {
            None => Relations::supervised(labels, &ids),
            Some(queries) => Relating::supervised(labels, &ids).select(queries),
        };
        Ranks::of(self.distances(), &relations, self.margin)
    }

    /// The point of a row of distances.
    pub(super) fn point(&self, row: usize) -> usize {
        self.drawn.as_ref().map_or(row, |queries| queries[row])
    }

    /// MAP@R by other labels than the true ones; `None`, if they are the same.
    fn map_by(&self, labels: &[usize]) -> Option<f64> {
        (labels != self.labels).then(|| self.ranked_by(labels).map_at_r)?
    }

    /// MAP@R by the labels that training uses; `None`, if these are the true ones.
    pub fn given_map_at_r(&self) -> Option<f64> {
        *self.given_map.get_or_init(|| self.map_by(&self.given))
    }

    /// MAP@R by subclasses; `None`, if classes have none.
    pub fn subclass_map_at_r(&self) -> Option<f64> {
        *self.subclass_map.get_or_init(|| self.map_by(&self.subclasses))
    }

    /// MAP@R of the queries of the smallest class, or classes; `None`, if all are equally large.
    pub fn rarest_map_at_r(&self) -> Option<f64> {
        *self.rarest_map.get_or_init(|| self.map_of_rarest())
    }

    fn map_of_rarest(&self) -> Option<f64> {
        let mut sizes = vec![0_usize; self.labels.iter().max()? + 1];
        self.labels.iter().for_each(|label| sizes[*label] += 1);
        let present = || sizes.iter().filter(|size| **size > 0);
        let least = present().min().filter(|least| present().any(|size| size != *least))?;
        let rows = (0..self.distances().nrows()).filter(|row| sizes[self.labels[self.point(*row)]] == *least);
        let rows: Vec<usize> = rows.collect();
        let distances = PairMatrix::from_fn(rows.len(), self.labels.len(), |i, j| self.distances().row(rows[i])[j]);
        let ids: Vec<usize> = (0..self.labels.len()).collect();
        let points: Vec<usize> = rows.into_iter().map(|row| self.point(row)).collect();
        let relations = Relating::supervised(&self.labels, &ids).select(&points);
        Ranks::of(&distances, &relations, self.margin).map_at_r
    }

    /// The share of all triplets that are active; `None` without a triplet.
    pub fn active_fraction(&self) -> Option<f64> {
        self.ranks().counts.active_fraction()
    }

    /// How many points were compared with all others, where they are not all.
    pub fn drawn(&self) -> Option<usize> {
        self.drawn.as_ref().map(Vec::len)
    }

    /// “ (256 points drawn)” as the end of a clause, where figures are of points that were drawn; else nothing.
    pub fn said(&self) -> String {
        self.drawn().map_or(String::new(), |count| format!(" ({count} points drawn)"))
    }

    /// The mean over all pairs, or `None` with fewer than two points.
    pub fn mean_pair(&self) -> Option<f64> {
        mean(self.positive().iter().chain(self.negative()))
    }
}

/// The mean; `None` for an empty list.
pub(super) fn mean<'a>(values: impl IntoIterator<Item = &'a f64>) -> Option<f64> {
    let (sum, n) = values.into_iter().fold((0.0, 0_usize), |(sum, n), v| (sum + v, n + 1));
    (n > 0).then(|| sum / n as f64)
}
