//! Points and words (CLIP, SigLIP): what a word is, whom a row is compared with, gradients of both towers and of the learned numbers, terms, and
//! what stays in mid-run.

use crate::common::*;
use crate::scheme_shapes::train;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::look::explain::Asked;
use pushpull::learn::loss::{LossInput, OF_VIEWS};
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::scheme::Who;
use pushpull::learn::step::Pipeline;
use pushpull::session::{At, Config, Measure, Session, plan};

fn pipeline_of(text: &str) -> Pipeline {
    let mut config = Config::default();
    let given: Vec<_> = text.split('&').map(|pair| pair.split_once('=').unwrap()).collect();
    let usual =
        [("scheme", "clip"), ("miner", "all"), ("sampler", "uniform"), ("sampler.size", "8"), ("head.dimensions", "3")];
    let usual = usual.into_iter().filter(|(key, _)| given.iter().all(|(other, _)| key != other));
    let pairs: Vec<_> = usual.chain(given.iter().copied()).collect();
    config.set_all(&pairs).unwrap();
    plan(&config).unwrap()
}

#[test]
fn words_of_classes_differ_and_the_word_of_a_point_is_near_that_of_its_label() {
    for (text, segments) in [("data=digits&loss=clip", 7), ("data=gaussians&data.classes=12&loss=clip", 14)] {
        let data = pipeline_of(text).dataset;
        let clean = data.clean_words();
        assert_eq!(clean.shape(), (segments, data.classes()));
        for i in 0..data.classes() {
            assert!(
                (0..i).all(|j| (clean.column(i) - clean.column(j)).norm() >= 2.0),
                "class {i} has a word of its own"
            );
        }
        let all: Vec<usize> = (0..data.len()).collect();
        let words = data.words(1, &all);
        let alone = data.words(1, &all[3..5]);
        assert!(alone.column(1) == words.column(4) && data.words(2, &all) != words, "seed and point alone decide");
        let off = all.iter().map(|i| (words.column(*i) - clean.column(data.given[*i])).norm_squared());
        let deviation = (off.sum::<f64>() / words.len() as f64).sqrt();
        assert!((deviation - 0.3).abs() < 0.03, "{deviation}");
    }
}

#[test]
fn a_point_is_compared_with_the_words_of_the_batch_and_its_own_is_the_positive() {
    let pipeline = pipeline_of("loss=clip");
    let trace = pipeline.look(&pipeline.start(), 0);
    for row in 0..trace.batch.len() {
        assert_eq!(trace.relations.of(row, Relation::Positive).collect::<Vec<_>>(), [row]);
        assert_eq!(trace.relations.of(row, Relation::Negative).count(), trace.batch.len() - 1);
        assert_eq!(trace.who[row], Who::Point { point: trace.batch[row], row: None });
    }
    assert_ne!(trace.rows, trace.references);
}

#[test]
fn both_towers_and_the_learned_numbers_get_the_slopes_of_the_loss() {
    for loss in ["clip", "siglip", "info-nce"] {
        let pipeline = pipeline_of(&format!("loss={loss}"));
        let state = train(&pipeline, 3).pop().unwrap().1;
        let trace = pipeline.look(&state, 3);
        assert!(trace.parameter_gradients.iter().all(|tower| tower.iter().any(|g| g.amax() > 0.0)), "{loss}");
        assert_parameter_gradients(pipeline, &state, 3, loss);
    }
}

#[test]
fn a_batch_of_one_has_no_loss_in_clip_and_one_in_siglip() {
    let loss = |loss: &str| {
        let pipeline = pipeline_of(&format!("loss={loss}&sampler.size=1"));
        pipeline.look(&pipeline.start(), 0).loss
    };
    assert!(loss("clip").abs() < 1e-12 && loss("siglip") > 0.0);
}

