//! The lens: one anchor of a batch, what it is compared with, and which negative every miner would take for it.

use super::compare::Relation;
use super::miner::{self, Definition, MineInput, MinerSpec};
use super::random::{Rng, stream};
use super::spec::Params;
use super::step::{Pipeline, Trace};

/// How hard a negative is for one anchor and positive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    /// No farther than the positive.
    Hard,
    /// Farther than the positive, but within the margin.
    SemiHard,
    /// Beyond the margin.
    Easy,
}

impl Zone {
    /// The zone of a negative: D_an ≤ D_ap, D_an < D_ap + m, or neither.
    pub fn of(positive: f64, negative: f64, margin: f64) -> Self {
        if negative <= positive {
            Self::Hard
        } else if negative < positive + margin {
            Self::SemiHard
        } else {
            Self::Easy
        }
    }
}

/// What one miner takes for this anchor and positive.
pub struct Pick {
    /// The miner.
    pub spec: &'static MinerSpec,
    /// The references that it takes as negatives; empty where it skips the pair.
    pub negatives: Vec<usize>,
}

/// What the miner of a step has read.
fn read_again<'a>(pipeline: &Pipeline, trace: &'a Trace, step: u64) -> MineInput<'a> {
    MineInput {
        distances: &trace.distances,
        relations: &trace.relations,
        affinity: pipeline.affinity,
        references: trace.references.as_ref().unwrap_or(&trace.rows),
        step,
        only: None,
    }
}

/// The random numbers that it has drawn.
fn draws(pipeline: &Pipeline, step: u64) -> Rng {
    stream(pipeline.seed, "miner", step)
}

/// One anchor and one positive of a batch.
pub struct Lens {
    /// The anchor: a row.
    pub anchor: usize,
    /// The positive: a reference.
    pub positive: usize,
    /// Their distance.
    pub distance: f64,
    /// The margin at which zones end; 0 where the loss has none.
    pub margin: f64,
    /// All negatives of the anchor with their zone, ascending.
    pub negatives: Vec<(usize, Zone)>,
}

impl Lens {
    /// The lens on a row of the batch and its `nth` positive, counted from the farthest, round and round; `None` for an anchor that lacks a
    /// positive or a negative.
    pub fn new(pipeline: &Pipeline, trace: &Trace, anchor: usize, nth: usize) -> Option<Self> {
        let row = |j: usize| trace.distances[(anchor, j)];
        let mut positives: Vec<usize> = trace.relations.of(anchor, Relation::Positive).collect();
        positives.sort_by(|a, b| row(*b).total_cmp(&row(*a)));
        let positive = *positives.get(nth.checked_rem(positives.len())?)?;
        let margin = pipeline.loss.triplet_margin().unwrap_or(0.0);
        let zone = |n: usize| (n, Zone::of(row(positive), row(n), margin));
        let negatives: Vec<_> = trace.relations.of(anchor, Relation::Negative).map(zone).collect();
        let lens = Self { anchor, positive, distance: row(positive), margin, negatives };
        (!lens.negatives.is_empty()).then_some(lens)
    }

    /// The negatives that a miner's tuples hold for this anchor and positive.
    pub fn taken(&self, tuples: &super::compare::Tuples) -> Vec<usize> {
        let own = tuples.iter().filter(|(a, p, _)| (*a, *p) == (self.anchor, self.positive));
        own.flat_map(|(_, _, negatives)| negatives.iter().copied()).collect()
    }

    /// What every miner would take at this step, with the parameters that `params` gives for it.
    pub fn picks(
        &self,
        pipeline: &Pipeline,
        trace: &Trace,
        step: u64,
        params: impl Fn(&'static MinerSpec) -> Params,
    ) -> Vec<Pick> {
        let input = MineInput { only: Some(self.anchor), ..read_again(pipeline, trace, step) };
        let pick = |spec: &'static MinerSpec| {
            let tuples = (spec.build)(&params(spec)).mine(&input, &mut draws(pipeline, step));
            Pick { spec, negatives: self.taken(&tuples) }
        };
        miner::LIST.iter().map(pick).collect()
    }

    /// What every definition of "semi-hard" takes at this step for this anchor and positive, at a margin.
    pub fn meanings(
        &self,
        pipeline: &Pipeline,
        trace: &Trace,
        step: u64,
        margin: f64,
    ) -> Vec<(&'static Definition, Vec<usize>)> {
        let input = MineInput { only: Some(self.anchor), ..read_again(pipeline, trace, step) };
        let taken = |d: &'static Definition| self.taken(&d.mine(&input, margin, &mut draws(pipeline, step)));
        miner::DEFINITIONS.iter().map(|d| (d, taken(d))).collect()
    }
}
