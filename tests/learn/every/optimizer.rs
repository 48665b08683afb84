//! Laws of every optimizer: it walks downhill, keeps all memory in its slots, and never leaves a state that is not finite.

use crate::common::*;
use pushpull::learn::num::{Matrix, all_finite, pow};
use pushpull::learn::optimizer::{LIST, Optimizer, OptimizerSpec};
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;

/// A run on given gradients: the parameter after each step.
fn run(optimizer: &dyn Optimizer, start: &Matrix, gradients: &[Matrix]) -> Vec<Matrix> {
    let mut slots = vec![Matrix::zeros(start.nrows(), start.ncols()); optimizer.slots()];
    let mut param = start.clone();
    let step = |(i, gradient): (usize, &Matrix)| {
        optimizer.update(&mut param, gradient, &mut slots, i as u64 + 1);
        param.clone()
    };
    gradients.iter().enumerate().map(step).collect()
}

fn gradients(count: u64) -> Vec<Matrix> {
    (0..count).map(|k| normals(k, 3, 2)).collect()
}

fn with(spec: &OptimizerSpec, values: &[(&'static str, f64)]) -> Box<dyn Optimizer> {
    (spec.build)(&params(&spec.entry, values))
}

#[test]
fn every_one_has_a_learning_rate_and_a_clip() {
    for spec in LIST {
        for id in ["lr", "clip"] {
            assert!(spec.entry.params.iter().any(|p| p.id == id), "{} lacks {id}", spec.entry.id);
        }
    }
}

#[test]
fn the_first_step_goes_against_the_gradient_in_every_coordinate() {
    for spec in LIST {
        for setting in usual_settings(&spec.entry) {
            let gradient = normals(5, 3, 2);
            let moved = run(&*(spec.build)(&setting), &Matrix::zeros(3, 2), std::slice::from_ref(&gradient)).remove(0);
            assert!(moved.iter().zip(&gradient).all(|(m, g)| m * g < 0.0), "{} {setting:?}", spec.entry.id);
        }
    }
}

#[test]
fn it_finds_the_bottom_of_a_bowl() {
    for spec in LIST {
        let optimizer = with(spec, &[("lr", 0.02)]);
        let mut slots = vec![Matrix::zeros(2, 1); optimizer.slots()];
        let bottom = Matrix::from_vec(2, 1, vec![0.5, -0.25]);
        let mut place = Matrix::zeros(2, 1);
        for step in 1..=1500 {
            let slope = (&place - &bottom).component_mul(&Matrix::from_vec(2, 1, vec![1.0, 4.0]));
            optimizer.update(&mut place, &slope, &mut slots, step);
        }
        assert!((place - bottom).amax() < 1e-3, "{}", spec.entry.id);
    }
}

#[test]
fn a_learning_rate_of_0_and_a_gradient_of_0_leave_everything_where_it_is() {
    for spec in LIST {
        let start = normals(1, 3, 2);
        assert_eq!(run(&*with(spec, &[("lr", 0.0)]), &start, &gradients(3)).pop(), Some(start.clone()));
        let still = vec![Matrix::zeros(3, 2); 3];
        assert_eq!(run(&*with(spec, &[]), &start, &still).pop(), Some(start), "{}", spec.entry.id);
    }
}

#[test]
fn a_step_is_proportional_to_the_learning_rate() {
    for spec in LIST {
        let of = |rate: f64| run(&*with(spec, &[("lr", rate)]), &Matrix::zeros(3, 2), &gradients(6)).pop().unwrap();
        assert!((of(0.01) * 3.0 - of(0.03)).amax() < 1e-12, "{}", spec.entry.id);
    }
}

#[test]
fn all_memory_is_in_the_slots() {
    for spec in LIST {
        let all = gradients(10);
        let start = normals(1, 3, 2);
        let through = run(&*with(spec, &[]), &start, &all).pop().unwrap();
        let mut slots = vec![Matrix::zeros(3, 2); with(spec, &[]).slots()];
        let mut param = start;
        for (i, gradient) in all.iter().enumerate() {
            // A fresh optimizer for every step: only the slots are carried over.
            with(spec, &[]).update(&mut param, gradient, &mut slots, i as u64 + 1);
        }
        assert_eq!(param, through, "{}", spec.entry.id);
    }
}

#[test]
fn every_coordinate_moves_by_itself() {
    for spec in LIST {
        let all = gradients(5);
        let start = normals(1, 3, 2);
        let whole = run(&*with(spec, &[]), &start, &all).pop().unwrap();
        for k in 0..start.len() {
            let alone: Vec<Matrix> = all.iter().map(|g| Matrix::from_element(1, 1, g[k])).collect();
            let part = run(&*with(spec, &[]), &Matrix::from_element(1, 1, start[k]), &alone).pop().unwrap();
            assert_eq!(part[0], whole[k], "{}", spec.entry.id);
        }
    }
}

/// The parameter after all gradients from a formula that looks back at every one of them, for the entries that have one here.
fn looking_back(id: &str, lr: f64, start: f64, gradients: &[f64]) -> Option<f64> {
    let weighted = |decay: f64, upto: usize, power: f64| -> f64 {
        (0..=upto).map(|i| pow(decay, (upto - i) as f64) * pow(gradients[i], power)).sum()
    };
    let steps = 0..gradients.len();
    match id {
        "sgd" => Some(start - lr * gradients.iter().sum::<f64>()),
        "momentum" => Some(start - lr * steps.map(|t| weighted(0.9, t, 1.0)).sum::<f64>()),
        "adam" => {
            let mean = |decay: f64, t: usize, power: f64| {
                (1.0 - decay) * weighted(decay, t, power) / (1.0 - pow(decay, t as f64 + 1.0))
            };
            Some(start - lr * steps.map(|t| mean(0.9, t, 1.0) / (mean(0.999, t, 2.0).sqrt() + 1e-8)).sum::<f64>())
        }
        _ => None,
    }
}

#[test]
fn the_known_ones_give_what_their_papers_say() {
    let all = gradients(12);
    let mut known = 0;
    for spec in LIST {
        let found = run(&*with(spec, &[("lr", 0.05)]), &Matrix::from_element(3, 2, 0.7), &all).pop().unwrap();
        for k in 0..6 {
            let own: Vec<f64> = all.iter().map(|g| g[k]).collect();
            if let Some(expected) = looking_back(spec.entry.id, 0.05, 0.7, &own) {
                assert!((found[k] - expected).abs() < 1e-12, "{}: {} and {expected}", spec.entry.id, found[k]);
                known += 1;
            }
        }
    }
    assert_eq!(known, 3 * 6);
}

#[test]
fn an_update_gives_a_finite_state_or_none_at_all() {
    for spec in LIST {
        for setting in extreme_settings(&spec.entry) {
            let pipeline = Pipeline { optimizer: (spec.build)(&setting), clip: setting.get("clip"), ..pipeline() };
            let mut state = pipeline.start();
            for step in 0..20 {
                let Ok(next) = pipeline.update(&state, &pipeline.look(&state, step)) else { break };
                assert!(all_finite(next.towers.iter().chain(&next.slots).flatten()), "{} {setting:?}", spec.entry.id);
                assert_eq!(next.updates, state.updates + 1);
                state = next;
            }
        }
    }
}

#[test]
fn a_huge_learning_rate_is_stopped_before_the_state_breaks() {
    for spec in LIST {
        for rate in [1e6, 1e308, f64::MAX] {
            let pipeline = Pipeline { optimizer: with(spec, &[("lr", rate)]), ..pipeline() };
            let state = pipeline.start();
            assert!(pipeline.update(&state, &pipeline.look(&state, 0)).is_err(), "{} at {rate}", spec.entry.id);
        }
    }
}

#[test]
fn clipping_shortens_a_long_gradient_to_the_limit_and_leaves_a_short_one() {
    let sgd = |clip: f64| Pipeline { optimizer: with(spec(LIST, "sgd"), &[("lr", 1.0)]), clip, ..pipeline() };
    let start = sgd(0.0).start();
    let norm = sgd(0.0).look(&start, 0).gradient_norm;
    for (clip, expected) in [(0.0, norm), (norm / 4.0, norm / 4.0), (norm * 4.0, norm)] {
        let next = sgd(clip).update(&start, &sgd(clip).look(&start, 0)).unwrap();
        let way: f64 = next.towers[0].iter().zip(&start.towers[0]).map(|(a, b)| (a - b).norm_squared()).sum();
        assert!((way.sqrt() - expected).abs() < 1e-12, "clip {clip}");
    }
}

#[test]
fn an_untouched_parameter_set_is_what_the_defaults_build() {
    for spec in LIST {
        let given = run(&*(spec.build)(&Params::defaults(&spec.entry)), &normals(1, 3, 2), &gradients(4));
        assert_eq!(given, run(&*with(spec, &[]), &normals(1, 3, 2), &gradients(4)), "{}", spec.entry.id);
    }
}
