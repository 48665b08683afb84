//! Distances, mining and losses reuse the pipeline's memory: after the first steps they allocate none that grows with the pairs.

mod common;

use common::{built_miner, normals, pipeline, relations, with_loss};
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, dataset, loss, miner, sampler};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;

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

#[test]
fn a_step_by_blocks_asks_for_less_than_a_byte_for_each_pair() {
    let data = common::spec(dataset::LIST, "blobs");
    let params = common::params(&data.entry, &[("classes", 3.0), ("per_class", 1000.0)]);
    let full = common::spec(sampler::LIST, "full");
    let sampler = || (full.build)(&Params::default());
    for miner in ["all", "batch-hard", "semi-hard"] {
        let miner = built_miner(miner);
        let pipeline = Pipeline { dataset: data.make(&params, 1), sampler: sampler(), miner, ..pipeline() };
        let state = pipeline.start();
        let step = || {
            let before = Region::new(ALLOCATOR);
            let trace = pipeline.look(&state, 0);
            let used = before.change();
            assert!(!trace.places.is_empty() && trace.terms > 0);
            pipeline.forget(trace);
            used.bytes_allocated
        };
        // What is asked for again and again, a block at a time, does not add up to a byte for each pair either: it is kept.
        let bytes = (step(), step()).1;
        assert!(bytes < 3000 * 3000, "{bytes} bytes");
    }
}
