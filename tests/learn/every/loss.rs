//! Laws of every loss, with every affinity, head, reduction and miner: slopes, symmetries, awkward batches, and the value at collapse.

use crate::common::scenes::Scene;
use crate::common::*;
use pushpull::learn::affinity::{AffinitySpec, Orientation};
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::head::HeadSpec;
use pushpull::learn::loss::{Exception, LIST, Loss, LossInput, LossSpec};
use pushpull::learn::num::{Matrix, cos, sin};
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::reduction::ReductionSpec;
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, Verdict, Weighed};
use pushpull::learn::{affinity, head, miner, reduction};

/// Nine points of three classes of different sizes.
const LABELS: [usize; 9] = [0, 0, 0, 1, 1, 1, 1, 2, 2];

fn points(seed: u64) -> Matrix {
    normals(seed, 2, LABELS.len())
}

/// The loss at its defaults with every affinity and every head, all triplets.
fn everywhere(
    loss_spec: &'static LossSpec,
) -> impl Iterator<Item = (&'static AffinitySpec, &'static HeadSpec, Pipeline)> {
    affinity::LIST.iter().flat_map(move |affinity| {
        head::LIST.iter().map(move |head| {
            let defaults = Params::defaults(&loss_spec.entry);
            (affinity, head, Pipeline { affinity, head, ..with_loss(loss_spec, &defaults) })
        })
    })
}

#[test]
fn the_weights_are_the_slope_of_the_sum_at_arbitrary_affinities() {
    // Rows with themselves, and rows with other references, whose numbers need not be symmetric.
    let across = Relations::from_fn(5, 7, false, |i, j| match (i + 2 * j) % 4 {
        0 => Relation::Positive,
        1 => Relation::Ignored,
        _ => Relation::Negative,
    });
    for relations in [relations(&LABELS), across] {
        let (rows, columns) = (relations.rows(), relations.columns());
        let everything = Scene::new(Matrix::zeros(rows, columns), relations.clone()).mine(&*built_miner("all"), 0);
        for spec in LIST {
            for setting in usual_settings(&spec.entry) {
                let loss = (spec.build)(&setting);
                let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
                let evaluate_at = |loss: &dyn Loss, affinities: &PairMatrix, numbers: &[f64]| {
                    loss.evaluate(&LossInput { affinities, relations: &relations, tuples: &everything, numbers })
                };
                let evaluate = |loss: &dyn Loss, affinities: &PairMatrix| evaluate_at(loss, affinities, &numbers);
                for seed in 0..5 {
                    let affinities = PairMatrix::from(normals(seed, rows, columns));
                    let what = format!("{} {setting:?}", spec.entry.id);
                    let found = evaluate(&*loss, &affinities);
                    let held = loss.held(&affinities);
                    assert_eq!(held.is_some(), spec.exceptions.contains(&Exception::Detached), "{what}");
                    let sloping = held.as_deref().unwrap_or(&*loss);
                    assert_eq!(evaluate(sloping, &affinities).sum, found.sum, "{what}");
                    let value = |a: &Matrix| evaluate(sloping, &a.clone().into()).sum;
                    assert_slopes(&matrix(&found.weights), &matrix(&affinities), value, &what);
                    let column = |numbers: &[f64]| Matrix::from_column_slice(numbers.len(), 1, numbers);
                    let sum = |numbers: &Matrix| evaluate_at(sloping, &affinities, numbers.as_slice()).sum;
                    assert_slopes(&column(&found.to_numbers), &column(&numbers), sum, &what);
                    assert!(found.active <= found.terms && found.terms > 0, "{what}");
                }
            }
        }
    }
}

