//! Positives pull, negatives push, and the gradient is the slope of the value: for every loss, unless its spec states an exception.

use crate::common::*;
use pushpull::learn::affinity::Orientation;
use pushpull::learn::compare::Relation;
use pushpull::learn::loss::{Exception, LIST};
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::Params;
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
        for setting in usual_settings(&loss.entry) {
            let (mut pulls, mut pushes) = (0, 0);
            for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
                if misfit(loss, affinity, head) {
                    continue;
                }
                for seed in 0..5 {
                    let pipeline = Pipeline { affinity, head, ..with_loss(loss, &setting) };
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
            assert!(pulls > 0, "{}: nothing pulls", loss.entry.id);
            assert_eq!(pushes == 0, nothing_pushes, "{}: {pushes} pushes", loss.entry.id);
        }
        let id = loss.entry.id;
        assert_eq!(pushed_positives > 0, positives_may_push, "{id}: {pushed_positives} positives are pushed");
        assert_eq!(weighed_selves > 0, weighs_itself, "{id}: {weighed_selves} points are compared with themselves");
    }
}
