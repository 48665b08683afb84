//! What a miner reads: distances and relations (N×M), anchor by anchor.

use super::row::Row;
use crate::learn::affinity::{AffinitySpec, Orientation, point};
use crate::learn::compare::Relations;
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use std::ops::Range;

/// What a miner reads.
#[derive(Clone, Copy)]
pub struct MineInput<'a> {
    /// Distances of rows to references: N×M.
    pub distances: &'a PairMatrix,
    /// What the references are to the rows: N×M.
    pub relations: &'a Relations,
    /// What the distances are.
    pub affinity: &'static AffinitySpec,
    /// The references' embeddings: d×M. Only [`Self::among`] reads them.
    pub references: &'a Matrix,
    /// The step that the tuples are for.
    pub step: u64,
    /// The one anchor whose tuples are asked for, which are the same as among all; `None`: all. Tuples of others may be left out then.
    pub only: Option<usize>,
}

impl MineInput<'_> {
    /// The distance between two references, such as a positive and a negative.
    pub fn among(&self, p: usize, n: usize) -> f64 {
        if self.relations.within {
            return self.distances[(p, n)];
        }
        let value = (self.affinity.value)(point(self.references, p), point(self.references, n));
        self.affinity.turned(value, Orientation::Distance)
    }

    /// The anchors that are asked for.
    pub fn asked(&self) -> Range<usize> {
        self.only.map_or(0..self.relations.rows(), |a| a..a + 1)
    }

    /// Visits the anchors that are asked for.
    pub fn rows(&self, mut visit: impl FnMut(&mut Row)) {
        let mut row = Row::default();
        for a in self.asked() {
            row.read(a, self.distances, self.relations);
            visit(&mut row);
        }
    }

    /// Visits the anchors that are asked for and have both positives and negatives.
    pub fn anchors(&self, mut visit: impl FnMut(&mut Row)) {
        self.rows(|row| {
            if !row.positives.is_empty() && !row.negatives.is_empty() {
                visit(row);
            }
        });
    }

    /// Visits all anchors that have both positives and negatives, whichever is asked for: for a miner whose anchors share one stream of
    /// draws, so that what one gets depends on those before it.
    pub fn every_anchor(&self, visit: impl FnMut(&mut Row)) {
        MineInput { only: None, ..*self }.anchors(visit);
    }
}
