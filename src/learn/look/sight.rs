//! Sight: one point of the data set as an anchor.
//!
//! A point of this step's batch appears as in the step. Any other point is added to the batch to show what would happen: the rest of the
//! batch is the same, but miners that draw may draw differently.

use super::lens::Lens;
use crate::learn::compare::Relation;
use crate::learn::loss::Zone;
use crate::learn::order::sort_by_number;
use crate::learn::scheme::Who;
use crate::learn::step::{Pipeline, State, Trace};
use std::rc::Rc;

/// The anchor and one reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The reference: a column.
    pub reference: usize,
    /// Whom the reference stands for.
    pub who: Who,
    /// Whether it is a positive; else it is a negative.
    pub positive: bool,
    /// Its distance from the anchor.
    pub distance: f64,
    /// Its zone, if it is a negative.
    pub zone: Option<Zone>,
    /// ∂L/∂distance of the pair, as of [`Trace::pair_weight`]; positive pulls.
    pub weight: f64,
    /// Whether a mined tuple of the anchor contains it.
    pub mined: bool,
}

/// A point looked at.
pub struct Sight {
    /// The point.
    pub point: usize,
    /// The anchor with its positives and negatives; `None`, if either are missing.
    pub lens: Option<Lens>,
    /// Whether the point is not in the batch, so that this is only what would be.
    supposed: bool,
    /// What is seen, where it is another trace than that of the step: of a batch with the point in it, or with the pairs of its row.
    other: Option<Rc<Trace>>,
}

impl Sight {
    /// Looks at a point and its `nth` positive, given the state of step `step` and its trace.
    pub fn of(pipeline: &Pipeline, state: &State, trace: &Trace, step: u64, point: usize, nth: usize) -> Self {
        let supposed = !trace.batch.contains(&point);
        let other = trace.row_of(point).is_none().then(|| {
            let more = Some(point).filter(|_| supposed);
            pipeline.look_at(state, trace.batch.iter().copied().chain(more).collect(), step, Some(point))
        });
        let seen = Self { point, lens: None, supposed, other: other.map(Rc::new) };
        seen.with(pipeline, state, trace, nth)
    }

    /// The same point with another positive.
    pub fn with(&self, pipeline: &Pipeline, state: &State, trace: &Trace, nth: usize) -> Self {
        let seen = self.trace(trace);
        let row = seen.row_of(self.point);
        let lens = row.and_then(|row| Lens::new(pipeline, seen, state.learned.numbers(), row, nth));
        Self { lens, other: self.other.clone(), ..*self }
    }

    /// Whether the point is not in the batch, so that all this is hypothetical.
    pub fn is_supposed(&self) -> bool {
        self.supposed
    }

    /// Whether another trace than that of the step is read.
    pub fn is_aside(&self) -> bool {
        self.other.is_some()
    }

    /// The trace to read, given that of the step.
    pub fn trace<'a>(&'a self, present: &'a Trace) -> &'a Trace {
        self.other.as_deref().unwrap_or(present)
    }

    /// All references of the anchor, by distance.
    pub fn pairs(&self, present: &Trace) -> Vec<Pair> {
        let (Some(lens), trace) = (&self.lens, self.trace(present)) else { return vec![] };
        let a = lens.anchor;
        let mined: Vec<bool> = {
            let mut mined = vec![false; trace.who.len()];
            for (_, positives, negatives) in trace.tuples.selected().filter(|(anchor, ..)| *anchor == a) {
                positives.iter().chain(negatives).for_each(|j| mined[*j] = true);
            }
            mined
        };
        let pair = |j: usize, positive: bool| {
            let distance = trace.distances[(a, j)];
            Pair {
                reference: j,
                who: trace.who[j],
                positive,
                distance,
                zone: (!positive).then(|| lens.reach.zone(lens.distance, distance)),
                weight: trace.pair_weight(a, j),
                mined: mined[j],
            }
        };
        let of = |relation| trace.relations.of(a, relation);
        let positives = of(Relation::Positive).map(|j| pair(j, true));
        let mut pairs: Vec<Pair> = positives.chain(of(Relation::Negative).map(|j| pair(j, false))).collect();
        sort_by_number(&mut pairs, |pair| pair.distance);
        pairs
    }
}
