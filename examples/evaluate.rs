//! The loss for given points: JSON on standard input → JSON on standard output, so that anyone can compare their own implementation.
//!
//! In: `{"embeddings": [[x, y], …], "labels": [0, 1, …], "config": "loss=triplet&loss.margin=0.2&miner=all", "seed": 0, "select": true}`.
//! The points are the encoder's output, before the head, with as many coordinates as `head.dimensions` says. The last three may be left out.
//!
//! Out: `{"loss": …, "gradient": [[gx, gy], …], "tuples": n, "active": n, "terms": n}` and, where `select` asks for it, `"selected": [[anchor,
//! positive, [negatives…]], …]`. The gradient is with respect to the given points; `active` of the loss's `terms` (triplets, pairs or tuples)
//! are above zero. A loss with class proxies takes those that the seed starts with, returns them as `"proxies": [[x, y], …]` (before the head),
//! and selects them by class number; labels must then be below the number of the data's classes.
//!
//! Without labels, in: `{"objective": "nt_xent", "inputs": {"a": [[x, y], …], "b": [[x, y], …]}, "parameters": {"tau": 0.5}}`, with the names
//! of `evaluate/objectives.rs` and points of any dimension, before the head. Out: `{"value": …, "gradients": {"a": [[gx, gy], …], "b": …}}`, for the
//! inputs that get a gradient.

#[path = "evaluate/align_uniform.rs"]
mod align_uniform;
#[path = "evaluate/objectives.rs"]
mod objectives;

#[path = "shared/ending.rs"]
mod ending;

use ending::Early;
use pushpull::learn::compare::Tuples;
use pushpull::learn::num::Matrix;
use pushpull::session::{Config, plan};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};
use std::io::{Read, Write};
use std::process::ExitCode;

/// The longest text that is read, in bytes.
const LONGEST: u64 = 1 << 26;
/// The most points that are taken.
const MOST: usize = 2048;
/// The greatest coordinate: its square is far from what a number can hold.
const GREATEST: f64 = 1e100;

fn main() -> ExitCode {
    ending::end(answer_all())
}

fn answer_all() -> Result<(), Early> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LONGEST).read_to_string(&mut text);
    read.map_err(|e| format!("standard input: {e}"))?;
    let answer = evaluate(&text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    serde_json::to_writer(&mut out, &answer).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(out.flush()?)
}

/// What is written. The tuples can be many more than the points: each is written as it is come by.
pub struct Answer {
    /// All but the tuples.
    pub fields: Map<String, Value>,
    selected: Option<Tuples>,
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.fields.iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        if let Some(tuples) = &self.selected {
            map.serialize_entry("selected", &Selected(tuples))?;
        }
        map.end()
    }
}

struct Selected<'a>(&'a Tuples);

impl Serialize for Selected<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter())
    }
}

/// The answer to a text.
pub fn evaluate(text: &str) -> Result<Answer, String> {
    let input: Value = serde_json::from_str(text).map_err(|e| format!("standard input is not JSON: {e}"))?;
    let answer = match input.get("objective") {
        Some(name) => objectives::evaluate(name, &input).map(|fields| Answer { fields, selected: None }),
        None => of_labels(&input),
    }?;
    let finite = |value: &Value| !value.to_string().contains("null");
    match answer.fields.values().all(finite) {
        true => Ok(answer),
        false => Err("the loss or a gradient is beyond every number; allowed are smaller points and parameters".into()),
    }
}

fn of_labels(input: &Value) -> Result<Answer, String> {
    only(input, "standard input", &["embeddings", "labels", "config", "seed", "select"])?;
    let points = list(input, "embeddings", coordinates)?;
    let labels = list(input, "labels", |l| l.as_u64().map(|l| l as usize))?;
    if labels.len() != points.len() {
        return Err(format!(
            "labels: {} given; allowed is one for each of the {} embeddings",
            labels.len(),
            points.len()
        ));
    }
    let select = field(input, "select", "true or false", Value::as_bool)?.unwrap_or(false);
    let pairs = field(input, "config", "a text of key=value, joined by &", Value::as_str)?.unwrap_or_default();
    let mut config = Config::default();
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
    if !pipeline.scheme.reads_labels() {
        return Err(
            "config: scheme without labels given; allowed is one that reads them, or “objective” in place of labels"
                .into(),
        );
    }
    let dimensions = pipeline.dimensions;
    if let Some((i, point)) = points.iter().enumerate().find(|(_, point)| point.len() != dimensions) {
        return Err(format!(
            "embeddings[{i}]: {} coordinates given; allowed are {dimensions}, as head.dimensions is {dimensions}",
            point.len()
        ));
    }
    let raw = Matrix::from_iterator(dimensions, points.len(), points.into_iter().flatten());
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
    let list_of = |points: &Matrix| points.column_iter().map(|g| g.as_slice().to_vec()).collect::<Vec<_>>();
    let mut fields = Map::from_iter([
        ("loss".to_string(), json!(weighed.loss)),
        ("gradient".to_string(), json!(list_of(&verdict.gradient))),
        ("tuples".to_string(), json!(weighed.tuples.len())),
        ("active".to_string(), json!(weighed.output.active)),
        ("terms".to_string(), json!(weighed.output.terms)),
    ]);
    if classes > 0 {
        fields.insert("proxies".into(), json!(list_of(learned.proxies())));
    }
    Ok(Answer { fields, selected: select.then_some(weighed.tuples) })
}

/// A point whose squared distances are numbers.
fn coordinates(point: &Value) -> Option<Vec<f64>> {
    let point: Option<Vec<f64>> = point.as_array()?.iter().map(Value::as_f64).collect();
    point.filter(|point| point.len() > 1 && point.iter().all(|x| x.abs() <= GREATEST))
}

/// Refuses what is no object, and fields with other names. What is missing has none.
fn only(value: &Value, name: &str, allowed: &[&str]) -> Result<(), String> {
    if value.is_null() {
        return Ok(());
    }
    let object = value.as_object().ok_or_else(|| format!("{name}: {} given; an object is wanted", short(value)))?;
    match object.keys().find(|key| !allowed.contains(&key.as_str())) {
        Some(key) => Err(format!("{name}: “{key}” given; allowed are {}", allowed.join(", "))),
        None => Ok(()),
    }
}

/// A field that may be left out.
fn field<'a, T>(
    input: &'a Value,
    key: &str,
    allowed: &str,
    read: impl Fn(&'a Value) -> Option<T>,
) -> Result<Option<T>, String> {
    let bad = |value: &Value| format!("{key}: {} given; allowed is {allowed}", short(value));
    input.get(key).map(|value| read(value).ok_or_else(|| bad(value))).transpose()
}

/// A value as a sentence can hold it.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn list<T>(input: &Value, key: &str, item: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, String> {
    let items = input[key].as_array().ok_or(format!("{key}: missing; a list is wanted"))?;
    if items.len() > MOST {
        return Err(format!("{key}: {} given; allowed are at most {MOST}", items.len()));
    }
    let bad = |i: usize, v: &Value| {
        let given = short(v);
        format!(
            "{key}[{i}]: {given} given; allowed is the form that the head of examples/evaluate.rs shows, up to ±{GREATEST:e}"
        )
    };
    items.iter().enumerate().map(|(i, v)| item(v).ok_or_else(|| bad(i, v))).collect()
}
