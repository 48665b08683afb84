//! One anchor's row, arranged for miners. Ties go to the lowest index.

use crate::learn::buckets::Buckets;
use crate::learn::compare::{Relation, Relations};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::random::{Rng, below};
use std::ops::Range;

/// A reference and its distance from the anchor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The reference's column.
    pub index: usize,
    /// How far it is from the anchor.
    pub distance: f64,
}

/// An anchor with its positives and negatives, both in ascending order of index.
#[derive(Default)]
pub struct Row {
    /// The anchor: a row.
    pub anchor: usize,
    /// Its place in the batch.
    pub place: usize,
    /// Whether the references are the rows themselves.
    pub within: bool,
    /// Its positives.
    pub positives: Vec<At>,
    /// Its negatives.
    pub negatives: Vec<At>,
    /// For each positive the nearest negative beyond it, after [`Self::find_beyond`].
    pub beyond: Vec<Option<At>>,
    index: Buckets,
    after: Vec<Option<At>>,
}

impl Row {
    /// Reads an anchor's row, reusing the memory of the previous one.
    pub fn read(&mut self, anchor: usize, distances: &PairMatrix, relations: &Relations) {
        self.anchor = anchor;
        self.within = relations.within;
        self.positives.clear();
        self.negatives.clear();
        for (index, (relation, distance)) in relations.row(anchor).iter().zip(distances.row(anchor)).enumerate() {
            let list = match relation {
                Relation::Positive => &mut self.positives,
                Relation::Negative => &mut self.negatives,
                Relation::Ignored => continue,
            };
            list.push(At { index, distance: *distance });
        }
    }

    /// The nearest negative that is strictly farther than this positive.
    pub fn nearest_farther(&self, positive: At) -> Option<At> {
        nearest(self.negatives.iter().filter(|n| n.distance > positive.distance))
    }

    /// Sorts the negatives by distance, nearest first.
    pub fn rank(&mut self) {
        self.index.build(self.negatives.iter().map(|n| (n.distance, n.index)));
        let sorted = self.index.sorted().iter().map(|(distance, index)| At { index: *index, distance: *distance });
        self.negatives.iter_mut().zip(sorted).for_each(|(n, at)| *n = at);
    }

    /// Finds for each positive the nearest negative that is farther, if there is one: D_an > D_ap.
    ///
    /// Each negative is sorted between the two positives next to it, so it is not compared with all of them: O(P + Q) expected.
    pub fn find_beyond(&mut self) {
        self.index.build(self.positives.iter().map(|p| p.distance).zip(0..));
        let (order, places) = (self.index.sorted(), self.index.places());
        self.after.clear();
        self.after.resize(order.len(), None);
        for n in &self.negatives {
            if let Some(place) = places.below(n.distance).checked_sub(1) {
                self.after[place] = nearest(self.after[place].iter().chain([n]));
            }
        }
        self.beyond.clear();
        self.beyond.resize(order.len(), None);
        let mut beyond = None;
        for ((_, k), found) in order.iter().zip(&self.after).rev() {
            beyond = found.or(beyond);
            self.beyond[*k] = beyond;
        }
    }
}

/// The nearest of these; the first of equals.
pub fn nearest<'a>(references: impl IntoIterator<Item = &'a At>) -> Option<At> {
    let nearer = |best: &'a At, other: &'a At| if other.distance < best.distance { other } else { best };
    references.into_iter().reduce(nearer).copied()
}

/// The farthest of these; the first of equals.
pub fn farthest<'a>(references: impl IntoIterator<Item = &'a At>) -> Option<At> {
    let farther = |best: &'a At, other: &'a At| if other.distance > best.distance { other } else { best };
    references.into_iter().reduce(farther).copied()
}

/// One of these, all equally likely.
pub fn drawn(references: &[At], rng: &mut Rng) -> Option<At> {
    (!references.is_empty()).then(|| references[below(rng, references.len())])
}

/// An anchor's own stream, so that its draws do not depend on those of other anchors.
pub fn own(rng: &Rng, anchor: usize) -> Rng {
    let mut own = rng.clone();
    own.set_stream(anchor as u64);
    own
}

/// The indices of these.
pub fn indices(references: &[At]) -> impl Iterator<Item = usize> + '_ {
    references.iter().map(|r| r.index)
}

/// The range of ranked references that are no longer before a part and still within it.
pub fn part(ranked: &[At], before: impl Fn(&At) -> bool, within: impl Fn(&At) -> bool) -> Range<usize> {
    let start = ranked.partition_point(before);
    start..start + ranked[start..].partition_point(within)
}
