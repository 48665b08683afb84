//! The input of a miner: distances and relations (N×M), row by row.

use super::row::Row;
use crate::learn::affinity::{AffinitySpec, Orientation, point};
use crate::learn::compare::Relations;
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use std::ops::Range;

/// The input of a miner.
#[derive(Clone, Copy)]
pub struct MineInput<'a> {
    /// Distances of rows to references, in units of the affinity: N×M.
    pub distances: &'a PairMatrix,
    /// The relation of every row to every reference: N×M.
    pub relations: &'a Relations,
    /// The affinity that the distances belong to.
    pub affinity: &'static AffinitySpec,
    /// The references' embeddings: d×M. Only [`Self::among`] reads them.
    pub references: &'a Matrix,
    /// The step for which tuples are selected.
    pub step: u64,
    /// The only anchor whose tuples are needed; `None`: all. They must be the same as among all; those of other anchors may be left out.
    pub only: Option<usize>,
    /// The places of the rows in the batch, where they are only some of it.
    pub places: &'a [usize],
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

    /// The anchors whose tuples are needed.
    pub fn asked(&self) -> Range<usize> {
        self.only.map_or(0..self.relations.rows(), |a| a..a + 1)
    }

    /// Visits the needed anchors.
    pub fn rows(&self, mut visit: impl FnMut(&mut Row)) {
        let mut row = Row::default();
        for a in self.asked() {
            row.read(a, self.distances, self.relations);
            row.place = self.places.get(a).copied().unwrap_or(a);
            visit(&mut row);
        }
    }

    /// Visits the needed anchors that have both positives and negatives.
    pub fn anchors(&self, mut visit: impl FnMut(&mut Row)) {
        self.rows(|row| {
            if !row.positives.is_empty() && !row.negatives.is_empty() {
                visit(row);
            }
        });
    }

    /// Visits all anchors that have both positives and negatives, needed or not: for a miner whose anchors draw from one stream, so that
    /// each draw depends on those before it.
    pub fn every_anchor(&self, visit: impl FnMut(&mut Row)) {
        MineInput { only: None, ..*self }.anchors(visit);
    }
}
