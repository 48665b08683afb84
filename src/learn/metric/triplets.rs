//! Exact counts of hard, semi-hard and easy triplets, without looking at the triplets one by one.
//!
//! For each anchor the distances of the positives are sorted, and every negative finds through a linear bucket index how many of them are no
//! nearer than it (hard), and how many are so with the margin added (within the margin): O(N²) expected time.

use crate::learn::buckets::Buckets;
use crate::learn::compare::{Relation, Relations};
use crate::learn::pair_matrix::PairMatrix;

/// How many of a batch's triplets are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TripletCounts {
    /// Triplets whose negative is no farther than the positive: D_an ≤ D_ap.
    pub hard: u64,
    /// Triplets whose negative is farther, but within the margin: D_ap < D_an < D_ap + m.
    pub semi_hard: u64,
    /// All triplets; the rest is easy.
    pub triplets: u64,
}

impl TripletCounts {
    /// Triplets within the margin: those at which a triplet loss is above zero (if the margin is).
    pub fn active(&self) -> u64 {
        self.hard + self.semi_hard
    }

    /// The counts over all rows and references, from distances and relations (both N×M).
    pub fn of(distances: &PairMatrix, relations: &Relations, margin: f64) -> Self {
        let mut counts = Self::default();
        let (mut plain, mut widened) = (Buckets::default(), Buckets::default());
        for a in 0..relations.rows() {
            let row = distances.row(a);
            let positives = || relations.of(a, Relation::Positive).map(|p| row[p]);
            plain.build(positives().zip(0..));
            widened.build(positives().map(|d| d + margin).zip(0..));
            let (Some((farthest, _)), Some((limit, _))) = (plain.sorted.last(), widened.sorted.last()) else {
                continue;
            };
            let r = plain.sorted.len();
            let mut negatives = 0;
            for n in relations.of(a, Relation::Negative) {
                negatives += 1;
                let z = row[n];
                let hard = if z <= *farthest { r - plain.below(z) } else { 0 };
                let within = if z < *limit { r - widened.up_to(z) } else { 0 };
                counts.hard += hard as u64;
                // Without a margin a hard triplet at D_an = D_ap is not below it.
                counts.semi_hard += within.saturating_sub(hard) as u64;
            }
            counts.triplets += r as u64 * negatives;
        }
        counts
    }
}
