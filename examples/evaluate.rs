//! The loss for given points: JSON on standard input → JSON on standard output, so that anyone can compare their own implementation.
//!
//! In: `{"embeddings": [[x, y], …], "labels": [0, 1, …], "config": "loss=triplet&loss.margin=0.2&miner=all", "seed": 0}`. The points are
//! the encoder's output, before the head.
//!
//! Out: `{"loss": …, "gradient": [[gx, gy], …], "tuples": n, "active": n, "terms": n, "selected": [[anchor, positive, [negatives…]], …]}`.
//! The gradient is with respect to the given points; `active` of the loss's `terms` (triplets, pairs or tuples) are above zero. A loss with
//! class proxies takes those that the seed starts with, returns them as `"proxies": [[x, y], …]` (before the head), and selects them by
//! class number; labels must then be below the number of the data's classes.
//!
//! Without labels, in: `{"objective": "nt_xent", "inputs": {"a": [[x, y], …], "b": [[x, y], …]}, "parameters": {"tau": 0.5}}`, with the names
//! of `evaluate/objectives.rs` and points of any dimension, before the head. Out: `{"value": …, "gradients": {"a": [[gx, gy], …], "b": …}}`, for the
//! inputs that get a gradient.

#[path = "evaluate/align_uniform.rs"]
mod align_uniform;
#[path = "evaluate/objectives.rs"]
mod objectives;

use pushpull::learn::num::Matrix;
use pushpull::session::{Config, plan};
use serde_json::{Value, json};
use std::io::Read;

fn main() {
    let mut text = String::new();
    let answer = std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string()).and_then(|_| evaluate(&text));
    match answer {
        Ok(answer) => println!("{answer}"),
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(2);
        }
    }
}

fn evaluate(text: &str) -> Result<Value, String> {
    let input: Value = serde_json::from_str(text).map_err(|e| format!("standard input is not JSON: {e}"))?;
    if let Some(name) = input.get("objective") {
        return objectives::evaluate(name, &input);
    }
    let points = list(&input, "embeddings", |p| {
        let point: Option<Vec<f64>> = p.as_array()?.iter().map(Value::as_f64).collect();
        point.filter(|p| p.len() == 2 && p.iter().all(|x| x.is_finite()))
    })?;
    let labels = list(&input, "labels", |l| l.as_u64().map(|l| l as usize))?;
    if labels.len() != points.len() {
        return Err(format!(
            "labels: {} given; allowed is one for each of the {} embeddings",
            labels.len(),
            points.len()
        ));
    }
    let mut config = Config::default();
    let pairs = input["config"].as_str().unwrap_or_default();
    let pairs: Result<Vec<_>, _> = pairs
        .split('&')
        .filter(|p| !p.is_empty())
        .map(|p| p.split_once('=').ok_or(format!("config: “{p}” given; allowed is key=value")))
        .collect();
    config.set_all(&pairs?).map_err(|e| e.to_string())?;
    if let Some(seed) = input.get("seed") {
        config.set("seed", &seed.to_string()).map_err(|e| e.to_string())?;
    }

    let pipeline = plan(&config).map_err(|e| e.to_string())?;
    let raw = Matrix::from_iterator(2, points.len(), points.into_iter().flatten());
    let ids: Vec<usize> = (0..labels.len()).collect();
    let learned = pipeline.start().learned;
    let classes = learned.proxies().ncols();
    if let Some(label) = labels.iter().find(|label| classes > 0 && **label >= classes) {
        return Err(format!(
            "labels: “{label}” given; allowed is 0 to {}, as the loss has one proxy for each class of the data",
            classes - 1
        ));
    }
    let verdict = pipeline.judge(&raw, &pipeline.relate(&labels, &ids).all(), &learned, 0);
    let weighed = verdict.weighed;
    let list_of = |points: &Matrix| points.column_iter().map(|g| [g[0], g[1]]).collect::<Vec<_>>();
    let mut answer = json!({
        "loss": weighed.loss,
        "gradient": list_of(&verdict.gradient),
        "tuples": weighed.tuples.len(),
        "active": weighed.output.active,
        "terms": weighed.output.terms,
        "selected": weighed.tuples.iter().map(|(a, p, n)| json!([a, p, n])).collect::<Vec<_>>(),
    });
    if classes > 0 {
        answer["proxies"] = json!(list_of(learned.proxies()));
    }
    Ok(answer)
}

fn list<T>(input: &Value, key: &str, item: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, String> {
    let items = input[key].as_array().ok_or(format!("{key}: missing; a list is wanted"))?;
    let bad = |i: usize, v: &Value| {
        format!("{key}[{i}]: “{v}” given; not of the form that the head of examples/evaluate.rs shows")
    };
    items.iter().enumerate().map(|(i, v)| item(v).ok_or_else(|| bad(i, v))).collect()
}
