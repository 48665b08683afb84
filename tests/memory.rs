//! Distances, mining and losses reuse the pipeline's memory: after the first steps they allocate none that grows with the pairs.

mod common;

use common::{built_miner, normals, pipeline, relations, with_loss};
use pushpull::learn::compare::Tuples;
use pushpull::learn::miner::{MineInput, Miner};
use pushpull::learn::num::Matrix;
use pushpull::learn::random::Rng;
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, dataset, loss, miner, sampler};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Mutex;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const POINTS: usize = 256;

/// The bytes that a step allocates from a batch to its loss and pair weights, after two such steps.
fn asked_for(pipeline: &Pipeline, points: &Matrix) -> usize {
    let labels: Vec<usize> = (0..POINTS).map(|i| i % 4).collect();
    let (relations, numbers) = (relations(&labels), pipeline.start().learned.numbers().to_vec());
    let step = || {
        let region = Region::new(ALLOCATOR);
        let weighed = pipeline.weigh(points, points, &relations, &numbers, 7);
        let bytes = region.change().bytes_allocated;
        assert!(weighed.output.terms > 0);
        pipeline.forget_weighed(weighed);
        bytes
    };
    (step(), step(), step()).2
}

#[test]
fn a_step_asks_for_less_than_a_byte_for_each_pair() {
    let _turn = TURN.lock();
    let points = (pipeline().head.forward)(&normals(1, 2, POINTS));
    let mut asked = vec![];
    for spec in loss::LIST
        .iter()
        .filter(|spec| (spec.build)(&Params::defaults(&spec.entry)).learns().proxies == loss::Proxies::None)
    {
        for affinity in affinity::LIST {
            let pipeline = Pipeline { affinity, ..with_loss(spec, &Params::defaults(&spec.entry)) };
            asked.push((format!("{} {}", spec.entry.id, affinity.entry.id), asked_for(&pipeline, &points)));
        }
    }
    for spec in miner::LIST {
        let pipeline = Pipeline { miner: built_miner(spec.entry.id), ..pipeline() };
        asked.push((spec.entry.id.to_string(), asked_for(&pipeline, &points)));
    }
    asked.retain(|(_, bytes)| *bytes >= POINTS * POINTS);
    assert!(asked.is_empty(), "{asked:#?}");
}

/// The tests count what all threads hold, so they take turns.
static TURN: Mutex<()> = Mutex::new(());

/// What is held now, in bytes.
fn held() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// A miner that notes the most that is held whenever it is called: once for every block of rows.
struct Watching(Box<dyn Miner>, Rc<Cell<usize>>);

impl Miner for Watching {
    fn select(&self, input: &MineInput, rng: &mut Rng, tuples: &mut Tuples) {
        self.0.select(input, rng, tuples);
        self.1.set(self.1.get().max(held()));
    }
}

#[test]
fn a_step_by_blocks_never_holds_a_matrix_of_all_pairs() {
    let _turn = TURN.lock();
    let data = common::spec(dataset::LIST, "blobs");
    let params = common::params(&data.entry, &[("classes", 3.0), ("per_class", 1000.0)]);
    let full = common::spec(sampler::LIST, "full");
    let sampler = || (full.build)(&Params::default());
    for id in ["all", "batch-hard", "semi-hard"] {
        let most = Rc::new(Cell::new(0));
        let miner = Box::new(Watching(built_miner(id), most.clone()));
        let pipeline = Pipeline { dataset: data.make(&params, 1), sampler: sampler(), miner, ..pipeline() };
        let state = pipeline.start();
        let before = held();
        let trace = pipeline.look(&state, 0);
        assert!(!trace.places.is_empty() && trace.terms > 0, "{id}");
        let more = most.get().max(held()).saturating_sub(before);
        // One matrix of all pairs would take eight bytes for each.
        assert!(more > 0 && more < 2 * 3000 * 3000, "{id}: {more} bytes");
    }
}

/// The bytes that these tuples take.
fn size(tuples: &Tuples) -> usize {
    let region = Region::new(ALLOCATOR);
    let copy = tuples.clone();
    let bytes = region.change().bytes_allocated;
    drop(copy);
    bytes
}

#[test]
fn tuples_that_are_taken_stay_in_order_and_hold_no_member_more_often_than_before() {
    let _turn = TURN.lock();
    let points = (pipeline().head.forward)(&normals(1, 2, POINTS));
    let relations = relations(&(0..POINTS).map(|i| i % 4).collect::<Vec<_>>());
    for spec in miner::LIST {
        let pipeline = Pipeline { miner: built_miner(spec.entry.id), ..pipeline() };
        let tuples = pipeline.weigh(&points, &points, &relations, &[], 7).tuples;
        for kept in [1, 3] {
            let place = |anchor: usize| anchor.is_multiple_of(kept).then_some(anchor / kept);
            // Beside tuples that are already there.
            let mut taken = Tuples::default();
            taken.push(7, 1, [2, 3]);
            let before = size(&taken);
            taken.take(&tuples, place);
            let expected = tuples.iter().filter_map(|(a, p, negatives)| Some((place(a)?, p, negatives)));
            assert!(taken.iter().skip(1).eq(expected), "{}", spec.entry.id);
            let lone = tuples.lone().filter_map(|(a, n)| Some((place(a)?, n)));
            assert!(taken.lone().eq(lone), "{}", spec.entry.id);
            let (most, found) = (before + size(&tuples), size(&taken));
            assert!(found <= most, "{}: {found} bytes of {most}", spec.entry.id);
        }
    }
}
