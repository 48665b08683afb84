//! Sight: one point of the data set, looked at as an anchor.
//!
//! A point of this step's batch is seen as the step sees it. Any other point is put into the batch as a further one, and what would then be
//! is seen: the rest of the batch is the same, but miners that draw at random may draw otherwise.

use super::lens::Lens;
use crate::learn::compare::Relation;
use crate::learn::loss::Zone;
use crate::learn::order::sort_by_number;
use crate::learn::scheme::Who;
use crate::learn::step::{Pipeline, State, Trace};

/// The anchor and one thing that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The reference: a column.
    pub reference: usize,
    /// Whom it stands for.
    pub who: Who,
    /// Whether it is a positive; else it is a negative.
    pub positive: bool,
    /// How far away it is.
    pub distance: f64,
    /// Where it lies, if it is a negative.
    pub zone: Option<Zone>,
    /// ∂L/∂distance of the pair, whichever of the two is the anchor; positive pulls.
    pub weight: f64,
    /// Whether a mined tuple of the anchor holds it.
    pub mined: bool,
}

/// A point looked at.
pub struct Sight {
    /// The point.
    pub point: usize,
    /// What the anchor is compared with; `None` without a positive or without a negative.
    pub lens: Option<Lens>,
    /// What would be if the point were in the batch, where it is not.
    supposed: Option<Trace>,
}

impl Sight {
    /// Looks at a point and its `nth` positive at this state, which is that of step `step` and has this trace.
    pub fn of(pipeline: &Pipeline, state: &State, trace: &Trace, step: u64, point: usize, nth: usize) -> Self {
        let supposed = (!trace.batch.contains(&point)).then(|| {
            let batch = trace.batch.iter().copied().chain([point]).collect();
            pipeline.look_at(state, batch, step)
        });
        let seen = supposed.as_ref().unwrap_or(trace);
        let row = seen.row_of(point);
        Self { point, lens: row.and_then(|row| Lens::new(pipeline, seen, state.learned.numbers(), row, nth)), supposed }
    }

    /// Whether the point is not in the batch, so that this is only what would be.
    pub fn is_supposed(&self) -> bool {
        self.supposed.is_some()
    }

    /// The trace that is seen, given that of the step.
    pub fn trace<'a>(&'a self, present: &'a Trace) -> &'a Trace {
        self.supposed.as_ref().unwrap_or(present)
    }

    /// Everything that the anchor is compared with, by distance.
    pub fn pairs(&self, present: &Trace) -> Vec<Pair> {
        let (Some(lens), trace) = (&self.lens, self.trace(present)) else { return vec![] };
        let a = lens.anchor;
        let mined: Vec<bool> = {
            let mut mined = vec![false; trace.who.len()];
            for (_, p, negatives) in trace.tuples.iter().filter(|(anchor, ..)| *anchor == a) {
                mined[p] = true;
                negatives.iter().for_each(|n| mined[*n] = true);
            }
            trace.tuples.lone().iter().filter(|(anchor, _)| *anchor == a).for_each(|(_, n)| mined[*n] = true);
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
                weight: trace.weights[(a, j)] + if trace.relations.within { trace.weights[(j, a)] } else { 0.0 },
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
