//! The trait [`Scheme`] can express more than is on the list: two trained towers (CLIP) and one on both sides are defined here in a few lines
//! each, and their parameter gradients are slopes.

use crate::common::*;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::dataset::Dataset;
use pushpull::learn::encoder::Input;
use pushpull::learn::look::explain::{Asked, Cell, Subject, Term, log_sum, number, pair};
use pushpull::learn::loss::{self, Loss, LossInput, LossOutput, Workspace};
use pushpull::learn::num::{Matrix, exp, log_sum_exp, sin};
use pushpull::learn::scheme::{Comparison, Kept, Scheme, Side, Source, Tower};
use pushpull::learn::step::{Pipeline, State, Trace};
use pushpull::learn::views::Views;
use pushpull::learn::{affinity, head};

/// A scheme on the small network (twelve points a step), with InfoNCE on cosines on the circle.
pub fn with(scheme: Box<dyn Scheme>) -> Pipeline {
    Pipeline {
        scheme,
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
pub fn train(pipeline: &Pipeline, steps: u64) -> Vec<(Trace, State)> {
    let mut state = pipeline.start();
    let step = |k| {
        let trace = pipeline.look(&state, k);
        state = pipeline.update(&state, &trace).unwrap();
        (trace, state.clone())
    };
    (0..steps).map(step).collect()
}

/// The mean loss of some steps.
pub fn mean_loss(run: &[(Trace, State)]) -> f64 {
    run.iter().map(|(trace, _)| trace.loss).sum::<f64>() / run.len() as f64
}

/// CLIP: the same things seen in two ways, each with a trained tower of its own.
struct Clip;

impl Scheme for Clip {
    fn towers(&self, _: &Dataset, _: usize) -> Vec<Tower> {
        vec![Tower::encoder(), Tower { name: "texts", ..Tower::encoder() }]
    }

    fn compare(&self, data: &Dataset, batch: &[usize], _: &[Matrix], _: &Views) -> Comparison {
        let images = data.points.select_columns(batch);
        let texts = Matrix::from_fn(2, batch.len(), |i, j| [images[(1, j)] - 0.5, sin(2.0 * images[(0, j)])][i]);
        let input = |features| Input { indices: batch.to_vec(), features };
        let side = |tower, features| Side { tower, stage: None, input: input(features), trained: true };
        Comparison {
            rows: side(0, images),
            references: vec![Source::Encoded(side(1, texts))],
            relating: Relations::from_fn(batch.len(), batch.len(), false, same_index).into(),
            taught: None,
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
            false => with(Box::new(Clip)),
            true => Pipeline { loss: Box::new(BothWays), ..with(Box::new(Clip)) },
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
    let pipeline = Pipeline { loss: Box::new(BothWays), ..with(Box::new(Clip)) };
    let trace = pipeline.look(&pipeline.start(), 0);
    assert!((trace.collapse_loss - pushpull::learn::num::ln(trace.batch.len() as f64)).abs() < 1e-12);
}

/// One tower on both sides, with stored references in between: both shares of the gradient must arrive.
struct Siamese;

impl Scheme for Siamese {
    fn compare(&self, _: &Dataset, batch: &[usize], _: &[Matrix], views: &Views) -> Comparison {
        let n = batch.len();
        let side = |input| Side { tower: 0, stage: None, input, trained: true };
        let three = Matrix::from_fn(2, 3, |i, j| [[1.0, 0.0], [-0.6, 0.8], [0.0, -1.0]][j][i]);
        let relation = |i: usize, j: usize| match j.checked_sub(3) {
            None => Relation::Negative,
            Some(j) => same_index(i, j),
        };
        Comparison {
            rows: side(views.of(0, batch)),
            references: vec![stored(three), Source::Encoded(side(views.of(1, batch)))],
            relating: Relations::from_fn(n, n + 3, false, relation).into(),
            taught: None,
        }
    }
}

#[test]
fn one_tower_on_both_sides_gets_the_sum_of_both_gradients() {
    let pipeline = with(Box::new(Siamese));
    let state = pipeline.start();
    let trace = pipeline.look(&state, 1);
    assert_eq!(trace.references.ncols(), trace.batch.len() + 3);
    assert_parameter_gradients(pipeline, &state, 1, "Siamese");
}
