//! Times loss and gradient natively, for every loss with all triplets and every miner with the triplet hinge: `cargo bench --bench steps`.
//!
//! The same work as `cargo xtask bench` measures in the browser. Sizes that would take seconds, judged by the size before, are left out.

#![allow(missing_docs, reason = "criterion’s macro makes a function without any")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use pushpull::bench::{Work, config, entries};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// An entry that takes longer than this gets no larger size.
const LONG: Duration = Duration::from_millis(300);

fn steps(criterion: &mut Criterion) {
    for entry in entries() {
        let mut group = criterion.benchmark_group(format!("{}={}", entry.0, entry.1));
        group.sample_size(10).warm_up_time(Duration::from_millis(100)).measurement_time(Duration::from_millis(300));
        for n in [64, 256, 1024, 2048] {
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

criterion_group!(benches, steps);
criterion_main!(benches);
