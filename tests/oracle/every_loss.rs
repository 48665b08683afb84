//! Every loss of the list against an outside opinion: `every_loss.json`, made by torch and pytorch-metric-learning
//! (`make.py`). A loss without one fails here. What a loss learns is asked about in `proxies.rs`.

use crate::common::*;
use pushpull::learn::loss;
use pushpull::learn::num::Matrix;
use pushpull::session::{Config, plan};
use serde_json::Value;
use std::collections::BTreeSet;

/// Parameters that matter only while a number is learned.
const OF_LEARNING: [&str; 2] = ["loss.beta_lr", "loss.nu"];

fn opinions() -> Value {
    serde_json::from_str(include_str!("every_loss.json")).unwrap()
}

/// The settings of a case: a text as in an address.
fn config(case: &Value) -> Config {
    let text = case["config"].as_str().unwrap();
    let pairs: Vec<_> = text.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    let mut config = Config::default();
    config.set_all(&pairs).unwrap_or_else(|e| panic!("{text}: {e}"));
    config
}

#[test]
fn every_loss_agrees_in_value_and_gradient_on_every_cloud() {
    let opinions = opinions();
    for case in opinions["cases"].as_array().unwrap() {
        let cloud = &opinions["clouds"][case["cloud"].as_str().unwrap()];
        let labels: Vec<usize> =
            cloud["labels"].as_array().unwrap().iter().map(|l| l.as_u64().unwrap() as usize).collect();
        let pipeline = plan(&config(case)).unwrap();
        let (weighed, gradient) = weigh(&pipeline, &columns(&cloud["embeddings"]), &relations(&labels));
        let (value, slopes): (f64, Matrix) = (case["loss"].as_f64().unwrap(), columns(&case["grad"]));
        let what = format!("{} on {}", case["config"], case["cloud"]);
        assert!((weighed.loss - value).abs() < 1e-9, "{what}: {} instead of {value}", weighed.loss);
        let off = (gradient - slopes).amax();
        assert!(off < 1e-9, "{what}: the gradient is off by {off}");
    }
}

#[test]
fn every_loss_has_an_opinion_at_two_values_of_each_parameter_on_three_clouds() {
    let opinions = opinions();
    let clouds = opinions["clouds"].as_object().unwrap();
    assert!(clouds.len() >= 3);
    let learns = |spec: &loss::LossSpec| built_loss(spec.entry.id).learns().proxies != loss::Proxies::None;
    for spec in loss::LIST.iter().filter(|spec| !learns(spec)) {
        for cloud in clouds.keys() {
            let cases = opinions["cases"].as_array().unwrap().iter().filter(|case| case["cloud"] == cloud.as_str());
            let settings: Vec<Config> = cases.map(config).filter(|c| c.choice("loss").id == spec.entry.id).collect();
            assert!(settings.len() >= 2, "{}: {} opinions on {cloud}", spec.entry.id, settings.len());
            for param in spec.entry.params {
                let key = format!("loss.{}", param.id);
                if OF_LEARNING.contains(&key.as_str()) {
                    continue;
                }
                let values: BTreeSet<u64> = settings.iter().map(|c| c.param(&key).unwrap().to_bits()).collect();
                assert!(values.len() >= 2, "{} has an opinion at one value of {key} only", spec.entry.id);
            }
        }
    }
}
