//! The lens: one anchor of a batch, one of its positives, and the places of its negatives.

use crate::learn::compare::{Relation, Tuples};
use crate::learn::loss::{Exception, Reach, Zone};
use crate::learn::order::sort_by_number;
use crate::learn::step::{Pipeline, Trace};

/// One anchor and one positive of a batch.
pub struct Lens {
    /// The anchor: a row.
    pub anchor: usize,
    /// The positive: a reference.
    pub positive: usize,
    /// Their distance.
    pub distance: f64,
    /// How far the loss pushes.
    pub reach: Reach,
    /// All positives of the anchor, farthest first.
    pub positives: Vec<usize>,
    /// All negatives of the anchor with their zones, in ascending order of index.
    pub negatives: Vec<(usize, Zone)>,
}

impl Lens {
    /// The lens on a row of the batch and its `nth` positive, counted cyclically from the farthest; `None` for an anchor without positives
    /// or, where there are negatives, without any. `numbers` are the learned ones.
    pub fn new(pipeline: &Pipeline, trace: &Trace, numbers: &[f64], anchor: usize, nth: usize) -> Option<Self> {
        let row = |j: usize| trace.distances[(anchor, j)];
        let mut positives: Vec<usize> = trace.relations.of(anchor, Relation::Positive).collect();
        sort_by_number(&mut positives, |j| -row(*j));
        let positive = *positives.get(nth.checked_rem(positives.len())?)?;
        let nothing_pushes = pipeline.loss_spec.exceptions.contains(&Exception::NothingPushes);
        let reach = if nothing_pushes { Reach::Nowhere } else { pipeline.reach(numbers) };
        let zone = |n: usize| (n, reach.zone(row(positive), row(n)));
        let negatives: Vec<_> = trace.relations.of(anchor, Relation::Negative).map(zone).collect();
        let lens = Self { anchor, positive, distance: row(positive), reach, positives, negatives };
        (pipeline.scheme.may_lack_negatives() || !lens.negatives.is_empty()).then_some(lens)
    }

    /// The negatives that a miner's tuples contain for this anchor and positive.
    pub fn taken(&self, tuples: &Tuples) -> Vec<usize> {
        let own = tuples.iter().filter(|(a, p, _)| (*a, *p) == (self.anchor, self.positive));
        own.flat_map(|(_, _, negatives)| negatives.iter().copied()).collect()
    }
}
