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
        let mut counter = Counter::new(margin);
        let mut positives = Buckets::default();
        for a in 0..relations.rows() {
            let row = distances.row(a);
            positives.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            counter.add(&positives, relations.of(a, Relation::Negative).map(|n| row[n]));
        }
        counter.counts
    }
}

/// Counts anchor by anchor.
pub(super) struct Counter {
    margin: f64,
    widened: Buckets,
    /// So far.
    pub counts: TripletCounts,
}

impl Counter {
    /// Nothing yet.
    pub fn new(margin: f64) -> Self {
        Self { margin, widened: Buckets::default(), counts: TripletCounts::default() }
    }

    /// Adds an anchor by its positives and the distances of its negatives.
    pub fn add(&mut self, positives: &Buckets, negatives: impl Iterator<Item = f64>) {
        let (plain, counts) = (&positives.sorted, &mut self.counts);
        let Some((farthest, _)) = plain.last() else { return };
        self.widened.build(plain.iter().map(|(d, _)| d + self.margin).zip(0..));
        let (r, limit) = (plain.len(), farthest + self.margin);
        for z in negatives {
            counts.triplets += r as u64;
            let hard = if z <= *farthest { r - positives.below(z) } else { 0 };
            let within = if z < limit { r - self.widened.up_to(z) } else { 0 };
            counts.hard += hard as u64;
            // Without a margin a hard triplet at D_an = D_ap is not below it.
            counts.semi_hard += within.saturating_sub(hard) as u64;
        }
    }
}
