//! The trait [`Scheme`] can express more than is on the list: an untrained tower with a queue (MoCo) and two trained towers (CLIP) are
//! defined here in a few lines each, and their parameter gradients are slopes.

use crate::common::*;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::dataset::Dataset;
use pushpull::learn::encoder::Input;
use pushpull::learn::look::explain::{Asked, Cell, Subject, Term, log_sum, number, pair};
use pushpull::learn::loss::{self, Loss, LossInput, LossOutput, Workspace};
use pushpull::learn::num::{Matrix, exp, log_sum_exp, sin};
use pushpull::learn::random::{Rng, normal};
use pushpull::learn::scheme::{Comparison, Kept, Scheme, Side, Source};
use pushpull::learn::step::{Pipeline, State, Trace};
use pushpull::learn::views::Views;
use pushpull::learn::{affinity, head};

/// A scheme on the small network, with InfoNCE on cosines on the circle.
fn with(scheme: impl Scheme + 'static) -> Pipeline {
    Pipeline {
        scheme: Box::new(scheme),
        head: spec(head::LIST, "circle"),
        affinity: spec(affinity::LIST, "cosine"),
        loss_spec: spec(loss::LIST, "info-nce"),
        loss: built_loss("info-nce"),
        optimizer: built_optimizer("adam"),
        ..pipeline()
    }
}

/// Embeddings about whose points nothing is known.
fn stored(embeddings: Matrix) -> Source {
    Source::Stored { kept: vec![Kept::default(); embeddings.ncols()], embeddings }
}

fn same_index(i: usize, j: usize) -> Relation {
    if i == j { Relation::Positive } else { Relation::Negative }
}

/// Trains; the traces of all steps, and the state after each.
fn train(pipeline: &Pipeline, steps: u64) -> Vec<(Trace, State)> {
    let mut state = pipeline.start();
    let step = |k| {
        let trace = pipeline.look(&state, k);
        state = pipeline.update(&state, &trace).unwrap();
        (trace, state.clone())
    };
    (0..steps).map(step).collect()
}

fn mean_loss(run: &[(Trace, State)]) -> f64 {
    run.iter().map(|(trace, _)| trace.loss).sum::<f64>() / run.len() as f64
}

/// MoCo: queries against keys of an untrained tower that follows the trained one, and against a queue of older keys.
struct Moco;

const KEEP: f64 = 0.9;
const QUEUE: usize = 20;

impl Scheme for Moco {
    fn towers(&self) -> usize {
        2
    }

    fn start(&self, state: &mut State, dimensions: usize, rng: &mut Rng) {
        state.towers[1] = state.towers[0].clone();
        let mut queue = Matrix::from_fn(dimensions, QUEUE, |_, _| normal(rng));
        queue.column_iter_mut().for_each(|mut key| key /= key.norm());
        state.memory = vec![queue];
    }

    fn compare(&self, _: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison {
        let n = batch.len();
        let rows = Side { tower: 0, input: views.of(0, batch), trained: true };
        let keys = Side { tower: 1, input: views.of(1, batch), trained: false };
        // The other keys of this batch are ignored: negatives come from the queue.
        let relation = |i: usize, j: usize| if j < n && i != j { Relation::Ignored } else { same_index(i, j) };
        Comparison {
            rows,
            references: vec![Source::Encoded(keys), stored(memory[0].clone())],
            relating: Relations::from_fn(n, n + memory[0].ncols(), false, relation).into(),
        }
    }

    fn after_update(&self, state: &mut State, _: &Dataset, trace: &Trace) {
        let (trained, keys) = state.towers.split_at_mut(1);
        for (key, query) in keys[0].iter_mut().zip(&trained[0]) {
            key.zip_apply(query, |k, q| *k = KEEP * *k + (1.0 - KEEP) * q);
        }
        // The newest keys come first, the oldest drop out.
        state.memory[0] = trace.references.columns(0, QUEUE).into_owned();
    }
}

#[test]
fn moco_trains_the_queries_only() {
    let pipeline = with(Moco);
    let state = train(&pipeline, 5).pop().unwrap().1;
    let trace = pipeline.look(&state, 5);
    assert!(trace.parameter_gradients[1].is_empty(), "no gradient reaches the keys");
    assert!(trace.parameter_gradients[0].iter().all(|g| g.amax() > 0.0));
    assert!(trace.tuples.iter().all(|(a, p, negatives)| a == p && negatives.len() == QUEUE));
    assert_parameter_gradients(with(Moco), &state, 5, "MoCo");
    let run = train(&pipeline, 400);
    assert!(mean_loss(&run[380..]) < 0.9 * mean_loss(&run[..20]));
}

#[test]
fn mocos_keys_follow_the_queries_and_the_queue_moves_on() {
    let pipeline = with(Moco);
    let start = pipeline.start();
    assert_eq!(start.towers[0], start.towers[1], "the keys' tower begins as a copy");
    assert_eq!(start.memory[0].shape(), (2, QUEUE));
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
}

#[test]
fn a_state_that_has_no_queue_yet_gets_a_fresh_one_and_keeps_its_towers() {
    let pipeline = with(Moco);
    let trained = train(&pipeline, 10).pop().unwrap().1;
    let mut state = State { memory: vec![], ..trained.clone() };
    pipeline.adopt(&mut state);
    assert_eq!((&state.towers, &state.slots, state.updates), (&trained.towers, &trained.slots, trained.updates));
    assert_eq!(state.memory, pipeline.start().memory);
    pipeline.adopt(&mut state);
    let mut same = trained.clone();
    pipeline.adopt(&mut same);
    assert_eq!(same, trained, "a queue that fits stays");
}

/// CLIP: the same things seen in two ways, each with a trained tower of its own.
struct Clip;

impl Scheme for Clip {
    fn towers(&self) -> usize {
        2
    }

