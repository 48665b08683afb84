//! One evaluation of a whole data set: all pair distances, retrieval ranks and triplet counts in one pass.
//!
//! Retrieval leaves the query out and breaks ties by index; a class with a single member asks no query. For each anchor the distances
//! of the positives are sorted, and every negative finds through a linear bucket index which positives it precedes (rank) and violates
//! (margin): O(N²) expected time.

use crate::learn::affinity::{AffinitySpec, Orientation, point};
use crate::learn::num::Matrix;
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

/// What the sorted rows give.
pub struct Ranks {
    /// The share of queries whose nearest other point has their class.
    pub recall_at_1: Option<f64>,
    /// Mean average precision at R (Musgrave et al. 2020).
    pub map_at_r: Option<f64>,
    /// Triplets with D_an < D_ap + margin, of all triplets.
    pub active: u64,
    /// All triplets.
    pub triplets: u64,
}

impl Evaluation {
    /// Evaluates an embedding (d×N). `margin` is that of a triplet loss, or 0 to count wrongly ordered triplets.
    pub fn new(embedding: &Matrix, labels: &[usize], affinity: &AffinitySpec, margin: f64) -> Self {
        let n = embedding.ncols();
        let distances = affinity.between(embedding, embedding).map(|a| affinity.turned(a, Orientation::Distance));
        let (mut positive, mut negative) = (vec![], vec![]);
        for i in 0..n {
            for (j, distance) in point(&distances, i)[..i].iter().enumerate() {
                if labels[i] == labels[j] { &mut positive } else { &mut negative }.push(*distance);
            }
        }
        let spread = if n == 0 {
            0.0
        } else {
            let center = embedding.column_mean();
            (embedding.column_iter().map(|z| (z - &center).norm_squared()).sum::<f64>() / n as f64).sqrt()
        };
        Self { positive, negative, spread, distances, labels: labels.to_vec(), margin, ranks: OnceCell::new() }
    }

    /// Retrieval and triplet counts, computed on first use.
    pub fn ranks(&self) -> &Ranks {
        self.ranks.get_or_init(|| self.rank())
    }

    fn rank(&self) -> Ranks {
        let n = self.labels.len();
        let (mut queries, mut hits, mut precision) = (0_u32, 0_u32, 0.0);
        let (mut active, mut triplets) = (0, 0);
        let (mut positives, mut before, mut violating, mut index) = (vec![], vec![], vec![], Buckets::default());
        for a in 0..n {
            let row = point(&self.distances, a);
            positives.clear();
            positives.extend((0..n).filter(|&p| p != a && self.labels[p] == self.labels[a]).map(|p| (row[p], p)));
            if positives.is_empty() {
                continue;
            }
            positives.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            let r = positives.len();
            for counts in [&mut before, &mut violating] {
                counts.clear();
                counts.resize(r + 1, 0_u64);
            }
            index.build(&positives);
            let farthest = positives[r - 1].0;
            for j in (0..n).filter(|&j| self.labels[j] != self.labels[a]) {
                let z = row[j];
                if z > farthest && z >= farthest + self.margin {
                    continue;
                }
                before[index.first(&positives, z, |(d, p)| d > z || (d == z && p > j))] += 1;
                violating[index.first(&positives, z - self.margin, |(d, _)| d + self.margin > z)] += 1;
            }
            let (mut nearer, mut violated) = (0, 0);
            let mut sum = 0.0;
            for k in 0..r {
                nearer += before[k];
                violated += violating[k];
                active += violated;
                let rank = k as u64 + 1 + nearer;
                if rank <= r as u64 {
                    sum += (k + 1) as f64 / rank as f64;
                }
            }
            queries += 1;
            hits += u32::from(before[0] == 0);
            precision += sum / r as f64;
            triplets += (r * (n - 1 - r)) as u64;
        }
        let mean = |sum: f64| (queries > 0).then(|| sum / f64::from(queries));
        Ranks { recall_at_1: mean(f64::from(hits)), map_at_r: mean(precision), active, triplets }
    }

    /// The share of all triplets that are active, or `None` without a triplet.
    pub fn active_fraction(&self) -> Option<f64> {
        let ranks = self.ranks();
        (ranks.triplets > 0).then(|| ranks.active as f64 / ranks.triplets as f64)
    }

    /// The mean over all pairs, or `None` with fewer than two points.
    pub fn mean_pair(&self) -> Option<f64> {
        mean(self.positive.iter().chain(&self.negative))
    }
}

/// A linear index over ascending distances, which finds a place among them in expected constant time.
#[derive(Default)]
struct Buckets {
    low: f64,
    per_unit: f64,
    /// For each bucket the first distance that is in it or a later one.
    starts: Vec<u32>,
}

impl Buckets {
    /// Indexes distances (with their points), ascending and at least one.
    fn build(&mut self, sorted: &[(f64, usize)]) {
        let n = 2 * sorted.len();
        let (low, high) = (sorted[0].0, sorted[sorted.len() - 1].0);
        self.low = low;
        self.per_unit = if high > low { n as f64 / (high - low) } else { 0.0 };
        self.starts.clear();
        let mut k = 0;
        for bucket in 0..=n {
            while k < sorted.len() && self.bucket(sorted[k].0, n) < bucket {
                k += 1;
            }
            self.starts.push(k as u32);
        }
    }

    fn bucket(&self, distance: f64, last: usize) -> usize {
        // Saturates: what is below the range goes to the first bucket.
        (((distance - self.low) * self.per_unit) as usize).min(last)
    }

    /// The first place at which `after` holds; it must hold from there on, and `near` be about there.
    fn first(&self, sorted: &[(f64, usize)], near: f64, after: impl Fn((f64, usize)) -> bool) -> usize {
        let bucket = self.bucket(near, self.starts.len() - 1);
        let start = self.starts[bucket] as usize;
        let end = self.starts.get(bucket + 1).map_or(sorted.len(), |k| *k as usize);
        let mut k = start + sorted[start..end].partition_point(|&x| !after(x));
        // Rounding may have put `near` one bucket off.
        while k > 0 && after(sorted[k - 1]) {
            k -= 1;
        }
        while k < sorted.len() && !after(sorted[k]) {
            k += 1;
        }
        k
    }
}

/// The mean, or `None` of nothing.
pub(super) fn mean<'a>(values: impl IntoIterator<Item = &'a f64>) -> Option<f64> {
    let (sum, n) = values.into_iter().fold((0.0, 0_usize), |(sum, n), v| (sum + v, n + 1));
    (n > 0).then(|| sum / n as f64)
}
