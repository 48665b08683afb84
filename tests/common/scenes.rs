//! The input of miners in tests: arbitrary distances and relations, with many ties.

use proptest::prelude::*;
use pushpull::learn::affinity::{self, AffinitySpec};
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::miner::{MineInput, Miner};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::random::stream;

/// Distances and relations (N×M), and the places of the references (2×M).
#[derive(Clone)]
pub struct Scene {
    pub distances: PairMatrix,
    pub relations: Relations,
    pub references: Matrix,
    pub affinity: &'static AffinitySpec,
}

impl std::fmt::Debug for Scene {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:?} {:?} {}", self.distances, self.relations, self.references)
    }
}

impl Scene {
    /// Distances and relations without places: all references at the origin.
    pub fn new(distances: impl Into<PairMatrix>, relations: Relations) -> Self {
        let distances = distances.into();
        let references = Matrix::zeros(2, distances.ncols());
        Self { distances, relations, references, affinity: plain() }
    }

    /// The miner's input at step 0.
    pub fn input(&self) -> MineInput<'_> {
        MineInput {
            distances: &self.distances,
            relations: &self.relations,
            affinity: self.affinity,
            references: &self.references,
            step: 0,
            only: None,
            places: &[],
        }
    }

    /// What a miner selects.
    pub fn mine(&self, miner: &dyn Miner, seed: u64) -> Tuples {
        miner.mine(&self.input(), &mut stream(seed, "miner", 0))
    }

    /// The (distance, index) pairs of an anchor's references of one relation, nearest first, the lowest index first among equals.
    pub fn ranked(&self, anchor: usize, relation: Relation) -> Vec<(f64, usize)> {
        let all = (0..self.relations.columns()).filter(|j| self.relations.get(anchor, *j) == relation);
        let mut ranked: Vec<(f64, usize)> = all.map(|j| (self.distances[(anchor, j)], j)).collect();
        ranked.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
        ranked
    }
}

fn plain() -> &'static AffinitySpec {
    super::spec(affinity::LIST, "euclidean")
}

/// A distance from a coarse grid, so that there are many ties.
fn grid(steps: u8) -> f64 {
    f64::from(steps) * 0.25
}

/// Batches with singletons, duplicates, single classes and no points at all, and arbitrary relations to other references.
pub fn scenes() -> impl Strategy<Value = Scene> {
    let labels = prop::collection::vec(0..4_usize, 0..12);
    let within = labels.prop_flat_map(|labels| {
        let n = labels.len();
        let ids = prop::collection::vec(0..n.max(1) * 2, n);
        (Just(labels), ids, prop::collection::vec(0..6_u8, n * n), prop::collection::vec(0..6_u8, 2 * n))
    });
    let within = within.prop_map(|(labels, ids, distances, places)| {
        // The same point twice in a batch has the same label both times.
        let labels: Vec<usize> = ids.iter().map(|id| labels[id % labels.len()]).collect();
        let n = labels.len();
        Scene {
            distances: Matrix::from_iterator(n, n, distances.into_iter().map(grid)).into(),
            relations: Relations::supervised(&labels, &ids),
            references: Matrix::from_iterator(2, n, places.into_iter().map(grid)),
            affinity: plain(),
        }
    });
    let across = (0..6_usize, 0..9_usize).prop_flat_map(|(n, m)| {
        let cells = (prop::collection::vec(0..6_u8, n * m), prop::collection::vec(0..3_u8, n * m));
        (Just((n, m)), cells, prop::collection::vec(0..6_u8, 2 * m))
    });
    let across = across.prop_map(|((n, m), (distances, kinds), places)| {
        let kind = |i: usize, j: usize| match kinds[i * m + j] {
            0 => Relation::Positive,
            1 => Relation::Negative,
            _ => Relation::Ignored,
        };
        Scene {
            distances: Matrix::from_iterator(n, m, distances.into_iter().map(grid)).into(),
            relations: Relations::from_fn(n, m, false, kind),
            references: Matrix::from_iterator(2, m, places.into_iter().map(grid)),
            affinity: plain(),
        }
    });
    prop_oneof![3 => within, 1 => across]
}
