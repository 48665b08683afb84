//! Steps with more rows than are looked at together go by blocks of rows, and say what the same step says all at once: the summary, the
//! gradient, the forces, and the pairs of the rows that are shown.

use crate::common::*;
use pushpull::learn::compare::Tuples;
use pushpull::learn::judge::summary::Summary;
use pushpull::learn::look::force::Forces;
use pushpull::learn::look::sight::Sight;
use pushpull::learn::miner::{MineInput, Miner};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::TOGETHER;
use pushpull::learn::random::Rng;
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, Trace};
use pushpull::learn::{affinity, dataset, head, loss, miner, reduction, sampler, scheme};

/// A miner that sees all rows together, so that a step with it never goes by blocks.
struct Together(Box<dyn Miner>);

impl Miner for Together {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        self.0.select(input, rng, tuples);
    }

    fn is_joint(&self) -> bool {
        true
    }
}

/// So many points that a batch of all goes by blocks, of which the last is not full. Triplets are fewer where there are more classes.
fn large(pipeline: Pipeline) -> Pipeline {
    let data = spec(dataset::LIST, "blobs");
    let params = params(&data.entry, &[("classes", 10.0), ("per_class", 105.0), ("spread", 0.5)]);
    let full = spec(sampler::LIST, "full");
    Pipeline { dataset: data.make(&params, 1), sampler: (full.build)(&Params::default()), ..pipeline }
}

/// Equal, beside numbers of this size.
fn close(found: &Matrix, expected: &Matrix, size: f64, what: &str) {
    let apart = (found - expected).amax();
    assert!(apart <= 1e-10 * size, "{what}: {apart} apart of {size}");
}

fn is_near(found: f64, expected: f64) -> bool {
    (found - expected).abs() <= 1e-10 * (1.0 + expected.abs())
}

/// The step by blocks, which is the same as at once.
fn assert_same(make: impl Fn() -> Pipeline, what: &str) -> Trace {
    let by_blocks = large(make());
    let at_once = large(make());
    let at_once = Pipeline { miner: Box::new(Together(at_once.miner)), ..at_once };
    let mut state = by_blocks.start();
    // A scheme with a memory has something in it.
    if !state.memory.is_empty() {
        state = at_once.update(&state, &at_once.look(&state, 0)).unwrap_or_else(|e| panic!("{what}: {e:?}"));
    }
    let (found, expected) = (by_blocks.look(&state, 3), at_once.look(&state, 3));
    assert!(!found.places.is_empty() && expected.places.is_empty(), "{what}: goes by blocks");
    let (s, e) = (Summary::of(&by_blocks, &state, &found), Summary::of(&at_once, &state, &expected));
    let counts = |s: &Summary| (s.terms, s.active, s.tuples, s.hard, s.semi_hard, s.triplets);
    assert_eq!(counts(&s), counts(&e), "{what}");
    let numbers = |s: &Summary| {
        let maybe = [s.mean_positive, s.mean_negative, s.mean_pair, s.scale].map(|x| x.unwrap_or(-7.0));
        [&[s.loss, s.collapse_loss, s.active_loss, s.spread][..], &maybe].concat()
    };
    assert!(numbers(&s).iter().zip(numbers(&e)).all(|(s, e)| is_near(*s, e)), "{what}: {s:?} and {e:?}");
    let [forces, all] = [(&by_blocks, &found), (&at_once, &expected)].map(|(p, trace)| Forces::of(p, trace));
    // Pulls and pushes of many pairs may be far larger than what is left of them.
    let size = all.pull.amax().max(all.push.amax()).max(1e-3);
    close(&forces.pull, &all.pull, size, what);
    close(&forces.push, &all.push, size, what);
    close(&found.gradient, &expected.gradient, size, what);
    for (found, expected) in
        found.parameter_gradients.iter().flatten().zip(expected.parameter_gradients.iter().flatten())
    {
        // The encoder's gradient is a sum over all points.
        close(found, expected, 1e3 * size, what);
    }
    for (row, place) in found.places.iter().enumerate() {
        let same = |x: &[f64], y: &[f64]| x.iter().zip(y).all(|(x, y)| is_near(*x, *y));
        assert_eq!(found.distances.row(row), expected.distances.row(*place), "{what}");
        assert_eq!(found.relations.row(row), expected.relations.row(*place), "{what}");
        assert!(same(found.weights.row(row), expected.weights.row(*place)), "{what}");
        assert_eq!(found.points[row], expected.points[*place], "{what}");
    }
    let tuples = |trace: &Trace, row: &dyn Fn(usize) -> Option<usize>| {
        let shown = trace.tuples.iter().filter_map(|(a, p, negatives)| Some((row(a)?, p, negatives.to_vec())));
        let mut shown: Vec<_> = shown.collect();
        shown.sort();
        shown
    };
    let row = |place| found.places.iter().position(|shown| *shown == place);
    assert_eq!(tuples(&found, &Some), tuples(&expected, &row), "{what}");
    found
}

#[test]
fn every_loss_steps_by_blocks_as_it_steps_at_once() {
    for spec in loss::LIST {
        let make = || Pipeline { miner: built_miner("semi-hard"), ..with_loss(spec, &Params::defaults(&spec.entry)) };
        if !make().loss.is_joint() && make().loss.learns() == loss::Learns::default() {
            assert_same(make, spec.entry.id);
            assert_same(|| with_loss(spec, &Params::defaults(&spec.entry)), spec.entry.id);
        }
    }
}

#[test]
fn every_miner_steps_by_blocks_as_it_steps_at_once() {
    for spec in miner::LIST {
        for setting in usual_settings(&spec.entry).into_iter().filter(|setting| !(spec.build)(setting).is_joint()) {
            let what = format!("{} {setting:?}", spec.entry.id);
            assert_same(|| Pipeline { miner: (spec.build)(&setting), ..pipeline() }, &what);
        }
    }
}

#[test]
fn every_affinity_head_reduction_and_scheme_steps_by_blocks_as_it_steps_at_once() {
    for affinity in affinity::LIST {
        assert_same(|| Pipeline { affinity, ..pipeline() }, affinity.entry.id);
    }
    for (head, dimensions) in head::LIST.iter().flat_map(|head| [2, 5].map(|d| (head, d))) {
        assert_same(|| Pipeline { head, ..pipeline_in(dimensions) }, head.entry.id);
    }
    for reduction in reduction::LIST {
        assert_same(|| Pipeline { reduction, clip: 1.0, ..pipeline() }, reduction.entry.id);
    }
    for scheme in scheme::LIST {
        let build = || (scheme.build)(&Params::defaults(&scheme.entry));
        assert_same(|| Pipeline { scheme: build(), ..pipeline() }, scheme.entry.id);
    }
}

#[test]
fn a_point_whose_row_is_not_shown_is_looked_at_with_its_own_pairs() {
    let pipeline = large(pipeline());
    let state = pipeline.start();
    let trace = pipeline.look(&state, 0);
    let point = trace.batch.iter().copied().find(|point| trace.row_of(*point).is_none()).unwrap();
    let sight = Sight::of(&pipeline, &state, &trace, 0, point, 0);
    assert!(!sight.is_supposed(), "it is in the batch");
    assert_eq!(sight.trace(&trace).loss, trace.loss);
    assert!(sight.lens.is_some() && sight.pairs(&trace).len() == trace.batch.len() - 1);
    assert!(trace.batch.len() > TOGETHER);
}
