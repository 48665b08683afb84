//! Retrieval ranks and exact counts of hard, semi-hard and easy triplets, without looking at the triplets one by one.
//!
//! Retrieval leaves the query out and breaks ties by index; an anchor without a positive asks no query. For each anchor the distances of
//! the positives are sorted, and every negative finds through a linear bucket index which positives it precedes (rank, hard) and
//! violates (margin): O(N²) expected time.

use crate::learn::affinity::point;
use crate::learn::buckets::Buckets;
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
