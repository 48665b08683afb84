//! Times loss and gradient over all triplets for one batch of N points, and their growth with N: `cargo bench --bench all_triplets`.
//!
//! Squared distances, unit margin, five classes (ten at N = 2048), points from a fixed stream. "counted" is what the page runs; "one by
//! one" is the definition.

#![allow(missing_docs, reason = "criterion’s macro makes a function without any")]

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use pushpull::learn::affinity;
use pushpull::learn::chain::pull_back;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::loss::{self, LossInput};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::random::{normal, stream};
use pushpull::learn::spec::{Params, find};
use std::hint::black_box;

struct Batch {
    points: Matrix,
    relations: Relations,
    tuples: Tuples,
}

fn batch(n: usize) -> Batch {
    let classes = if n < 2048 { 5 } else { 10 };
    let labels: Vec<usize> = (0..n).map(|i| i % classes).collect();
    let mut rng = stream(1, "bench", 0);
    let points = Matrix::from_fn(2, n, |_, _| normal(&mut rng));
    let relations = Relations::supervised(&labels, &(0..n).collect::<Vec<_>>());
    let mut tuples = Tuples::default();
    for a in 0..n {
        tuples.push_shared(a, relations.of(a, Relation::Positive), relations.of(a, Relation::Negative));
    }
    Batch { points, relations, tuples }
}

/// Distances, loss, weights, gradient.
fn counted(batch: &Batch) -> (f64, Matrix) {
    let affinity = find(affinity::LIST, "squared-euclidean").expect("it is in the list");
    let spec = find(loss::LIST, "triplet").expect("it is in the list");
    let loss = (spec.build)(&Params::new([("margin", 1.0), ("swap", 0.0)]));
    let affinities = affinity.between(&batch.points, &batch.points);
    let Batch { relations, tuples, .. } = batch;
    let out = loss.evaluate(&LossInput { affinities: &affinities, relations, tuples, numbers: &[] });
    let (rows, references) = pull_back(affinity, &batch.points, &batch.points, &affinities, &out.weights);
    (out.sum, rows + references)
}

fn one_by_one(batch: &Batch) -> (f64, Matrix) {
    let affinity = find(affinity::LIST, "squared-euclidean").expect("it is in the list");
    let affinities = affinity.between(&batch.points, &batch.points);
    let mut weights = PairMatrix::zeros(affinities.nrows(), affinities.ncols());
    let mut sum = 0.0;
    for (a, p, negatives) in batch.tuples.iter() {
        for &n in negatives {
            let value = affinities[(a, p)] + 1.0 - affinities[(a, n)];
            if value > 0.0 {
                sum += value;
                weights[(a, p)] += 1.0;
                weights[(a, n)] -= 1.0;
            }
        }
    }
    let (rows, references) = pull_back(affinity, &batch.points, &batch.points, &affinities, &weights);
    (sum, rows + references)
}

fn all_triplets(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("all triplets");
    group.sample_size(10);
    for n in [64, 256, 512, 1024, 2048] {
        let batch = batch(n);
        group.bench_with_input(BenchmarkId::new("counted", n), &batch, |b, batch| b.iter(|| black_box(counted(batch))));
        if n <= 1024 {
            group.bench_with_input(BenchmarkId::new("one by one", n), &batch, |b, batch| {
                b.iter(|| black_box(one_by_one(batch)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, all_triplets);
criterion_main!(benches);
