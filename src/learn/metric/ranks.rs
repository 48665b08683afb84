//! Retrieval ranks and exact counts of hard, semi-hard and easy triplets, without looking at the triplets one by one.
//!
//! Retrieval leaves the query out and breaks ties by index; an anchor without a positive asks no query. For each anchor the distances of
//! the positives are sorted, and every negative finds through a linear bucket index which positives it precedes (rank, hard) and
//! violates (margin): O(N²) expected time.

use crate::learn::affinity::point;
use crate::learn::compare::{Relation, Relations};
use crate::learn::num::Matrix;
use crate::learn::order;

/// What the sorted rows give.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranks {
    /// The share of queries whose nearest other point is a positive.
    pub recall_at_1: Option<f64>,
    /// Mean average precision at R (Musgrave et al. 2020).
    pub map_at_r: Option<f64>,
    /// Triplets whose negative is no farther than the positive: D_an ≤ D_ap.
    pub hard: u64,
    /// Triplets whose negative is farther, but within the margin: D_ap < D_an < D_ap + m.
    pub semi_hard: u64,
    /// All triplets; the rest is easy.
    pub triplets: u64,
}

impl Ranks {
    /// Triplets within the margin: those at which a triplet loss is above zero (if the margin is).
    pub fn active(&self) -> u64 {
        self.hard + self.semi_hard
    }

    /// Ranks and counts of every row against every reference, from distances and relations (both N×M).
    pub fn of(distances: &Matrix, relations: &Relations, margin: f64) -> Self {
        // By anchor, so that a row of distances is a slice.
        let rows = distances.transpose();
        let mut ranks = Self::default();
        let (mut queries, mut hits, mut precision) = (0_u32, 0_u32, 0.0);
        let mut index = Buckets::default();
        let (mut before, mut hard, mut violating) = (vec![], vec![], vec![]);
        for a in 0..relations.rows() {
            let row = point(&rows, a);
            index.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let positives = index.sorted.as_slice();
            let r = positives.len();
            if r == 0 {
                continue;
            }
            for counts in [&mut before, &mut hard, &mut violating] {
                counts.clear();
                counts.resize(r + 1, 0_u64);
            }
            let farthest = positives[r - 1].0;
            let mut negatives = 0;
            for n in relations.of(a, Relation::Negative) {
                negatives += 1;
                let z = row[n];
                if z > farthest && z >= farthest + margin {
                    continue;
                }
                let precedes = index.first(z, |(d, p)| d > z || (d == z && p > n));
                let tied = positives[..precedes].iter().rev().take_while(|(d, _)| *d == z).count();
                before[precedes] += 1;
                hard[precedes - tied] += 1;
                violating[index.first(z - margin, |(d, _)| d + margin > z || d >= z)] += 1;
            }
            let (mut nearer, mut harder, mut violated, mut sum) = (0, 0, 0, 0.0);
            for k in 0..r {
                nearer += before[k];
                harder += hard[k];
                violated += violating[k];
                ranks.hard += harder;
                ranks.semi_hard += violated - harder;
                let rank = k as u64 + 1 + nearer;
                if rank <= r as u64 {
                    sum += (k + 1) as f64 / rank as f64;
                }
            }
            queries += 1;
            hits += u32::from(before[0] == 0);
            precision += sum / r as f64;
            ranks.triplets += r as u64 * negatives;
        }
        let mean = |sum: f64| (queries > 0).then(|| sum / f64::from(queries));
        (ranks.recall_at_1, ranks.map_at_r) = (mean(f64::from(hits)), mean(precision));
        ranks
    }
}

/// Distances (with their points) in ascending order, and a linear index that finds a place among them in expected constant time.
#[derive(Default)]
struct Buckets {
    given: Vec<(f64, usize)>,
    sorted: Vec<(f64, usize)>,
    low: f64,
    per_unit: f64,
    /// For each bucket the first distance that is in it or a later one, and the end.
    starts: Vec<usize>,
}

impl Buckets {
    /// Takes distances whose points ascend; equal distances stay in that order.
    fn build(&mut self, given: impl Iterator<Item = (f64, usize)>) {
        self.given.clear();
        self.given.extend(given);
        let buckets = 2 * self.given.len() + 1;
        let ends = |(low, high): (f64, f64), &(d, _): &(f64, usize)| (low.min(d), high.max(d));
        let (low, high) = self.given.iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends);
        self.low = low;
        self.per_unit = if high > low { (buckets - 1) as f64 / (high - low) } else { 0.0 };
        // Counting sort into buckets, which a sort within each completes.
        self.starts.clear();
        self.starts.resize(buckets + 1, 0);
        for i in 0..self.given.len() {
            let bucket = self.bucket(self.given[i].0);
            self.starts[bucket] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        self.sorted.clear();
        self.sorted.resize(end, (0.0, 0));
        for i in (0..self.given.len()).rev() {
            let bucket = self.bucket(self.given[i].0);
            self.starts[bucket] -= 1;
            self.sorted[self.starts[bucket]] = self.given[i];
        }
        for range in self.starts.windows(2) {
            if range[1] - range[0] > 1 {
                order::sort(&mut self.sorted[range[0]..range[1]]);
            }
        }
    }

    fn bucket(&self, distance: f64) -> usize {
        // Saturates: what is below the range goes to the first bucket.
        (((distance - self.low) * self.per_unit) as usize).min(self.starts.len() - 2)
    }

    /// The first place at which `after` holds; it must hold from there on, and `near` be about there.
    fn first(&self, near: f64, after: impl Fn((f64, usize)) -> bool) -> usize {
        let bucket = self.bucket(near);
        let (start, end) = (self.starts[bucket], self.starts[bucket + 1]);
        let mut k = start + self.sorted[start..end].partition_point(|&x| !after(x));
        // Rounding may have put `near` one bucket off.
        while k > 0 && after(self.sorted[k - 1]) {
            k -= 1;
        }
        while k < self.sorted.len() && !after(self.sorted[k]) {
            k += 1;
        }
        k
    }
}