    fn compare(&self, data: &Dataset, batch: &[usize], _: &[Matrix], _: &Views) -> Comparison {
        let images = data.points.select_columns(batch);
        let texts = Matrix::from_fn(2, batch.len(), |i, j| [images[(1, j)] - 0.5, sin(2.0 * images[(0, j)])][i]);
        let side = |tower, features| Side { tower, input: Input { indices: batch.to_vec(), features }, trained: true };
        Comparison {
            rows: side(0, images),
            references: vec![Source::Encoded(side(1, texts))],
            relating: Relations::from_fn(batch.len(), batch.len(), false, same_index).into(),
        }
    }
}

/// Cross-entropy along rows and along columns; the diagonal is right. Reads the relations' shape, not tuples.
struct BothWays;

const TEMPERATURE: f64 = 0.2;

impl Loss for BothWays {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, _: &mut Workspace) {
        let logits = input.affinities.map(|a| a / TEMPERATURE);
        let n = logits.nrows();
        for k in 0..n {
            let column = log_sum_exp((0..n).map(|i| logits[(i, k)]));
            let row = log_sum_exp(logits.row(k).iter().copied());
            out.sum += row + column - 2.0 * logits[(k, k)];
            out.weights[(k, k)] -= 2.0 / TEMPERATURE;
            for other in 0..n {
                out.weights[(k, other)] += exp(logits[(k, other)] - row) / TEMPERATURE;
                out.weights[(other, k)] += exp(logits[(other, k)] - column) / TEMPERATURE;
            }
        }
        (out.terms, out.active) = (2 * n, 2 * n);
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let logit = |cell| pair("s", "ij", input.affinities, cell).over(number("τ", TEMPERATURE));
        let n = input.affinities.nrows();
        let way = |k: usize, along: fn(usize, usize) -> Cell| {
            let all = log_sum((0..n).map(|other| (along(k, other), logit(along(k, other)))));
            Term { subject: Subject::Anchor(k), expr: all.minus(logit((k, k))) }
        };
        let wanted = (0..n).filter(|k| asked.takes(Subject::Anchor(*k)));
        wanted.flat_map(|k| [way(k, |row, column| (row, column)), way(k, |column, row| (row, column))]).collect()
    }
}

#[test]
fn clip_trains_both_towers_with_the_loss_of_one_way_and_of_both() {
    for both_ways in [false, true] {
        let clip = || match both_ways {
            false => with(Clip),
            true => Pipeline { loss: Box::new(BothWays), ..with(Clip) },
        };
        let state = clip().start();
        assert_ne!(state.towers[0], state.towers[1], "two towers begin apart");
        let trace = clip().look(&state, 2);
        assert!(trace.parameter_gradients.iter().all(|tower| tower.iter().all(|g| g.amax() > 0.0)));
        assert_parameter_gradients(clip(), &state, 2, &format!("CLIP, both ways: {both_ways}"));
        let run = train(&clip(), 400);
        assert!(mean_loss(&run[380..]) < 0.7 * mean_loss(&run[..20]), "both ways: {both_ways}");
    }
}

#[test]
fn clips_collapse_value_is_the_logarithm_of_the_batch() {
    let pipeline = Pipeline { loss: Box::new(BothWays), ..with(Clip) };
    let trace = pipeline.look(&pipeline.start(), 0);
    assert!((trace.collapse_loss - pushpull::learn::num::ln(trace.batch.len() as f64)).abs() < 1e-12);
}

/// One tower on both sides, with stored references in between: both shares of the gradient must arrive.
struct Siamese;

impl Scheme for Siamese {
    fn compare(&self, _: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        let n = batch.len();
        let side = |input| Side { tower: 0, input, trained: true };
        let three = Matrix::from_fn(2, 3, |i, j| [[1.0, 0.0], [-0.6, 0.8], [0.0, -1.0]][j][i]);
        let relation = |i: usize, j: usize| match j.checked_sub(3) {
            None => Relation::Negative,
            Some(j) => same_index(i, j),
        };
        Comparison {
            rows: side(views.of(0, batch)),
            references: vec![stored(three), Source::Encoded(side(views.of(1, batch)))],
            relating: Relations::from_fn(n, n + 3, false, relation).into(),
        }
    }
}

#[test]
fn one_tower_on_both_sides_gets_the_sum_of_both_gradients() {
    let pipeline = with(Siamese);
    let state = pipeline.start();
    let trace = pipeline.look(&state, 1);
    assert_eq!(trace.references.ncols(), trace.batch.len() + 3);
    assert_parameter_gradients(pipeline, &state, 1, "Siamese");
}