#[test]
fn the_gradient_is_the_slope_of_the_loss_with_every_affinity_head_reduction_and_miner() {
    for loss in LIST {
        let relations = compared(loss, &LABELS);
        for setting in usual_settings(&loss.entry) {
            for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
                let reductions = reduction::LIST.iter().map(|r| (r, &miner::LIST[0]));
                let miners = miner::LIST.iter().map(|m| (&reduction::LIST[0], m));
                for (reduction, miner) in reductions.chain(miners) {
                    let what = [
                        loss.entry.id,
                        affinity.entry.id,
                        head.entry.id,
                        reduction.entry.id,
                        miner.entry.id,
                        &format!("{setting:?}"),
                    ]
                    .join(" ");
                    let built = built_miner(miner.entry.id);
                    let raw = points(3);
                    let free = Pipeline { affinity, head, reduction, miner: built, ..with_loss(loss, &setting) };
                    let pipeline = frozen(free, &raw, &relations);
                    let found = weigh(&pipeline, &raw, &relations).1;
                    let rows = (head.forward)(&raw);
                    let pipeline = held(pipeline, &rows, &rows);
                    let learned = learned(&pipeline, &relations);
                    let loss = |x: &Matrix| pipeline.judge(x, &relations, &learned, 0).weighed.loss;
                    assert_slopes(&found, &raw, loss, &what);
                }
            }
        }
    }
}

/// The loss after points and proxies have both been moved.
fn judge_moved(pipeline: &Pipeline, relations: &Relations, by: impl Fn(&Matrix) -> Matrix) -> Verdict {
    let mut learned = learned(pipeline, relations);
    if !learned.proxies().is_empty() {
        learned.parameters[0] = by(learned.proxies());
    }
    pipeline.judge(&by(&points(4)), relations, &learned, 0)
}

#[test]
fn a_shift_of_all_points_changes_nothing_and_forces_cancel_with_distances() {
    for loss in LIST {
        let relations = compared(loss, &LABELS);
        for (affinity, head, pipeline) in everywhere(loss) {
            if affinity.orientation == Orientation::Distance && !head.unit {
                let what = format!("{} {}", loss.entry.id, affinity.entry.id);
                let shift = |points: &Matrix| points.map_with_location(|i, _, x| x + [3.0, -2.0][i]);
                let here = pipeline.judge(&points(4), &relations, &learned(&pipeline, &relations), 0);
                let there = judge_moved(&pipeline, &relations, shift);
                assert!((here.weighed.loss - there.weighed.loss).abs() < 1e-9, "{what}");
                assert!((&here.gradient - there.gradient).amax() < 1e-9, "{what}");
                let forces = here.gradient.column_iter().chain(here.learned_gradients[0].column_iter());
                let sum = forces.fold([0.0; 2], |[x, y], force| [x + force[0], y + force[1]]);
                assert!(sum.iter().all(|s| s.abs() < 1e-12) && here.gradient.amax() > 1e-3, "{what}");
            }
        }
    }
}

#[test]
fn a_rotation_of_all_points_rotates_the_forces() {
    let turn = Matrix::from_row_slice(2, 2, &[cos(0.7), -sin(0.7), sin(0.7), cos(0.7)]);
    for loss in LIST {
        let relations = compared(loss, &LABELS);
        for (affinity, head, pipeline) in everywhere(loss) {
            let what = format!("{} {} {}", loss.entry.id, affinity.entry.id, head.entry.id);
            let here = pipeline.judge(&points(4), &relations, &learned(&pipeline, &relations), 0);
            let there = judge_moved(&pipeline, &relations, |points| &turn * points);
            assert!((here.weighed.loss - there.weighed.loss).abs() < 1e-9, "{what}");
            assert!((&turn * here.gradient - there.gradient).amax() < 1e-9, "{what}");
        }
    }
}

