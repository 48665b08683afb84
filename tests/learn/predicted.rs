//! Predictions of another view (BYOL, SimSiam): gradients through the predictor, what a stop-gradient stops, what follows, and what stays in
//! mid-run.

use crate::common::*;
use crate::scheme_shapes::train;
use pushpull::learn::compare::Relation;
use pushpull::learn::dataset::Dataset;
use pushpull::learn::encoder::Stage;
use pushpull::learn::num::Matrix;
use pushpull::learn::scheme::{Comparison, Kept, Scheme, Source, Who};
use pushpull::learn::step::{Pipeline, State};
use pushpull::learn::views::Views;
use pushpull::session::{Config, Session, plan};

fn pipeline_of(text: &str) -> Pipeline {
    let mut config = Config::default();
    let usual = "loss=cosine-regression&miner=all&sampler=uniform&sampler.size=8&head.dimensions=3";
    let pairs: Vec<_> = usual.split('&').chain(text.split('&')).map(|pair| pair.split_once('=').unwrap()).collect();
    config.set_all(&pairs).unwrap();
    plan(&config).unwrap()
}

/// A scheme whose targets are given.
struct Given(Box<dyn Scheme>, Matrix);

impl Scheme for Given {
    fn towers(&self) -> usize {
        self.0.towers()
    }

    fn stage(&self, tower: usize, dimensions: usize) -> Option<Stage> {
        self.0.stage(tower, dimensions)
    }

    fn compare(&self, data: &Dataset, batch: &[usize], memory: &[Matrix], views: &Views) -> Comparison {
        let kept = vec![Kept::default(); self.1.ncols()];
        let references = vec![Source::Stored { embeddings: self.1.clone(), kept }];
        Comparison { references, ..self.0.compare(data, batch, memory, views) }
    }
}

#[test]
fn the_gradient_passes_the_predictor_and_reaches_the_target_only_without_stop_gradient() {
    for scheme in ["byol", "simsiam"] {
        for (predictor, stops) in [("8", "on"), ("8", "off"), ("0", "on"), ("0", "off")] {
            let text = format!("scheme={scheme}&scheme.predictor={predictor}&scheme.stop_gradient={stops}");
            let pipeline = pipeline_of(&text);
            let state = train(&pipeline, 3).pop().unwrap().1;
            let trace = pipeline.look(&state, 3);
            assert!(trace.gradient_norm > 0.0, "{text}");
            assert_eq!(trace.parameter_gradients[0].len(), state.towers[0].len(), "{text}");
            if scheme == "byol" {
                assert_eq!(trace.parameter_gradients[1].is_empty(), stops == "on", "{text}");
            }
            let pipeline = match stops {
                "on" => Pipeline { scheme: Box::new(Given(pipeline_of(&text).scheme, trace.references)), ..pipeline },
                _ => pipeline,
            };
            assert_parameter_gradients(pipeline, &state, 3, &text);
        }
    }
}

#[test]
fn every_row_sees_the_other_view_of_its_own_point_and_nothing_else() {
    for scheme in ["byol", "simsiam"] {
        let pipeline = pipeline_of(&format!("scheme={scheme}"));
        let trace = pipeline.look(&pipeline.start(), 0);
        let n = trace.batch.len();
        for row in 0..2 * n {
            let positives: Vec<usize> = trace.relations.of(row, Relation::Positive).collect();
            assert_eq!(positives, [(row + n) % (2 * n)]);
            assert_eq!(trace.who[positives[0]], Who::Point { point: trace.points[row], row: None });
            assert_eq!(trace.relations.of(row, Relation::Negative).count(), 0);
        }
        assert_eq!((trace.terms, trace.collapse_loss), (2 * n, 0.0));
    }
}

#[test]
fn the_copy_begins_as_the_encoder_and_follows_it_without_the_predictor() {
    let pipeline = pipeline_of("scheme=byol&scheme.momentum=0.9");
    let start = pipeline.start();
    let own = start.towers[1].len();
    assert!(own < start.towers[0].len() && start.towers[0][..own] == start.towers[1]);
    let run = train(&pipeline, 2);
    let [before, after] = [&run[0].1, &run[1].1];
    for ((old, query), key) in before.towers[1].iter().zip(&after.towers[0]).zip(&after.towers[1]) {
        assert!((old * 0.9 + query * 0.1 - key).amax() < 1e-15);
    }
    let alone = State { towers: vec![after.towers[0][..own].to_vec()], ..after.clone() };
    let same = pipeline.embed_all(after) == pipeline_of("scheme=simclr").embed_all(&alone);
    assert!(same, "pictures leave the predictor out");
}

#[test]
fn a_predictor_that_appears_or_goes_in_mid_run_leaves_the_encoder_as_it_is() {
    let with = pipeline_of("scheme=simsiam&optimizer=adam");
    let trained = train(&with, 5).pop().unwrap().1;
    let without = pipeline_of("scheme=simsiam&optimizer=adam&scheme.predictor=0");
    let own = without.start().towers[0].len();
    let mut state = trained.clone();
    without.adopt(&mut state);
    assert_eq!((&state.towers[0][..], state.updates), (&trained.towers[0][..own], trained.updates));
    assert!(state.is_shaped_like(&without.start()));
    with.adopt(&mut state);
    assert_eq!(state.towers[0][..own], trained.towers[0][..own]);
    assert_eq!(state.towers[0][own..], with.start().towers[0][own..]);
    assert!(state.is_shaped_like(&with.start()));
}

#[test]
fn a_run_of_predictions_is_the_same_sought_and_resumed() {
    for scheme in ["byol", "simsiam"] {
        let text = format!("scheme={scheme}&miner=all&loss=cosine-regression&6@scheme.predictor=8&step=9");
        let mut walked = Session::open(&text).unwrap();
        let digest = walked.digest();
        walked.step(4);
        walked.seek(9);
        assert_eq!(walked.digest(), digest);
        assert_eq!(Session::resume(&text, &walked.snapshot()).unwrap().digest(), digest);
    }
}
