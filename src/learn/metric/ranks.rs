//! Retrieval ranks and exact counts of hard, semi-hard and easy triplets, without looking at the triplets one by one.
//!
//! Retrieval leaves the query out and breaks ties by index; an anchor without a positive asks no query. For each anchor the distances of
//! the positives are sorted, and every negative finds through a linear bucket index which positives it precedes (rank, hard) and
//! violates (margin): O(N²) expected time.

use crate::learn::affinity::point;
use crate::learn::compare::{Relation, Relations};
use crate::learn::num::Matrix;

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
        let (mut positives, mut index) = (vec![], Buckets::default());
        let (mut before, mut hard, mut violating) = (vec![], vec![], vec![]);
        for a in 0..relations.rows() {
            let row = point(&rows, a);
            positives.clear();
            positives.extend(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let r = positives.len();
            if r == 0 {
                continue;
            }
            positives.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            index.build(&positives);
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
                let precedes = index.first(&positives, z, |(d, p)| d > z || (d == z && p > n));
                let tied = positives[..precedes].iter().rev().take_while(|(d, _)| *d == z).count();
                before[precedes] += 1;
                hard[precedes - tied] += 1;
                violating[index.first(&positives, z - margin, |(d, _)| d + margin > z || d >= z)] += 1;
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
