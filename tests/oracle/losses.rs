//! Losses and miners against an outside opinion: `golden_losses.json`, made by pytorch-metric-learning (`make.py`).

use crate::common::*;
use pushpull::learn::chain::pull_back;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::loss;
use pushpull::learn::metric::Evaluation;
use pushpull::learn::num::Matrix;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, miner, reduction};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

struct Golden(Value);

impl Golden {
    fn read() -> Self {
        Self(serde_json::from_str(include_str!("golden_losses.json")).unwrap())
    }

    fn labels(&self) -> Vec<usize> {
        self.0["labels"].as_array().unwrap().iter().map(|l| l.as_u64().unwrap() as usize).collect()
    }

    fn points(&self) -> Matrix {
        columns(&self.0["embedding"])
    }

    /// Anchors, positives and negatives that one of the outside miners selects, sorted.
    fn mined(&self, name: &str) -> Vec<(usize, usize, usize)> {
        let row = |k: usize| self.0["miners_plain_distance_m0.5"][name][k].as_array().unwrap().iter();
        let number = |v: &Value| v.as_u64().unwrap() as usize;
        let both = row(0).zip(row(1)).zip(row(2));
        let mut triplets: Vec<_> = both.map(|((a, p), n)| (number(a), number(p), number(n))).collect();
        triplets.sort();
        triplets
    }

    fn check(&self, case: &str, pipeline: &Pipeline, relations: &Relations) {
        let (weighed, gradient) = weigh(pipeline, &self.points(), relations);
        let expected = &self.0["cases"][case];
        let value = expected["loss"].as_f64().unwrap();
        assert!((weighed.loss - value).abs() < TOLERANCE, "{case}: {} instead of {value}", weighed.loss);
        let off = (gradient - columns(&expected["grad"])).amax();
        assert!(off < TOLERANCE, "{case}: the gradient is off by {off}");
    }
}

