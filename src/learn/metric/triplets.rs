//! Exact counts of hard, semi-hard and easy triplets, without visiting single triplets.
//!
//! Per anchor, the distances of the positives are sorted. Each negative finds through a bucket index how many of them are at least as far
//! as it (hard), and how many are with the margin added (within the margin): O(N²) expected time.

use crate::learn::buckets::{Buckets, Places};
use crate::learn::compare::{Relation, Relations};
use crate::learn::pair_matrix::PairMatrix;
use std::ops::AddAssign;

/// The numbers of triplets of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TripletCounts {
    /// Triplets whose negative is no farther than the positive: D_an ≤ D_ap.
    pub hard: u64,
    /// Triplets whose negative is farther, but within the margin: D_ap < D_an < D_ap + m.
    pub semi_hard: u64,
    /// All triplets; those that are neither hard nor semi-hard are easy.
    pub triplets: u64,
}

impl TripletCounts {
    /// Triplets within the margin: those for which a triplet loss is positive, if its margin is.
    pub fn active(&self) -> u64 {
        self.hard + self.semi_hard
    }

    /// Their share of all triplets; `None` without a triplet.
    pub fn active_fraction(&self) -> Option<f64> {
        (self.triplets > 0).then(|| self.active() as f64 / self.triplets as f64)
    }

    /// The counts over all rows and references, from distances and relations (both N×M).
    pub fn of(distances: &PairMatrix, relations: &Relations, margin: f64) -> Self {
        let (mut counter, mut counts) = (Counter::new(margin), Self::default());
        let mut positives = Buckets::default();
        for a in 0..relations.rows() {
            let row = distances.row(a);
            positives.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let mut of_anchor = counter.anchor(&positives);
            relations.of(a, Relation::Negative).for_each(|n| _ = of_anchor.add(row[n]));
            counts += of_anchor.counts;
        }
        counts
    }

    /// The same, if a loss has found how many triplets are within the margin: half of the work.
    pub fn with_active(distances: &PairMatrix, relations: &Relations, active: u64) -> Self {
        let (mut counts, mut positives) = (Self::default(), Buckets::default());
        for a in 0..relations.rows() {
            let row = distances.row(a);
            positives.build(relations.of(a, Relation::Positive).map(|p| (row[p], p)));
            let (sorted, places) = (positives.sorted(), positives.places());
            let (count, farthest) = (sorted.len(), sorted.last().map_or(f64::NAN, |(d, _)| *d));
            for n in relations.of(a, Relation::Negative) {
                let nearer = if row[n] <= farthest { places.below(row[n]) } else { count };
                counts.hard += (count - nearer) as u64;
                counts.triplets += count as u64;
            }
        }
        // Without a margin, a hard triplet with D_an = D_ap is not within it.
        Self { semi_hard: active.saturating_sub(counts.hard), ..counts }
    }
}

impl AddAssign for TripletCounts {
    fn add_assign(&mut self, more: Self) {
        self.hard += more.hard;
        self.semi_hard += more.semi_hard;
        self.triplets += more.triplets;
    }
}

/// Counts anchor by anchor.
pub(super) struct Counter {
    margin: f64,
    widened: Buckets,
}

impl Counter {
    /// A counter for this margin.
    pub fn new(margin: f64) -> Self {
        Self { margin, widened: Buckets::default() }
    }

    /// Starts an anchor with these positives.
    pub fn anchor<'a>(&'a mut self, positives: &'a Buckets) -> OfAnchor<'a> {
        let sorted = positives.sorted();
        self.widened.build(sorted.iter().map(|(d, _)| d + self.margin).zip(0..));
        let farthest = sorted.last().map_or(f64::NAN, |(d, _)| *d);
        OfAnchor {
            positives: positives.places(),
            widened: self.widened.places(),
            count: sorted.len(),
            farthest,
            limit: farthest + self.margin,
            counts: TripletCounts::default(),
        }
    }
}

/// Counts the triplets of one anchor.
pub(super) struct OfAnchor<'a> {
    positives: Places<'a>,
    /// The positives, with the margin added.
    widened: Places<'a>,
    count: usize,
    farthest: f64,
    limit: f64,
    /// The counts so far.
    pub counts: TripletCounts,
}

impl OfAnchor<'_> {
    /// Adds a negative by its distance, and returns the number of nearer positives.
    #[inline(always)]
    pub fn add(&mut self, z: f64) -> usize {
        let nearer = if z <= self.farthest { self.positives.below(z) } else { self.count };
        let beyond = if z < self.limit { self.widened.up_to(z) } else { self.count };
        self.counts.hard += (self.count - nearer) as u64;
        // Without a margin, a hard triplet with D_an = D_ap is not within it.
        self.counts.semi_hard += nearer.saturating_sub(beyond) as u64;
        self.counts.triplets += self.count as u64;
        nearer
    }
}
