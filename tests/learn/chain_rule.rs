//! The chain rule from end to end: the parameter gradients of [`Pipeline::look`] are the slopes of its loss, for every encoder, head,
//! affinity, loss and sampler. The selected tuples are fixed, as they are in training.

use crate::common::*;
use pushpull::learn::encoder::Shape;
use pushpull::learn::num::norm;
use pushpull::learn::spec::Params;
use pushpull::learn::step::{Pipeline, State};
use pushpull::learn::{affinity, encoder, head, loss, miner, reduction, sampler};

/// A pipeline with this encoder at this setting, reading the small data set of [`pipeline`].
fn with(spec: &encoder::EncoderSpec, setting: &Params) -> Pipeline {
    with_in(2, spec, setting)
}

/// Whether the encoder has parameters; the identity has none.
fn learns(state: &State) -> bool {
    state.towers.iter().flatten().any(|parameter| !parameter.is_empty())
}

/// The same with embeddings of this many dimensions.
fn with_in(dimensions: usize, spec: &encoder::EncoderSpec, setting: &Params) -> Pipeline {
    let base = pipeline_in(dimensions);
    let shape = Shape { features: base.dataset.points.nrows(), points: base.dataset.len(), outputs: dimensions };
    Pipeline { encoder: (spec.build)(setting, shape), ..base }
}

#[test]
fn parameter_gradients_are_slopes_for_every_encoder_head_affinity_and_loss() {
    for encoder in encoder::LIST {
        for (head, affinity) in head::LIST.iter().flat_map(|h| affinity::LIST.iter().map(move |a| (h, a))) {
            for loss_spec in loss::LIST {
                let what = [encoder.entry.id, head.entry.id, affinity.entry.id, loss_spec.entry.id].join(" ");
                let loss = built_loss(loss_spec.entry.id);
                let defaults = Params::defaults(&encoder.entry);
                let pipeline = Pipeline { head, affinity, loss_spec, loss, ..with(encoder, &defaults) };
                let state = pipeline.start();
                assert_parameter_gradients(pipeline, &state, 3, &what);
            }
        }
    }
}

#[test]
fn they_are_slopes_in_more_dimensions() {
    for (dimensions, encoder) in [3, 8].into_iter().flat_map(|d| encoder::LIST.iter().map(move |e| (d, e))) {
        for (head, loss_spec) in head::LIST.iter().flat_map(|h| loss::LIST.iter().map(move |l| (h, l))) {
            let what = format!("{dimensions} {} {} {}", encoder.entry.id, head.entry.id, loss_spec.entry.id);
            let (loss, affinity) = (built_loss(loss_spec.entry.id), spec(affinity::LIST, loss_spec.usual_affinity));
            let defaults = Params::defaults(&encoder.entry);
            let pipeline = Pipeline { head, affinity, loss_spec, loss, ..with_in(dimensions, encoder, &defaults) };
            let state = pipeline.start();
            assert_parameter_gradients(pipeline, &state, 3, &what);
        }
    }
}

#[test]
fn they_are_slopes_at_every_setting_of_an_encoder() {
    for encoder in encoder::LIST {
        for setting in usual_settings(&encoder.entry) {
            let pipeline = with(encoder, &setting);
            let state = pipeline.start();
            assert_parameter_gradients(pipeline, &state, 1, &format!("{} {setting:?}", encoder.entry.id));
        }
    }
}

#[test]
fn they_are_slopes_for_every_sampler_miner_and_reduction() {
    for sampler in sampler::LIST {
        for (miner, reduction) in miner::LIST.iter().flat_map(|m| reduction::LIST.iter().map(move |r| (m, r))) {
            let what = [sampler.entry.id, miner.entry.id, reduction.entry.id].join(" ");
            let drawn = (sampler.build)(&Params::defaults(&sampler.entry));
            let pipeline = Pipeline { sampler: drawn, miner: built_miner(miner.entry.id), reduction, ..pipeline() };
            let state = pipeline.start();
            assert_parameter_gradients(pipeline, &state, 2, &what);
        }
    }
}

#[test]
fn the_trace_tells_the_norm_of_the_gradient_and_nothing_is_changed_by_looking() {
    for encoder in encoder::LIST {
        let pipeline = with(encoder, &Params::defaults(&encoder.entry));
        let state = pipeline.start();
        let before = state.clone();
        let trace = pipeline.look(&state, 5);
        assert_eq!(state, before);
        assert_eq!(trace.gradient_norm > 0.0, learns(&state), "{}", encoder.entry.id);
        assert_eq!(trace.gradient_norm, norm(trace.parameter_gradients.iter().flatten()), "{}", encoder.entry.id);
    }
}

#[test]
fn a_small_step_down_the_gradient_lowers_the_loss_as_much_as_the_gradient_says() {
    for encoder in encoder::LIST {
        for loss_spec in loss::LIST {
            let rate = 1e-6;
            let sgd = (spec(pushpull::learn::optimizer::LIST, "sgd").build)(&Params::new([("lr", rate)]));
            let loss = built_loss(loss_spec.entry.id);
            let defaults = Params::defaults(&encoder.entry);
            let pipeline = Pipeline { loss_spec, loss, optimizer: sgd, ..with(encoder, &defaults) };
            let state = pipeline.start();
            if !learns(&state) {
                continue;
            }
            let trace = pipeline.look(&state, 0);
            let mut next = pipeline.update(&state, &trace).unwrap();
            // The loss's own parameters have a rate and sometimes a rule of their own.
            next.learned = state.learned.clone();
            let pipeline = held(pipeline, &trace.rows, &trace.references);
            let fall = (trace.loss - pipeline.look(&next, 0).loss) / rate;
            let expected = trace.gradient_norm * trace.gradient_norm;
            assert!((fall / expected - 1.0).abs() < 1e-2, "{} {}", encoder.entry.id, loss_spec.entry.id);
        }
    }
}
