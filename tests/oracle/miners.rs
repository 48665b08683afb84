//! Miners against an outside opinion: `golden_miners.json`, made by pytorch-metric-learning (`miners.py`).

use crate::common::scenes::Scene;
use crate::common::*;
use pushpull::learn::affinity::{self, Orientation};
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::miner::{DEFINITIONS, LIST, Miner};
use pushpull::learn::num::{Matrix, pow};
use pushpull::learn::spec::Params;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

struct Batch {
    rows: Matrix,
    references: Matrix,
    relations: Relations,
}

impl Batch {
    fn read(golden: &Value, name: &str) -> Self {
        let batch = &golden["batches"][name];
        let (rows, labels) = (points(&batch["points"]), numbers(&batch["labels"]));
        if batch["references"].is_null() {
            return Self { references: rows.clone(), rows, relations: relations(&labels) };
        }
        let others = numbers(&batch["reference_labels"]);
        let same = |i: usize, j: usize| match labels[i] == others[j] {
            true => Relation::Positive,
            false => Relation::Negative,
        };
        let relations = Relations::from_fn(labels.len(), others.len(), false, same);
        Self { rows, references: points(&batch["references"]), relations }
    }

    fn scene(&self, affinity: &'static affinity::AffinitySpec) -> Scene {
        let distances = affinity.between(&self.rows, &self.references);
        Scene {
            distances: distances.map(|a| affinity.turned(a, Orientation::Distance)),
            relations: self.relations.clone(),
            references: self.references.clone(),
            affinity,
        }
    }
}

fn golden() -> Value {
    serde_json::from_str(include_str!("golden_miners.json")).unwrap()
}

fn points(points: &Value) -> Matrix {
    let points = points.as_array().unwrap();
    Matrix::from_fn(2, points.len(), |i, j| points[j][i].as_f64().unwrap())
}

fn numbers(list: &Value) -> Vec<usize> {
    list.as_array().unwrap().iter().map(|n| n.as_u64().unwrap() as usize).collect()
}

/// Lists of indices, or nothing where the case has none of this kind.
fn lists(case: &Value, kind: &str) -> Option<Vec<Vec<usize>>> {
    case[kind].as_array().map(|all| all.iter().map(numbers).collect())
}

/// A miner by its words.
fn built(id: &str, words: &Value) -> Box<dyn Miner> {
    let spec = spec(LIST, id);
    let given = |p: &'static pushpull::learn::spec::ParamSpec| {
        let word = words[p.id].as_str();
        (p.id, word.map_or(p.default, |word| p.parse(word).unwrap()))
    };
    let known = |word: &String| spec.entry.params.iter().any(|p| p.id == word);
    assert!(words.as_object().unwrap().keys().all(known), "{id} {words}");
    (spec.build)(&Params::new(spec.entry.params.iter().map(given)))
}

/// The selection in the form that the outside miner gives, sorted.
fn selection(tuples: &Tuples, kind: &str) -> Vec<Vec<usize>> {
    let pair = |(a, b): (usize, usize)| vec![a, b];
    let all: Vec<Vec<usize>> = match kind {
        "triplets" => triplets(tuples).into_iter().map(|(a, p, n)| vec![a, p, n]).collect(),
        "positives" => tuples.iter().map(|(a, p, _)| pair((a, p))).collect(),
        _ => tuples
            .iter()
            .flat_map(|(a, _, ns)| ns.iter().map(move |n| pair((a, *n))))
            .chain(tuples.lone().map(pair))
            .collect(),
    };
    // Tuples that share their negatives name a negative pair more than once.
    all.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

#[test]
fn every_library_selects_the_same() {
    let golden = golden();
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for case in golden["cases"].as_array().unwrap() {
        let text = |key: &str| case[key].as_str().unwrap();
        let scene = Batch::read(&golden, text("batch")).scene(spec(affinity::LIST, text("affinity")));
        let tuples = scene.mine(&*built(text("miner"), &case["params"]), 0);
        for kind in ["triplets", "positives", "negatives"] {
            let Some(expected) = lists(case, kind) else { continue };
            let found = selection(&tuples, kind);
            let what = format!("{} {} {} {kind}", text("batch"), text("miner"), case["params"]);
            // Which one of equals is taken is an accident there: the distances must be the same.
            let lengths = |list: &[Vec<usize>]| {
                let mut all: Vec<f64> = list.iter().map(|l| scene.distances[(l[0], l[1])]).collect();
                all.sort_by(f64::total_cmp);
                all
            };
            if text("miner") == "hdc" && scene.relations.within {
                assert_eq!(found.len(), expected.len(), "{what}");
                let off =
                    lengths(&found).iter().zip(lengths(&expected)).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max);
                assert!(off < 1e-12, "{what}: {off}");
            } else {
                assert_eq!(found, expected, "{what}");
            }
            *compared.entry(text("miner")).or_default() += found.len();
        }
    }
    let drawing = ["distance-weighted", "random", "random-first"];
    let known: BTreeSet<&str> = compared.keys().copied().chain(drawing).collect();
    assert_eq!(known, LIST.iter().map(|s| s.entry.id).collect::<BTreeSet<_>>());
    assert!(compared.values().all(|n| *n > 20), "{compared:?}");
    assert_eq!(DEFINITIONS.iter().filter(|d| d.draws).count(), 2, "those have laws of their own");
}

#[test]
fn distance_weighted_draws_by_the_weights_of_the_library() {
    let golden = golden();
    for case in golden["drawn"].as_array().unwrap() {
        let scene =
            Batch::read(&golden, case["batch"].as_str().unwrap()).scene(spec(affinity::LIST, "squared-euclidean"));
        let miner = built("distance-weighted", &case["params"]);
        let mut counts: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for seed in 0..4000 {
            for (a, _, n) in triplets(&scene.mine(&*miner, seed)) {
                *counts.entry((a, n)).or_default() += 1.0;
            }
        }
        for a in 0..scene.relations.rows() {
            let weights: Vec<f64> =
                case["weights"][a].as_array().unwrap().iter().map(|w| w.as_f64().unwrap()).collect();
            let positives = scene.relations.of(a, Relation::Positive).count();
            let possible: Vec<usize> = (0..weights.len()).filter(|n| weights[*n] > 0.0).collect();
            let drawn: Vec<usize> = counts.keys().filter(|cell| cell.0 == a).map(|cell| cell.1).collect();
            if positives == 0 {
                assert!(drawn.is_empty());
                continue;
            }
            assert_eq!(drawn, possible, "{} anchor {a}", case["batch"]);
            let draws = 4000.0 * positives as f64;
            let off = |n: &usize| pow(counts[&(a, *n)] - draws * weights[*n], 2.0) / (draws * weights[*n]);
            let chi_squared: f64 = possible.iter().map(off).sum();
            // Far beyond the 99.9 % points for up to 9 degrees of freedom (27.9); the seeds are fixed.
            assert!(possible.len() < 11 && chi_squared < 28.0, "{} anchor {a}: {chi_squared}", case["batch"]);
        }
    }
}
