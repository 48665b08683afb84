//! Times training steps, and loss and gradient, natively: `cargo bench --bench steps`.
//!
//! The same work as `cargo xtask bench` measures in the browser: steps of large batches beside their loss alone, an epoch of digits, a step of
//! each example without labels, and every loss with all triplets and every miner with the triplet hinge, of which sizes that would take seconds, judged by the size before,
//! are left out. Besides, another way to the triplet hinge on the circle, without pairs.

#![allow(missing_docs, reason = "criterion’s macro makes a function without any")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use pushpull::bench::{BATCHES, Training, Work, config, entries, examples};
use pushpull::learn::{head, spec};
use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "ways/arcs.rs"]
mod arcs;

/// An entry that takes longer than this gets no larger size.
const LONG: Duration = Duration::from_millis(300);

const SIZES: [usize; 4] = [64, 256, 1024, 2048];

fn training(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("training");
    group.sample_size(10);
    for n in BATCHES {
        let mut step = Training::step(n).expect("a batch that a step can have");
        let alone = step.loss_alone().expect("the configuration of a session");
        group.bench_function(BenchmarkId::new("loss alone", n), |b| b.iter(|| black_box(alone.run())));
        group.bench_function(BenchmarkId::new("step", n), |b| b.iter(|| black_box(step.run())));
    }
    let mut epoch = Training::epoch().expect("a data set of the list");
    group.bench_function("epoch of digits", |b| b.iter(|| black_box(epoch.run())));
    group.finish();
}

fn without_labels(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("example");
    group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(300));
    for preset in examples() {
        let mut step = Training::example(preset.id).expect("an example of the list");
        group.bench_function(preset.id, |b| b.iter(|| black_box(step.run())));
    }
    group.finish();
}

fn losses_and_miners(criterion: &mut Criterion) {
    for entry in entries() {
        let mut group = criterion.benchmark_group(format!("{}={}", entry.0, entry.1));
        group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(300));
        for n in SIZES {
            let work = Work::new(n, &config(entry)).expect("entries of the lists");
            let start = Instant::now();
            black_box(work.run());
            let long = start.elapsed() > LONG;
            group.bench_with_input(BenchmarkId::from_parameter(n), &work, |b, work| b.iter(|| black_box(work.run())));
            if long {
                break;
            }
        }
        group.finish();
    }
}

/// The mean triplet hinge and its gradient, from raw embeddings as for the others.
fn by_arcs(criterion: &mut Criterion) {
    let circle = spec::find(head::LIST, "circle").expect("it is in the list");
    let mut group = criterion.benchmark_group("arcs");
    group.sample_size(10);
    for n in SIZES {
        let work = Work::new(n, &config(("loss", "triplet"))).expect("entries of the lists");
        group.bench_with_input(BenchmarkId::from_parameter(n), &work, |b, Work { points, labels, .. }| {
            b.iter(|| {
                let unit = (circle.forward)(points);
                let all = arcs::all_triplets(&unit, labels, 0.2);
                let mean = 1.0 / all.triplets as f64;
                black_box((all.sum * mean, (circle.backward)(points, &unit, &(all.gradient * mean))))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, training, without_labels, losses_and_miners, by_arcs);
criterion_main!(benches);
