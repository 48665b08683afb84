//! Losses that learn something against an outside opinion: `golden_proxies.json`, made by torch and pytorch-metric-learning
//! (`proxies.py`). Value, and gradients with respect to the points and to what the loss learns.

use crate::common::*;
use pushpull::learn::loss::{self, Proxies, follow_means};
use pushpull::learn::num::Matrix;
use pushpull::learn::step::{Learned, Pipeline};
use pushpull::learn::{affinity, reduction};
use serde_json::Value;
use std::collections::BTreeMap;

const TOLERANCE: f64 = 1e-9;

/// One case of the file.
struct Case {
    name: String,
    loss: &'static loss::LossSpec,
    pipeline: Pipeline,
    points: Matrix,
    learned: Learned,
    expected: Value,
}

fn columns(points: &Value) -> Matrix {
    let points = points.as_array().unwrap();
    Matrix::from_fn(2, points.len(), |i, j| points[j][i].as_f64().unwrap())
}

fn labels(golden: &Value) -> Vec<usize> {
    golden["labels"].as_array().unwrap().iter().map(|l| l.as_u64().unwrap() as usize).collect()
}

fn golden() -> Value {
    serde_json::from_str(include_str!("golden_proxies.json")).unwrap()
}

/// A case's name reads `loss key=value key=value cloud`.
fn cases(golden: &Value) -> Vec<Case> {
    let case = |(name, expected): (&String, &Value)| {
        let words: Vec<&str> = name.split(' ').collect();
        let [id, setting @ .., cloud] = words.as_slice() else { panic!("{name}") };
        let loss = spec(loss::LIST, id);
        let values = setting.iter().map(|word| {
            let (key, value) = word.split_once('=').unwrap();
            (loss.entry.params.iter().find(|p| p.id == key).unwrap().id, value.parse::<f64>().unwrap())
        });
        let setting = params(&loss.entry, &values.collect::<Vec<_>>());
        let affinity = spec(affinity::LIST, loss.usual_affinity);
        let with_proxies = (loss.build)(&setting).learns().proxies != Proxies::None;
        // The margin loss divides by its active pairs, the others by the batch.
        let reduction = spec(reduction::LIST, if with_proxies { "mean" } else { "mean-active" });
        let pipeline = Pipeline { affinity, reduction, ..with_loss(loss, &setting) };
        let mut learned = pipeline.start().learned;
        if with_proxies {
            learned.parameters[0] = columns(&golden["proxies"]);
        }
        let points = columns(&golden["clouds"][cloud]);
        Case { name: name.clone(), loss, pipeline, points, learned, expected: expected.clone() }
    };
    golden["cases"].as_object().unwrap().iter().map(case).collect()
}

#[test]
fn values_and_gradients_of_points_and_of_what_is_learned_agree() {
    let golden = golden();
    let labels = labels(&golden);
    for case in cases(&golden) {
        let relations = compared(case.loss, &labels);
        let verdict = case.pipeline.judge(&case.points, &relations, &case.learned, 0);
        let close = |found: f64, expected: &Value, what: &str| {
            let expected = expected.as_f64().unwrap();
            assert!((found - expected).abs() < TOLERANCE, "{}: {what} {found} instead of {expected}", case.name);
        };
        close(verdict.weighed.loss, &case.expected["loss"], "loss");
        let off = (verdict.gradient - columns(&case.expected["to_points"])).amax();
        assert!(off < TOLERANCE, "{}: the points' gradient is off by {off}", case.name);
        let [to_proxies, to_numbers] = &verdict.learned_gradients;
        let proxies = case.pipeline.loss.learns().proxies;
        if proxies == Proxies::Gradient {
            let off = (to_proxies - columns(&case.expected["to_learned"])).amax();
            assert!(off < TOLERANCE, "{}: the proxies' gradient is off by {off}", case.name);
        }
        for (k, slope) in to_numbers.iter().enumerate() {
            close(*slope, &case.expected["to_learned"][k], "slope");
        }
        if let Proxies::Means { rate } = proxies {
            let mut centers = case.learned.proxies().clone();
            follow_means(&mut centers, &case.points, &relations, rate);
            assert!((centers - columns(&case.expected["moved"])).amax() < TOLERANCE, "{}", case.name);
        }
    }
}

#[test]
fn every_loss_that_learns_is_asked_about_at_two_settings_on_two_clouds() {
    let golden = golden();
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    cases(&golden).iter().for_each(|case| *asked.entry(case.loss.entry.id).or_default() += 1);
    let learning = loss::LIST.iter().filter(|loss| {
        usual_settings(&loss.entry).iter().any(|setting| {
            let learns = (loss.build)(setting).learns();
            learns.proxies != Proxies::None || !learns.numbers.is_empty()
        })
    });
    for loss in learning {
        assert!(asked.remove(loss.entry.id).is_some_and(|times| times >= 4), "{}", loss.entry.id);
    }
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
fn pytorch_metric_learning_says_the_same_where_it_has_the_loss() {
    let golden = golden();
    let said: Vec<bool> =
        golden["cases"].as_object().unwrap().values().filter_map(|c| c["library"].as_bool()).collect();
    assert!(said.len() >= 20 && said.iter().all(|agrees| *agrees));
}
