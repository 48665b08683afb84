//! Predictions of another view (BYOL, SimSiam): gradients through the predictor, what a stop-gradient stops, what follows, and what stays in
//! mid-run.

use crate::common::*;
use crate::scheme_shapes::train;
use pushpull::learn::compare::Relation;
use pushpull::learn::dataset::Dataset;
use pushpull::learn::encoder::network;
use pushpull::learn::num::Matrix;
use pushpull::learn::scheme::{Comparison, Kept, Scheme, Source, Tower, Who};
use pushpull::learn::step::{Pipeline, State};
use pushpull::learn::views::Views;
use pushpull::session::{Config, plan};

pub fn pipeline_of(text: &str) -> Pipeline {
    let mut config = Config::default();
    let usual = "miner=all&sampler=uniform&sampler.size=8&head.dimensions=3";
    let loss = if text.contains("loss=") { "" } else { "loss=cosine-regression&" };
    let text = format!("{loss}{usual}&{text}");
    let pairs: Vec<_> = text.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    config.set_all(&pairs).unwrap();
    plan(&config).unwrap()
}

/// A scheme whose targets are given.
struct Given(Box<dyn Scheme>, Matrix);

impl Scheme for Given {
    fn towers(&self, data: &Dataset, dimensions: usize) -> Vec<Tower> {
        self.0.towers(data, dimensions)
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
            for (name, gradients) in state.names.iter().zip(&trace.parameter_gradients) {
                assert_eq!(gradients.is_empty(), *name == "copy" && stops == "on", "{text}: {name}");
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
    assert_eq!(start.names, ["encoder", "predictor", "copy"]);
    assert_eq!(start.towers[0], start.towers[2]);
    let run = train(&pipeline, 2);
    let [before, after] = [&run[0].1, &run[1].1];
    for ((old, query), key) in before.towers[2].iter().zip(&after.towers[0]).zip(&after.towers[2]) {
        assert!((old * 0.9 + query * 0.1 - key).amax() < 1e-15);
    }
    let alone = State { towers: vec![after.towers[0].clone()], ..after.clone() };
    let same = pipeline.embed_all(after) == pipeline_of("scheme=simclr").embed_all(&alone);
    assert!(same, "pictures leave the predictor out");
}

#[test]
fn another_predictor_in_mid_run_leaves_the_encoder_and_its_copy_as_they_are() {
    for scheme in ["byol", "simsiam"] {
        let of = |width: &str| pipeline_of(&format!("scheme={scheme}&optimizer=adam&scheme.predictor={width}"));
        let trained = train(&of("32"), 5).pop().unwrap().1;
        let mut state = trained.clone();
        for width in ["0", "16", "32"] {
            of(width).adopt(&mut state);
            let fresh = of(width).start();
            assert!(state.is_shaped_like(&fresh) && state.names == fresh.names && state.updates == trained.updates);
            for (k, name) in state.names.iter().enumerate() {
                let before = trained.names.iter().position(|n| n == name).unwrap();
                let expected = if *name == "predictor" { (&fresh, k) } else { (&trained, before) };
                let of = |(state, k): (&State, usize)| (state.towers[k].clone(), state.slots[k].clone());
                assert_eq!(of((&state, k)), of(expected), "{scheme}, {name}");
            }
        }
    }
}

#[test]
fn another_depth_is_another_encoder_even_where_the_first_layers_have_the_same_shape() {
    for scheme in ["supervised", "simclr", "simsiam"] {
        for (before, after) in [(1, 3), (3, 1)] {
            let of = |depth| pipeline_of(&format!("scheme={scheme}&encoder.width=3&encoder.depth={depth}"));
            let mut state = train(&of(before), 3).pop().unwrap().1;
            of(after).adopt(&mut state);
            assert_eq!(state, of(after).start(), "{scheme}");
        }
    }
}

#[test]
fn a_copy_does_not_become_the_words_encoder_nor_the_other_way_round_where_both_have_the_same_shape() {
    let of = |scheme: &str| {
        let pipeline = pipeline_of(&format!("scheme={scheme}"));
        let segments = pipeline.dataset.segments();
        Pipeline { encoder: network(segments, 16, 3), ..pipeline }
    };
    let (clip, moco) = (of("clip"), of("moco"));
    let shapes = |pipeline: &Pipeline| pipeline.start().towers[1].iter().map(Matrix::shape).collect::<Vec<_>>();
    assert_eq!(shapes(&clip), shapes(&moco));
    let mut state = clip.start();
    moco.adopt(&mut state);
    assert_eq!(state.towers[1], state.towers[0]);
    clip.adopt(&mut state);
    assert_eq!(state.towers[1], clip.start().towers[1]);
}
