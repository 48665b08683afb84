//! MoCo: queries against keys of a slowly following copy, and against a queue of older keys.

use crate::common::*;
use crate::scheme_shapes::{mean_loss, train, with};
use pushpull::learn::compare::Relation;
use pushpull::learn::scheme;
use pushpull::learn::scheme::Who;
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, State};
use pushpull::session::Session;

const KEEP: f64 = 0.9;
const QUEUE: usize = 20;

/// MoCo with its loss.
fn moco() -> Pipeline {
    let scheme = spec(scheme::LIST, "moco");
    with((scheme.build)(&params(&scheme.entry, &[("momentum", KEEP), ("queue", QUEUE as f64)])))
}

#[test]
fn only_the_network_is_trained_and_its_gradient_is_a_slope() {
    let pipeline = moco();
    let run = train(&pipeline, 400);
    let state = &run[4].1;
    let trace = pipeline.look(state, 5);
    assert!(trace.parameter_gradients[1].is_empty(), "no gradient reaches the keys");
    assert!(trace.parameter_gradients[0].iter().all(|g| g.amax() > 0.0));
    assert_parameter_gradients(moco(), state, 5, "MoCo");
    assert!(mean_loss(&run[380..]) < 0.9 * mean_loss(&run[5..25]));
}

#[test]
fn a_row_sees_its_own_key_and_the_queue_and_no_other_key_of_the_batch() {
    let pipeline = moco();
    let state = train(&pipeline, 5).pop().unwrap().1;
    let trace = pipeline.look(&state, 5);
    let n = trace.batch.len();
    assert!(trace.tuples.iter().all(|(a, p, negatives)| a == p && negatives.len() == QUEUE));
    for row in 0..n {
        assert!((0..n).all(
            |key| trace.relations.get(row, key) == if key == row { Relation::Positive } else { Relation::Ignored }
        ));
    }
    assert!(
        trace.who[..n].iter().zip(&trace.batch).all(|(who, point)| *who == Who::Point { point: *point, row: None })
    );
}

#[test]
fn the_copy_follows_and_the_queue_says_whose_and_how_old_its_keys_are() {
    let pipeline = moco();
    let start = pipeline.start();
    assert_eq!(start.towers[0], start.towers[1], "it begins as a copy");
    let run = train(&pipeline, 4);
    let mut before = &start;
    for (trace, after) in &run {
        for ((old, query), key) in before.towers[1].iter().zip(&after.towers[0]).zip(&after.towers[1]) {
            assert!((key - (old * KEEP + query * (1.0 - KEEP))).amax() < 1e-15);
        }
        let (keys, n) = (&trace.references, trace.batch.len());
        assert_eq!(after.memory[0].columns(0, n), keys.columns(0, n));
        assert_eq!(after.memory[0].columns(n, QUEUE - n), before.memory[0].columns(0, QUEUE - n));
        before = after;
    }
    let trace = pipeline.look(&before.clone(), 4);
    let n = trace.batch.len();
    let expected =
        run.iter().rev().zip(1..).flat_map(|((trace, _), age)| trace.batch.iter().map(move |point| (*point, age)));
    for (who, (point, age)) in trace.who[n..].iter().zip(expected) {
        let Who::Kept(kept) = who else { panic!("{who:?}") };
        assert_eq!((kept.point, kept.age), (Some(point), Some(age)));
    }
}

#[test]
fn with_an_empty_queue_nothing_is_pushed_and_the_loss_is_0() {
    let trace = moco().look(&moco().start(), 0);
    assert_eq!((trace.loss, trace.gradient_norm), (0.0, 0.0));
    assert!(trace.tuples.iter().all(|(.., negatives)| negatives.is_empty()));
}

#[test]
fn another_scheme_in_mid_run_keeps_the_network_and_begins_the_copy_as_one_of_it() {
    let simclr = Pipeline { scheme: (spec(scheme::LIST, "simclr").build)(&Params::default()), ..moco() };
    let trained = train(&simclr, 10).pop().unwrap().1;
    let mut state = trained.clone();
    moco().adopt(&mut state);
    assert_eq!(
        (&state.towers[0], &state.slots[0], state.updates),
        (&trained.towers[0], &trained.slots[0], trained.updates)
    );
    assert_eq!(state.towers[1], trained.towers[0]);
    assert_eq!(state.memory, moco().start().memory);
    simclr.adopt(&mut state);
    assert_eq!(state, trained, "and back");
}

#[test]
fn a_queue_that_fits_stays_and_another_size_starts_empty() {
    let pipeline = moco();
    let trained = train(&pipeline, 10).pop().unwrap().1;
    let mut same = trained.clone();
    pipeline.adopt(&mut same);
    assert_eq!(same, trained);
    let mut state = State { memory: vec![], ..trained.clone() };
    pipeline.adopt(&mut state);
    assert_eq!((&state.towers, &state.slots, state.updates), (&trained.towers, &trained.slots, trained.updates));
    assert_eq!(state.memory, pipeline.start().memory);
}

#[test]
fn a_run_is_the_same_sought_resumed_and_with_fewer_points_in_mid_run() {
    let text = "scheme=moco&scheme.queue=16&miner=all&loss=info-nce&6@data.per_class=4&step=9";
    let mut walked = Session::open(text).unwrap();
    let digest = walked.digest();
    walked.step(4);
    walked.seek(9);
    assert_eq!(walked.digest(), digest);
    let resumed = Session::resume(text, &walked.snapshot()).unwrap();
    assert_eq!(resumed.digest(), digest);
}
