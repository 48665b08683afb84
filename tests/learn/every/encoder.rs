//! Laws of every encoder: its backward pass is the slope of its forward pass, in every parameter, at every choice.

use crate::common::*;
use pushpull::learn::encoder::{EncoderSpec, Input, LIST, Shape};
use pushpull::learn::num::{Matrix, all_finite};
use pushpull::learn::random::stream;
use pushpull::learn::spec::Params;

const SHAPE: Shape = Shape { features: 3, points: 7, outputs: 2 };

/// Six inputs, one of them twice.
fn input(shape: Shape) -> Input {
    let indices: Vec<usize> = [4, 0, 6, 1, 4, 3].into_iter().map(|i| i % shape.points).collect();
    let all = normals(11, shape.features, shape.points);
    Input { features: all.select_columns(&indices), indices }
}

fn settings(spec: &EncoderSpec) -> Vec<Params> {
    usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)).collect()
}

#[test]
fn the_backward_pass_is_the_slope_in_every_parameter() {
    for spec in LIST {
        for setting in settings(spec) {
            let encoder = (spec.build)(&setting, SHAPE);
            let input = input(SHAPE);
            let start = encoder.start(&mut stream(5, "encoder", 0));
            // L = Σ Gᵢⱼ · outputᵢⱼ with an arbitrary G.
            let outer = normals(12, SHAPE.outputs, input.indices.len());
            let tape = encoder.forward(&start, &input);
            let found = encoder.backward(&start, &input, &tape, &outer);
            assert_eq!(found.len(), start.len(), "{}", spec.entry.id);
            for k in 0..start.len() {
                let what = format!("{} {setting:?}, parameter matrix {k}", spec.entry.id);
                assert_eq!(found[k].shape(), start[k].shape(), "{what}");
                // Of a large matrix some entries, spread over it.
                let stride = start[k].len().div_ceil(40);
                for entry in (0..start[k].len()).step_by(stride) {
                    let mut params = start.clone();
                    let along = |x| {
                        params[k][entry] = x;
                        encoder.forward(&params, &input).output().dot(&outer)
                    };
                    assert_slope(found[k][entry], start[k][entry], along, &format!("{what}, entry {entry}"));
                }
            }
        }
    }
}

#[test]
fn every_parameter_does_something() {
    for spec in LIST {
        let encoder = (spec.build)(&Params::defaults(&spec.entry), SHAPE);
        let everyone =
            Input { indices: (0..SHAPE.points).collect(), features: normals(11, SHAPE.features, SHAPE.points) };
        let start = encoder.start(&mut stream(5, "encoder", 0));
        let outer = normals(12, SHAPE.outputs, SHAPE.points);
        let gradients = encoder.backward(&start, &everyone, &encoder.forward(&start, &everyone), &outer);
        assert!(gradients.iter().all(|g| g.amax() > 0.0), "{}", spec.entry.id);
    }
}

#[test]
fn outputs_have_the_asked_shape_and_are_finite_at_any_setting() {
    for spec in LIST {
        for setting in settings(spec) {
            for shape in
                [SHAPE, Shape { features: 1, points: 1, outputs: 1 }, Shape { features: 64, points: 3, outputs: 3 }]
            {
                let encoder = (spec.build)(&setting, shape);
                let start = encoder.start(&mut stream(5, "encoder", 0));
                let tape = encoder.forward(&start, &input(shape));
                assert_eq!(tape.output().shape(), (shape.outputs, 6), "{}", spec.entry.id);
                assert!(all_finite(start.iter().chain([tape.output()])), "{}", spec.entry.id);
            }
        }
    }
}

#[test]
fn the_stream_alone_decides_the_start() {
    for spec in LIST {
        let encoder = (spec.build)(&Params::defaults(&spec.entry), SHAPE);
        let start = |seed: u64| encoder.start(&mut stream(seed, "encoder", 0));
        assert_eq!(start(1), start(1), "{}", spec.entry.id);
        assert!(start(1).is_empty() || start(1) != start(2), "{}", spec.entry.id);
    }
}

#[test]
fn a_point_is_embedded_alike_alone_and_among_others() {
    for spec in LIST {
        for setting in usual_settings(&spec.entry) {
            let encoder = (spec.build)(&setting, SHAPE);
            let start = encoder.start(&mut stream(5, "encoder", 0));
            let all = input(SHAPE);
            let together = encoder.forward(&start, &all).output().clone();
            for k in 0..all.indices.len() {
                let alone = Input { indices: vec![all.indices[k]], features: all.features.select_columns([&k]) };
                let column = encoder.forward(&start, &alone).output().clone();
                assert!((column - together.columns(k, 1)).amax() < 1e-12, "{}", spec.entry.id);
            }
        }
    }
}

#[test]
fn an_empty_batch_gives_empty_embeddings_and_a_gradient_of_0() {
    for spec in LIST {
        for setting in usual_settings(&spec.entry) {
            let encoder = (spec.build)(&setting, SHAPE);
            let start = encoder.start(&mut stream(5, "encoder", 0));
            let nobody = Input { indices: vec![], features: Matrix::zeros(SHAPE.features, 0) };
            let tape = encoder.forward(&start, &nobody);
            assert_eq!(tape.output().shape(), (SHAPE.outputs, 0), "{}", spec.entry.id);
            let gradients = encoder.backward(&start, &nobody, &tape, &Matrix::zeros(SHAPE.outputs, 0));
            for (gradient, param) in gradients.iter().zip(&start) {
                assert_eq!(*gradient, Matrix::zeros(param.nrows(), param.ncols()), "{}", spec.entry.id);
            }
        }
    }
}

/// The standard deviation of the first output over many starts, for inputs of unit variance.
#[test]
fn fresh_embeddings_have_a_size_of_order_one() {
    for spec in LIST {
        for features in [2, 10, 64] {
            let shape = Shape { features, points: 50, outputs: 2 };
            let encoder = (spec.build)(&Params::defaults(&spec.entry), shape);
            let all = Input { indices: (0..50).collect(), features: normals(11, features, 50) };
            let squares = (0..40).map(|seed| {
                let start = encoder.start(&mut stream(seed, "encoder", 0));
                encoder.forward(&start, &all).output().norm_squared() / 100.0
            });
            let deviation = (squares.sum::<f64>() / 40.0).sqrt();
            assert!((0.7..1.4).contains(&deviation), "{} of {features} features: {deviation}", spec.entry.id);
        }
    }
}
