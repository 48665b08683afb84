//! Positives pull, negatives push, and the gradient is the slope of the value: for every loss, unless its spec states an exception.

use crate::common::scenes::Scene;
use crate::common::*;
use pushpull::learn::affinity::Orientation;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::loss::{Exception, LIST, LossInput, LossSpec, Proxies};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::spec::{ParamSpec, Params};
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head};

/// Nine points of three classes of different sizes.
const LABELS: [usize; 9] = [0, 0, 0, 1, 1, 1, 1, 2, 2];

fn points(seed: u64) -> Matrix {
    normals(seed, 2, LABELS.len())
}

#[test]
fn a_gradient_that_takes_factors_as_constants_is_not_the_slope_of_the_value() {
    let relations = relations(&LABELS);
    for loss in LIST.iter().filter(|loss| loss.exceptions.contains(&Exception::Detached)) {
        let affinity = spec(affinity::LIST, loss.usual_affinity);
        let pipeline = Pipeline { affinity, ..with_loss(loss, &Params::defaults(&loss.entry)) };
        let value = |x: f64| weigh(&pipeline, &(points(3) * x.max(0.0) + points(4) * (1.0 - x)), &relations).0.loss;
        let (middle, step) = (points(3) * 0.5 + points(4) * 0.5, points(3) - points(4));
        let said = weigh(&pipeline, &middle, &relations).1.dot(&step);
        let slope = (value(0.5 + 1e-6) - value(0.5 - 1e-6)) / 2e-6;
        assert!((said - slope).abs() > 1e-3 * slope.abs(), "{}: {said} and {slope}", loss.entry.id);
    }
}

#[test]
fn positives_never_push_and_negatives_never_pull() {
    for loss in LIST {
        let relations = compared(loss, &LABELS);
        let nothing_pushes = loss.exceptions.contains(&Exception::NothingPushes);
        let positives_may_push = loss.exceptions.contains(&Exception::PositivesPush);
        let weighs_itself = loss.exceptions.contains(&Exception::WeighsItself);
        let (mut pushed_positives, mut weighed_selves) = (0, 0);
        let usual = usual_settings(&loss.entry);
        for (k, setting) in usual.iter().chain(&extreme_settings(&loss.entry)).enumerate() {
            let (mut pulls, mut pushes) = (0, 0);
            for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
                if misfit(loss, affinity, head) {
                    continue;
                }
                for seed in 0..5 {
                    let pipeline = Pipeline { affinity, head, ..with_loss(loss, setting) };
                    let weighed = weigh(&pipeline, &points(seed), &relations).0;
                    let weights = weighed.weights().map(|w| w * affinity.turn(Orientation::Distance));
                    let what = format!("{} {} {} {setting:?}", loss.entry.id, affinity.entry.id, head.entry.id);
                    for i in 0..LABELS.len() {
                        for j in 0..relations.columns() {
                            let weight = weights[(i, j)];
                            match relations.get(i, j) {
                                Relation::Positive => {
                                    assert!(
                                        positives_may_push || weight >= 0.0,
                                        "{what}: a positive pushes by {weight}"
                                    );
                                    pushed_positives += usize::from(weight < 0.0);
                                }
                                Relation::Negative => assert!(weight <= 0.0, "{what}: a negative pulls by {weight}"),
                                Relation::Ignored => {
                                    assert!(weight == 0.0 || (weighs_itself && i == j), "{what}: {weight}");
                                    weighed_selves += usize::from(weight != 0.0);
                                }
                            }
                            pulls += usize::from(weight > 0.0);
                            pushes += usize::from(weight < 0.0);
                        }
                    }
                }
            }
            if k < usual.len() {
                assert!(pulls > 0, "{}: nothing pulls", loss.entry.id);
                assert_eq!(pushes == 0, nothing_pushes, "{}: {pushes} pushes", loss.entry.id);
            }
        }
        let id = loss.entry.id;
        assert_eq!(pushed_positives > 0, positives_may_push, "{id}: {pushed_positives} positives are pushed");
        assert_eq!(weighed_selves > 0, weighs_itself, "{id}: {weighed_selves} points are compared with themselves");
    }
}

/// Whether the value ever falls as a positive parts, or rises as a negative does, under one setting: each pair on its way from near to far,
/// while the others stay in one of five places.
fn falls_short(loss: &LossSpec, setting: &Params) -> bool {
    let built = (loss.build)(setting);
    let relations = match built.learns().proxies {
        Proxies::None => relations(&[0, 0, 1]),
        _ => Relations::from_fn(1, 2, false, |_, j| [Relation::Positive, Relation::Negative][j]),
    };
    let (rows, columns) = (relations.rows(), relations.columns());
    let everything = Scene::new(Matrix::zeros(rows, columns), relations.clone()).mine(&*built_miner("all"), 0);
    let numbers: Vec<f64> = built.learns().numbers.iter().map(|number| number.start).collect();
    let value = |positive: f64, negative: f64| {
        let far = |i, j| match relations.get(i, j) {
            Relation::Positive => positive,
            Relation::Negative => negative,
            Relation::Ignored => 0.0,
        };
        let affinity = |far: f64| if loss.reads == Orientation::Distance { far } else { 1.0 - far };
        let affinities = &PairMatrix::from_fn(rows, columns, |i, j| affinity(far(i, j)));
        built.evaluate(&LossInput { affinities, relations: &relations, tuples: &everything, numbers: &numbers }).sum
    };
    let way: Vec<f64> = (0..=200).map(|k| f64::from(k) / 100.0).collect();
    let rises = |values: Vec<f64>| values.windows(2).all(|two| two[1] >= two[0] - 1e-9 * (1.0 + two[0].abs()));
    let from = |fixed: f64| {
        rises(way.iter().map(|far| value(*far, fixed)).collect())
            && rises(way.iter().rev().map(|far| value(fixed, *far)).collect())
    };
    ![0.0, 0.5, 1.0, 1.5, 2.0].into_iter().all(from)
}

#[test]
fn at_the_ends_of_every_slider_the_loss_does_not_fall_as_a_positive_parts_or_a_negative_nears() {
    let excuses = [Exception::Detached, Exception::PositivesPush, Exception::Jumps];
    for loss in LIST {
        let ends = |p: &ParamSpec| vec![p.stops()[0], p.stops()[p.stops().len() - 1]];
        let settings = one_at_a_time(&loss.entry, ends).into_iter().chain(usual_settings(&loss.entry));
        let short: Vec<Params> = settings.filter(|setting| falls_short(loss, setting)).collect();
        let excused = excuses.iter().any(|excuse| loss.exceptions.contains(excuse));
        assert!(short.is_empty() || excused, "{}: {short:?}", loss.entry.id);
        assert!(!short.is_empty() || !loss.exceptions.contains(&Exception::Jumps), "{}", loss.entry.id);
    }
}

#[test]
fn arcface_falls_as_a_point_leaves_its_proxy_only_far_beyond_the_quarter_turn() {
    let arcface = spec(LIST, "arcface");
    let short = |margin: f64| falls_short(arcface, &params(&arcface.entry, &[("margin", margin)]));
    assert_eq!([1.57, 2.3, 2.4, 3.0].map(short), [false, false, true, true]);
}
