//! Cross-batch memory: what it keeps, how that relates to the rows, and that every loss and every miner can work with it.

use crate::common::*;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::look::force::Forces;
use pushpull::learn::look::sight::Sight;
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, State, Trace};
use pushpull::learn::{loss, miner, scheme};

const SIZE: usize = 30;

/// The small pipeline (twelve points of three classes a step) with a memory.
fn with_memory() -> Pipeline {
    let scheme = (spec(scheme::LIST, "cross-batch").build)(&Params::new([("size", SIZE as f64)]));
    Pipeline { scheme, ..pipeline() }
}

/// The state after this many steps, and their traces.
fn train(pipeline: &Pipeline, steps: u64) -> (State, Vec<Trace>) {
    let mut state = pipeline.start();
    let step = |k| {
        let trace = pipeline.look(&state, k);
        state = pipeline.update(&state, &trace).unwrap();
        trace
    };
    let traces = (0..steps).map(step).collect();
    (state, traces)
}

#[test]
fn the_newest_embeddings_stand_first_with_their_labels_and_the_oldest_fall_out() {
    let pipeline = with_memory();
    let (state, traces) = train(&pipeline, 4);
    let newest_first = || traces.iter().rev();
    let kept: Vec<_> = newest_first().flat_map(|trace| trace.rows.column_iter()).take(SIZE).collect();
    let labels = newest_first().flat_map(|trace| &trace.batch).map(|i| pipeline.dataset.given[*i] as f64);
    assert_eq!(state.memory[0].column_iter().collect::<Vec<_>>(), kept);
    assert_eq!(state.memory[1].iter().copied().collect::<Vec<_>>(), labels.take(SIZE).collect::<Vec<_>>());
}

#[test]
fn with_an_empty_memory_a_step_is_as_without_one() {
    let (with, without) = (with_memory(), pipeline());
    let (trace, plain) = (with.look(&with.start(), 0), without.look(&without.start(), 0));
    assert_eq!((trace.loss, listed(&trace.tuples)), (plain.loss, listed(&plain.tuples)));
    assert!((trace.gradient - plain.gradient).amax() < 1e-15);
    assert!((trace.gradient_norm - plain.gradient_norm).abs() < 1e-15);
}

#[test]
fn with_an_empty_memory_a_pair_weighs_in_both_orders_as_without_one() {
    let [with, without] = [with_memory(), pipeline()].map(|pipeline| {
        let state = pipeline.start();
        let trace = pipeline.look(&state, 0);
        let pairs = |point: &usize| Sight::of(&pipeline, &state, &trace, 0, *point, 0).pairs(&trace);
        trace.batch.iter().map(|point| pairs(point).iter().map(|pair| pair.weight).collect()).collect::<Vec<Vec<f64>>>()
    });
    assert_eq!(with, without);
}

#[test]
fn stored_embeddings_are_positives_of_their_label_and_negatives_of_others() {
    let pipeline = with_memory();
    let (state, traces) = train(&pipeline, 1);
    let trace = pipeline.look(&state, 1);
    let n = trace.batch.len();
    let labels = |trace: &Trace| -> Vec<usize> { trace.batch.iter().map(|i| pipeline.dataset.given[*i]).collect() };
    let (now, before) = (labels(&trace), labels(&traces[0]));
    let expected = Relations::from_fn(n, n + SIZE, false, |i, j| match j.checked_sub(n) {
        None if trace.batch[i] == trace.batch[j] => Relation::Ignored,
        None if now[i] == now[j] => Relation::Positive,
        Some(k) if k >= before.len() => Relation::Ignored,
        Some(k) if now[i] == before[k] => Relation::Positive,
        _ => Relation::Negative,
    });
    for relation in [Relation::Positive, Relation::Negative, Relation::Ignored] {
        assert_eq!(cells(&trace.relations, relation), cells(&expected, relation));
    }
    assert_eq!(trace.references.columns(n, n), traces[0].rows);
}

#[test]
fn the_gradient_goes_through_the_batch_on_both_sides_and_not_through_the_memory() {
    let pipeline = with_memory();
    let (state, _) = train(&pipeline, 3);
    let trace = pipeline.look(&state, 3);
    let stored = trace.batch.len()..trace.relations.columns();
    let weighs = |j: usize| (0..trace.batch.len()).any(|i| trace.weights[(i, j)] != 0.0);
    assert!(stored.into_iter().any(weighs), "what is stored has a say");
    let forces = Forces::of(&pipeline, &trace);
    assert!((forces.pull + forces.push + &trace.gradient).amax() < 1e-12, "forces are the gradient downhill");
    assert_parameter_gradients(pipeline, &state, 3, "cross-batch memory");
}

#[test]
fn every_loss_and_every_miner_works_with_a_memory() {
    for loss_spec in loss::LIST {
        for miner in miner::LIST {
            let what = format!("{} {}", loss_spec.entry.id, miner.entry.id);
            let build = || Pipeline {
                loss_spec,
                loss: built_loss(loss_spec.entry.id),
                miner: built_miner(miner.entry.id),
                affinity: spec(pushpull::learn::affinity::LIST, loss_spec.usual_affinity),
                head: spec(pushpull::learn::head::LIST, "circle"),
                ..with_memory()
            };
            let (state, traces) = train(&build(), 4);
            assert!(traces.iter().all(Trace::is_finite), "{what}");
            assert_parameter_gradients(build(), &state, 4, &what);
        }
    }
}