fn with(loss: &str, values: &[(&'static str, f64)], affinity: &str, reduction: &str) -> Pipeline {
    let loss_spec = spec(loss::LIST, loss);
    Pipeline {
        loss_spec,
        loss: (loss_spec.build)(&params(&loss_spec.entry, values)),
        affinity: spec(affinity::LIST, affinity),
        reduction: spec(reduction::LIST, reduction),
        ..pipeline()
    }
}

#[test]
fn triplet_losses_agree_on_both_distances_and_under_both_means() {
    let golden = Golden::read();
    let relations = relations(&golden.labels());
    for (squared, affinity) in [("True", "squared-euclidean"), ("False", "euclidean")] {
        for (mean, reduction) in [("mean", "mean"), ("active", "mean-active")] {
            let case = format!("triplet_all_{mean} sq={squared} m=.5");
            golden.check(&case, &with("triplet", &[("margin", 0.5)], affinity, reduction), &relations);
        }
        golden.check(&format!("soft_triplet sq={squared}"), &with("soft-triplet", &[], affinity, "mean"), &relations);
    }
}

#[test]
fn contrastive_agrees_with_the_form_without_the_half() {
    let golden = Golden::read();
    let pipeline = with("contrastive", &[("margin", 1.0)], "euclidean", "mean");
    golden.check("contrastive_hadsell m=1 (no half)", &pipeline, &relations(&golden.labels()));
}

#[test]
fn contrastive_counts_a_pair_once_whoever_its_anchor_is() {
    let mut tuples = Tuples::default();
    tuples.push(0, 1, [3]);
    tuples.push(1, 0, [4]);
    tuples.push(3, 4, [0, 1]);
    let loss = with("contrastive", &[("margin", 1.0)], "euclidean", "sum");
    let pipeline = Pipeline { miner: Box::new(Given(tuples)), ..loss };
    let golden = Golden::read();
    let (weighed, _) = weigh(&pipeline, &golden.points(), &relations(&golden.labels()));
    let d = |i: usize, j: usize| distance(&golden, i, j);
    let pull = |i: usize, j: usize| d(i, j) * d(i, j);
    let push = |i: usize, j: usize| (1.0 - d(i, j)).max(0.0) * (1.0 - d(i, j)).max(0.0);
    let expected = pull(0, 1) + pull(3, 4) + push(0, 3) + push(1, 4) + push(1, 3);
    assert_eq!(weighed.output.terms, 5);
    assert!((weighed.loss - expected).abs() < TOLERANCE);
}

#[test]
fn info_nce_over_pairs_of_views_is_nt_xent() {
    let golden = Golden::read();
    // Points 2i and 2i + 1 are two views of one thing; classes play no part.
    let views: Vec<usize> = (0..golden.labels().len()).map(|i| i / 2).collect();
    let pipeline = with("info-nce", &[("temperature", 0.5)], "cosine", "mean");
    golden.check("ntxent tau=.5", &pipeline, &relations(&views));
}

#[test]
fn n_pair_agrees_on_one_anchor_and_one_positive_of_each_class() {
    let golden = Golden::read();
    let labels = golden.labels();
    let firsts: Vec<usize> = (0..4).map(|class| labels.iter().position(|l| *l == class).unwrap()).collect();
    let mut tuples = Tuples::default();
    for a in &firsts {
        tuples.push(*a, a + 1, firsts.iter().filter(|n| *n != a).map(|n| n + 1));
    }
    let pipeline = Pipeline { miner: Box::new(Given(tuples)), ..with("n-pair", &[("l2", 0.0)], "dot", "mean") };
    golden.check("npairs", &pipeline, &relations(&labels));
}

#[test]
fn info_nce_in_both_directions_between_two_towers_is_clip() {
    let golden = Golden::read();
    let (images, texts) = (golden.points().columns(0, 5).into_owned(), golden.points().columns(5, 5).into_owned());
    let same = |i: usize, j: usize| if i == j { Relation::Positive } else { Relation::Negative };
    let pairs = Relations::from_fn(5, 5, false, same);
    let pipeline = with("info-nce", &[("temperature", 0.07)], "cosine", "mean");
    let one_way = |rows: &Matrix, references: &Matrix| {
        let weighed = pipeline.weigh(rows, references, &pairs, &[], 0);
        let back = pull_back(pipeline.affinity, rows, references, &weighed.affinities, &weighed.weights());
        (weighed.loss, back)
    };
    let (there, (images_there, texts_there)) = one_way(&images, &texts);
    let (back, (texts_back, images_back)) = one_way(&texts, &images);
    let expected = &golden.0["cases"]["clip A=E[:5] T=E[5:] scale=1/.07"];
    assert!(((there + back) / 2.0 - expected["loss"].as_f64().unwrap()).abs() < TOLERANCE);
    assert!(((images_there + images_back) / 2.0 - columns(&expected["dA"])).amax() < TOLERANCE);
    assert!(((texts_there + texts_back) / 2.0 - columns(&expected["dT"])).amax() < TOLERANCE);
}

/// What a miner of ours selects on the plain distances, at margin 0.5, as sorted triplets.
fn ours(id: &str) -> Vec<(usize, usize, usize)> {
    let golden = Golden::read();
    let spec = spec(miner::LIST, id);
    let values = params(&spec.entry, &[("margin", 0.5)]);
    let pipeline = Pipeline { miner: (spec.build)(&values), ..with("triplet", &[], "euclidean", "mean") };
    let (weighed, _) = weigh(&pipeline, &golden.points(), &relations(&golden.labels()));
    let mut triplets = triplets(&weighed.tuples);
    triplets.sort();
    triplets
}

fn distance(golden: &Golden, i: usize, j: usize) -> f64 {
    let points = golden.points();
    (points.column(i) - points.column(j)).norm()
}

/// For each anchor and positive the nearest negative of these triplets.
fn nearest(golden: &Golden, triplets: Vec<(usize, usize, usize)>) -> Vec<(usize, usize, usize)> {
    let mut best: std::collections::BTreeMap<(usize, usize), usize> = Default::default();
    for (a, p, n) in triplets {
        let known = best.entry((a, p)).or_insert(n);
        if distance(golden, a, n) < distance(golden, a, *known) {
            *known = n;
        }
    }
    best.into_iter().map(|((a, p), n)| (a, p, n)).collect()
}

#[test]
fn miners_select_the_same_triplets() {
    let golden = Golden::read();
    assert_eq!(ours("batch-hard"), golden.mined("batch_hard"));
    let mut all: Vec<_> = ["tm_hard", "tm_semi", "tm_easy"].iter().flat_map(|kind| golden.mined(kind)).collect();
    all.sort();
    assert_eq!(ours("all"), all);
    // The outside miner gives every semi-hard triplet, ours (FaceNet's) the nearest negative of each pair.
    assert_eq!(ours("semi-hard"), nearest(&golden, golden.mined("tm_semi")));
    assert_eq!(ours("hard"), nearest(&golden, all));
}

#[test]
fn hard_semi_hard_and_easy_triplets_are_counted_alike() {
    let golden = Golden::read();
    let (points, labels) = (golden.points(), golden.labels());
    let evaluation = Evaluation::new(&points, &labels, spec(affinity::LIST, "euclidean"), 0.5);
    let ranks = evaluation.ranks().counts;
    let easy = ranks.triplets - ranks.hard - ranks.semi_hard;
    let counts = [ranks.hard, ranks.semi_hard, easy, ranks.triplets];
    let expected = golden.0["counts_plain_m0.5 (hard,semi,easy,total)"].as_array().unwrap();
    assert_eq!(counts.to_vec(), expected.iter().map(|c| c.as_u64().unwrap()).collect::<Vec<_>>());
}

#[test]
fn a_triplet_weight_counts_the_negatives_that_violate_the_margin() {
    // The weights of an anchor sum to zero, exactly, because each active triplet adds 1 and takes 1.
    let golden = Golden::read();
    let relations = relations(&golden.labels());
    let (weighed, _) = weigh(&with("triplet", &[("margin", 0.5)], "euclidean", "sum"), &golden.points(), &relations);
    let weights = weighed.weights();
    for (a, p) in cells(&relations, Relation::Positive) {
        let violating = relations.of(a, Relation::Negative);
        let count = violating.filter(|n| weighed.distances[(a, *n)] < weighed.distances[(a, p)] + 0.5).count();
        assert_eq!(weights[(a, p)], count as f64);
    }
    for a in 0..weights.nrows() {
        assert_eq!(weights.row(a).iter().sum::<f64>(), 0.0);
    }
}