#[test]
fn the_order_of_the_points_does_not_matter() {
    let order = [7, 2, 5, 0, 8, 3, 1, 6, 4];
    let place = |i: usize| order.iter().position(|o| *o == i).unwrap();
    let shuffled_labels: Vec<usize> = order.iter().map(|i| LABELS[*i]).collect();
    for loss in LIST {
        for (affinity, head, pipeline) in everywhere(loss) {
            let what = format!("{} {} {}", loss.entry.id, affinity.entry.id, head.entry.id);
            let raw = points(4);
            let straight = frozen(pipeline, &raw, &compared(loss, &LABELS));
            let (here, gradient) = weigh(&straight, &raw, &compared(loss, &LABELS));
            let mut tuples = Tuples::default();
            for (a, p, ns) in here.tuples.iter() {
                tuples.push(place(a), place(p), ns.iter().map(|n| place(*n)));
            }
            let renamed = Pipeline { miner: Box::new(Given(tuples)), ..straight };
            let (there, moved) = weigh(&renamed, &raw.select_columns(&order), &compared(loss, &shuffled_labels));
            assert!((here.loss - there.loss).abs() < 1e-9, "{what}");
            assert!((gradient.select_columns(&order) - moved).amax() < 1e-9, "{what}");
        }
    }
}

#[test]
fn naming_every_tuple_twice_changes_nothing_under_the_mean() {
    for loss in LIST {
        let relations = compared(loss, &LABELS);
        for (affinity, head, pipeline) in everywhere(loss) {
            let what = format!("{} {} {}", loss.entry.id, affinity.entry.id, head.entry.id);
            let raw = points(4);
            let (once, gradient) = weigh(&pipeline, &raw, &relations);
            let mut tuples = Tuples::default();
            let list = listed(&once.tuples);
            for (a, p, ns) in list.iter().chain(list.iter().rev()) {
                tuples.push(*a, *p, ns.iter().copied());
            }
            let twice = Pipeline { miner: Box::new(Given(tuples)), ..pipeline };
            let (said, moved) = weigh(&twice, &raw, &relations);
            assert!((once.loss - said.loss).abs() < 1e-9, "{what}: {} once, {} twice", once.loss, said.loss);
            assert!((gradient - moved).amax() < 1e-9, "{what}");
        }
    }
}

#[test]
fn a_loss_with_a_triplet_margin_falls_silent_exactly_there() {
    let mut tuples = Tuples::default();
    tuples.push(0, 1, [2]);
    let relations = relations(&[0, 0, 1]);
    let mut with_margin = 0;
    for spec in LIST {
        for setting in usual_settings(&spec.entry) {
            let loss = (spec.build)(&setting);
            let Some(margin) = loss.triplet_margin() else { continue };
            assert_eq!(spec.reads, Orientation::Distance);
            let said = |negative: f64| {
                let mut affinities = PairMatrix::zeros(3, 3);
                affinities[(0, 1)] = 0.5;
                affinities[(0, 2)] = negative;
                affinities[(1, 2)] = 10.0; // the positive is far from the negative
                let input = LossInput { affinities: &affinities, relations: &relations, tuples: &tuples, numbers: &[] };
                let output = loss.evaluate(&input);
                (output.active, output.weights.iter().any(|w| *w != 0.0))
            };
            let limit = 0.5 + margin;
            assert_eq!(said(limit - 1e-9), (1, true), "{}", spec.entry.id);
            assert_eq!(said(limit), (0, false), "{}: silent at the margin itself", spec.entry.id);
            assert_eq!(said(limit + 1e-9), (0, false), "{}", spec.entry.id);
            with_margin += 1;
        }
    }
    assert!(with_margin > 0);
}

/// Asserts that loss, gradient and collapse value are finite, and 0 without tuples.
fn assert_defined(weighed: &Weighed, gradient: &Matrix, what: &str) {
    assert!(weighed.loss.is_finite(), "{what}: loss {}", weighed.loss);
    assert!(weighed.collapse_loss.is_finite(), "{what}: collapse value {}", weighed.collapse_loss);
    assert!(gradient.iter().all(|g| g.is_finite()), "{what}: gradient {gradient}");
    if weighed.tuples.is_empty() {
        assert_eq!((weighed.loss, weighed.output.terms, weighed.output.active), (0.0, 0, 0), "{what}");
        assert!(gradient.iter().all(|g| *g == 0.0), "{what}: nothing was mined, but something moves");
    }
}