#[test]
fn the_terms_of_losses_of_two_views_are_their_value_and_weights() {
    let settings = OF_VIEWS.iter().flat_map(|spec| usual_settings(&spec.entry).into_iter().map(move |s| (spec, s)));
    let all = settings.map(|(spec, setting)| (spec.entry.id, (spec.build)(&setting)));
    for (name, loss) in all.filter(|(_, loss)| loss.objective().is_none()) {
        let same = |i: usize, j: usize| if i == j { Relation::Positive } else { Relation::Negative };
        let relations = Relations::from_fn(4, 5, false, same);
        let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
        let mut tuples = Tuples::default();
        (0..4).for_each(|i| tuples.push(i, i, (0..5).filter(|j| *j != i)));
        let noise = normals(8, 4, 5);
        let affinities = PairMatrix::from_fn(4, 5, |i, j| 0.3 * noise[(i, j)]);
        let input = LossInput { affinities: &affinities, relations: &relations, tuples: &tuples, numbers: &numbers };
        let (output, terms) = (loss.evaluate(&input), loss.terms(&input, Asked::All));
        let value: f64 = terms.iter().map(|term| term.expr.value()).sum();
        let mut slopes = PairMatrix::zeros(4, 5);
        terms.iter().flat_map(|term| term.expr.slopes()).for_each(|(cell, slope)| slopes[cell] += slope);
        let off = slopes.iter().zip(output.weights.iter()).map(|(a, b)| (a - b).abs() / (1.0 + b.abs()));
        let off = off.fold(0.0, f64::max);
        assert!((value - output.sum).abs() < 1e-9 * (1.0 + value.abs()) && off < 1e-9, "{name}: {off}");
        assert_eq!(terms.len(), output.terms, "{name}");
    }
}

#[test]
fn another_scheme_in_mid_run_keeps_the_encoder_and_begins_the_words_anew() {
    let (clip, moco) = (pipeline_of("loss=info-nce"), pipeline_of("loss=info-nce&scheme=moco"));
    let trained = train(&moco, 5).pop().unwrap().1;
    let mut state = trained.clone();
    clip.adopt(&mut state);
    assert_eq!((&state.towers[0], state.updates), (&trained.towers[0], trained.updates));
    assert_eq!(state.towers[1], clip.start().towers[1]);
    moco.adopt(&mut state);
    assert_eq!(state.towers, [trained.towers[0].clone(), trained.towers[0].clone()]);
}

#[test]
fn points_of_clear_classes_are_named_by_the_nearest_word() {
    let mut session = Session::open("scheme=clip&miner=all&loss=clip&optimizer=adam&head.dimensions=3").unwrap();
    let measure = |session: &Session, id: &str| Measure::find(id).unwrap().of(session, At::Now);
    session.step(200);
    assert!(measure(&session, "zero_shot").unwrap() > 0.9 && measure(&session, "modality_gap").unwrap() < 0.5);
    assert_eq!(measure(&Session::open("").unwrap(), "zero_shot"), None);
    let (text, digest, snapshot) = (session.text(), session.digest(), session.snapshot());
    session.step(3);
    session.seek(200);
    assert_eq!((session.digest(), Session::resume(&text, &snapshot).unwrap().digest()), (digest, digest));
}

#[test]
fn words_in_one_place_are_each_as_near_as_the_others() {
    let coincide = |session: &Session| {
        let pipeline = session.pipeline();
        let words = pipeline.embed_words(session.state(), pipeline.dataset.clean_words()).unwrap();
        words.column_iter().all(|word| word == words.column(0))
    };
    let opened = |seed: u64| {
        Session::open(&format!("data=penguins&scheme=clip&scheme.word_width=1&miner=all&loss=clip&seed={seed}"))
            .unwrap()
    };
    let session = (1..50).map(opened).find(coincide).expect("a word’s only unit is silent for all words");
    let share = Measure::find("zero_shot").unwrap().of(&session, At::Now).unwrap();
    assert!((share - 1.0 / 3.0).abs() < 1e-12, "{share}");
}