#[test]
fn awkward_batches_give_defined_results_at_extreme_settings() {
    for loss in LIST {
        for setting in extreme_settings(&loss.entry) {
            for (affinity, head) in affinity::LIST.iter().flat_map(|a| head::LIST.iter().map(move |h| (a, h))) {
                let reductions = reduction::LIST.iter().map(|r| (r, &miner::LIST[0]));
                let miners = miner::LIST.iter().map(|m| (&reduction::LIST[0], m));
                for (reduction, miner) in reductions.chain(miners) {
                    let miner_id = miner.entry.id;
                    let pipeline = Pipeline {
                        affinity,
                        head,
                        reduction,
                        miner: built_miner(miner_id),
                        ..with_loss(loss, &setting)
                    };
                    for (name, labels, raw) in awkward_batches() {
                        let what = format!(
                            "{} {setting:?} {} {} {} {miner_id}: {name}",
                            loss.entry.id, affinity.entry.id, head.entry.id, reduction.entry.id
                        );
                        let (weighed, gradient) = weigh(&pipeline, &raw, &compared(loss, &labels));
                        assert_defined(&weighed, &gradient, &what);
                    }
                }
            }
        }
    }
}

#[test]
fn affinities_that_are_not_finite_make_no_loss_panic() {
    let relations = relations(&LABELS);
    let n = LABELS.len();
    let all = Scene::new(Matrix::zeros(n, n), relations.clone()).mine(&*built_miner("all"), 0);
    for spec in LIST {
        for setting in usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)) {
            let loss = (spec.build)(&setting);
            let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
            for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                let mut affinities = PairMatrix::from(normals(1, n, n));
                [(0, 1), (2, 5), (4, 4)].iter().for_each(|cell| affinities[*cell] = strange);
                for affinities in [affinities, PairMatrix::from_element(n, n, strange)] {
                    let (affinities, relations, tuples, numbers) = (&affinities, &relations, &all, &numbers[..]);
                    let output = loss.evaluate(&LossInput { affinities, relations, tuples, numbers });
                    assert!(output.active <= output.terms, "{} {setting:?} {strange}", spec.entry.id);
                }
            }
        }
    }
}

fn reduced(loss: &'static LossSpec, reduction: &'static ReductionSpec, raw: &Matrix) -> (Weighed, Matrix) {
    weigh(&Pipeline { reduction, ..with_loss(loss, &Params::defaults(&loss.entry)) }, raw, &compared(loss, &LABELS))
}

#[test]
fn a_reduction_scales_loss_and_gradient_by_the_same_number() {
    for loss in LIST {
        let sum = reduced(loss, spec(reduction::LIST, "sum"), &points(4));
        for reduction in reduction::LIST {
            let other = reduced(loss, reduction, &points(4));
            let factor = reduction.factor(&sum.0.output);
            let what = format!("{} {}", loss.entry.id, reduction.entry.id);
            assert!((sum.0.loss * factor - other.0.loss).abs() < 1e-12, "{what}");
            assert!((sum.1.clone() * factor - other.1).amax() < 1e-12, "{what}");
        }
    }
}

#[test]
fn the_means_divide_by_all_terms_and_by_the_active_ones() {
    for loss in LIST {
        let of = |id: &str| reduced(loss, spec(reduction::LIST, id), &points(4)).0;
        let output = of("sum").output;
        assert!((of("mean").loss - output.sum / output.terms as f64).abs() < 1e-12, "{}", loss.entry.id);
        assert!((of("mean-active").loss - output.sum / output.active as f64).abs() < 1e-12, "{}", loss.entry.id);
    }
}

#[test]
fn the_usual_affinity_exists() {
    for loss in LIST {
        assert_eq!(spec(affinity::LIST, loss.usual_affinity).entry.id, loss.usual_affinity);
        assert!(!loss.collapse_name.is_empty(), "{}", loss.entry.id);
    }
}
