//! Self-distillation (DINO): soft targets, gradients of encoder and prototypes, centre and teacher, and what stays in mid-run.

use crate::common::*;
use crate::predicted::pipeline_of;
use crate::scheme_shapes::train;
use pushpull::learn::compare::Relation;
use pushpull::learn::num::{Matrix, exp, ln};
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::scheme::{Comparison, Taught, Who};
use pushpull::learn::step::Trace;
use pushpull::session::{At, Config, Measure, Session, plan};

const DINO: &str = "scheme=dino&loss=self-distillation&head=plane&affinity=dot";

fn teacher(text: &str, memory: &Matrix) -> Taught {
    let pipeline = pipeline_of(text);
    let views = pipeline.views_at(0);
    let memory = std::slice::from_ref(memory);
    let Comparison { taught, .. } = pipeline.scheme.compare(&pipeline.dataset, &[0, 1], memory, &views);
    taught.expect("a teacher")
}

#[test]
fn targets_are_the_sharpened_probabilities_of_centred_similarities() {
    let similarities = PairMatrix::from_fn(3, 4, |i, k| [[0.1, 0.3, 0.0, -0.2], [0.0; 4], [2.0, 1.9, 2.1, 9.0]][i][k]);
    let centre = Matrix::from_column_slice(4, 1, &[0.0, 0.1, 0.0, 7.0]);
    for (centring, temperature) in [("on", 0.04), ("off", 0.5)] {
        let text =
            format!("{DINO}&scheme.prototypes=4&scheme.centring={centring}&scheme.teacher_temperature={temperature}");
        let relations = teacher(&text, &centre).relations(&similarities);
        for i in 0..3 {
            let off = |k: usize| if centring == "on" { centre[k] } else { 0.0 };
            let powers: Vec<f64> = (0..4).map(|k| exp((similarities[(i, k)] - off(k)) / temperature)).collect();
            let sum: f64 = powers.iter().sum();
            for (k, power) in powers.iter().enumerate() {
                assert!((relations.targets[(i, k)] - power / sum).abs() < 1e-12, "{text}");
            }
            let most = powers.iter().copied().fold(0.0, f64::max);
            let positives: Vec<usize> = relations.of(i, Relation::Positive).collect();
            assert!(positives.len() == 1 && powers[positives[0]] == most, "{text}");
        }
    }
}

#[test]
fn student_and_prototypes_get_the_slopes_of_the_loss_and_the_teacher_gets_none() {
    for (head, affinity) in [("plane", "dot"), ("circle", "cosine"), ("plane", "euclidean"), ("circle", "dot")] {
        for loss in ["self-distillation", "info-nce", "triplet"] {
            let text = format!("scheme=dino&loss={loss}&head={head}&affinity={affinity}&scheme.prototypes=5");
            let pipeline = pipeline_of(&text);
            let state = train(&pipeline, 3).pop().unwrap().1;
            let trace = pipeline.look(&state, 3);
            assert_eq!(state.names, ["encoder", "prototypes", "copy", "copy of prototypes"]);
            let without_biases = trace.parameter_gradients[0].iter().chain(&trace.parameter_gradients[1][..1]);
            assert!(without_biases.into_iter().all(|g| g.amax() > 0.0), "{text}");
            assert_eq!(trace.parameter_gradients[1][1].amax() > 0.0, loss == "self-distillation", "{text}");
            assert!(trace.parameter_gradients[2..].iter().all(Vec::is_empty), "{text}");
            assert_parameter_gradients(pipeline, &state, 3, &text);
        }
    }
}

#[test]
fn a_row_is_taught_by_the_other_view_of_its_point() {
    let pipeline = pipeline_of(DINO);
    let state = train(&pipeline, 2).pop().unwrap().1;
    assert!(state.towers[3][1].amax() > 0.0);
    let (trace, n) = (pipeline.look(&state, 2), 8);
    assert_eq!(trace.who, (0..8).map(Who::Prototype).collect::<Vec<_>>());
    let places = &state.towers[3][0];
    let swapped = pipeline.views_at(2).swapped(&trace.batch);
    let both = pipeline.views_at(2).both(&trace.batch);
    assert_eq!(swapped.features.columns(0, n), both.features.columns(n, n));
    let seen = pipeline.encoder.forward(&state.towers[2], &swapped);
    let logits = seen.output().tr_mul(places);
    for (i, k) in (0..2 * n).flat_map(|i| (0..8).map(move |k| (i, k))) {
        assert!((trace.taught[(i, k)] - logits[(i, k)] - state.towers[3][1][k]).abs() < 1e-12);
    }
}

#[test]
fn the_centre_and_the_teacher_follow() {
    let text = format!("{DINO}&scheme.momentum=0.9&scheme.centre_momentum=0.8");
    let pipeline = pipeline_of(&text);
    let mut state = pipeline.start();
    assert_eq!((&state.towers[2], &state.towers[3]), (&state.towers[0], &state.towers[1]));
    assert_eq!(state.memory, [Matrix::zeros(8, 1)]);
    for step in 0..3 {
        let trace = pipeline.look(&state, step);
        let next = pipeline.update(&state, &trace).unwrap();
        for (own, of) in [(2, 0), (3, 1)] {
            for ((old, student), new) in state.towers[own].iter().zip(&next.towers[of]).zip(&next.towers[own]) {
                assert!((old * 0.9 + student * 0.1 - new).amax() < 1e-15);
            }
        }
        for k in 0..8 {
            let mean = (0..16).map(|i| trace.taught[(i, k)]).sum::<f64>() / 16.0;
            assert!((0.8 * state.memory[0][k] + 0.2 * mean - next.memory[0][k]).abs() < 1e-15);
        }
        state = next;
    }
    // The worked example of the reference.
    let pipeline = pipeline_of(&format!("{DINO}&scheme.prototypes=2"));
    let mut state = pipeline.start();
    state.memory[0] = Matrix::from_column_slice(2, 1, &[0.1, -0.1]);
    let taught = PairMatrix::from_fn(2, 2, |i, k| [[1.0, 0.0], [0.0, 2.0]][i][k]);
    pipeline.scheme.after_update(&mut state, &pipeline.dataset, &Trace { taught, ..Trace::default() });
    assert!((state.memory[0][0] - 0.14).abs() < 1e-15 && (state.memory[0][1] - 0.01).abs() < 1e-15);
    let off = pipeline_of(&format!("{DINO}&scheme.centring=off"));
    assert_eq!(train(&off, 3).pop().unwrap().1.memory, [Matrix::zeros(8, 1)]);
}

#[test]
fn the_loss_is_the_entropy_of_the_targets_and_what_the_student_is_away_from_them() {
    let session = Session::open(&format!("{DINO}&sampler=uniform&step=40")).unwrap();
    let measure = |id: &str| Measure::find(id).unwrap().of(&session, At::Now).unwrap();
    let [each, mean, apart, used, purity] =
        ["target_entropy", "mean_target_entropy", "target_divergence", "prototypes_used", "prototype_purity"]
            .map(measure);
    assert!(0.0 <= each && each <= mean && mean <= ln(8.0), "{each} and {mean}");
    assert!(apart >= 0.0 && apart <= session.trace().loss && (1.0..=8.0).contains(&used));
    assert!((0.25..=1.0).contains(&purity));
    let without = Session::open("").unwrap();
    assert_eq!(Measure::find("target_entropy").unwrap().of(&without, At::Now), None);
}

#[test]
fn the_loss_at_collapse_is_the_least_of_a_student_that_says_the_same_of_all_rows() {
    let trace = |more: &str| Session::open(&format!("{DINO}&sampler=uniform&{more}&step=40")).unwrap().trace().clone();
    let apart = trace("optimizer=adam&optimizer.lr=0.01");
    let targets = &apart.relations.targets;
    let mean: Vec<f64> = (0..8).map(|k| (0..64).map(|i| targets[(i, k)]).sum::<f64>() / 64.0).collect();
    let says = |probabilities: &[f64]| -> f64 { -mean.iter().zip(probabilities).map(|(q, r)| q * ln(*r)).sum::<f64>() };
    assert!((says(&mean) - apart.collapse_loss).abs() < 1e-12);
    for k in 0..8 {
        let other: Vec<f64> = (0..8).map(|j| if j == k { mean[j] + 0.1 } else { mean[j] } / 1.1).collect();
        assert!(says(&other) > apart.collapse_loss);
    }
    assert!(apart.loss < 0.8 * apart.collapse_loss, "{} of {}", apart.loss, apart.collapse_loss);
    let alike = "encoder.start=alike&optimizer=adam&optimizer.lr=0.01";
    let one = trace(&format!("{alike}&scheme.centring=off"));
    assert!(one.collapse_loss < 0.01 && one.loss >= one.collapse_loss, "{} of {}", one.loss, one.collapse_loss);
    let equal = trace(&format!("{alike}&scheme.teacher_temperature=1"));
    assert!((equal.collapse_loss - ln(8.0)).abs() < 0.1 && equal.loss >= equal.collapse_loss);
}

#[test]
fn a_batch_of_one_point_learns_and_one_without_points_does_not() {
    let pipeline = pipeline_of(DINO);
    let state = pipeline.start();
    let trace = |batch| pipeline.look_at(&state, batch, 0, None);
    assert!(trace(vec![3]).gradient_norm > 0.0 && trace(vec![3]).terms == 2);
    assert_eq!((trace(vec![]).gradient_norm, trace(vec![]).loss), (0.0, 0.0));
}

#[test]
fn other_prototypes_in_mid_run_leave_both_encoders_as_they_are() {
    let trained = train(&pipeline_of(DINO), 5).pop().unwrap().1;
    let mut state = trained.clone();
    let more = pipeline_of(&format!("{DINO}&scheme.prototypes=12"));
    more.adopt(&mut state);
    let fresh = more.start();
    assert_eq!((&state.towers[0], &state.towers[2]), (&trained.towers[0], &trained.towers[2]));
    assert_eq!(
        (&state.towers[1], &state.towers[3], &state.memory),
        (&fresh.towers[1], &fresh.towers[3], &fresh.memory)
    );
    let mut state = trained.clone();
    pipeline_of(&format!("{DINO}&scheme.centring=off")).adopt(&mut state);
    assert_eq!(state, trained);
    // The encoder that does nothing goes on in any space, but prototypes in another one are fresh, and so is their centre.
    let of = |size: &str| {
        let mut config = Config::default();
        let pairs = DINO.split('&').map(|pair| pair.split_once('=').unwrap());
        config.set_all(&pairs.chain([("encoder", "identity"), ("head.dimensions", size)]).collect::<Vec<_>>()).unwrap();
        plan(&config).unwrap()
    };
    let mut state = train(&of("3"), 5).pop().unwrap().1;
    assert!(state.memory[0].amax() > 0.0);
    of("2").adopt(&mut state);
    assert_eq!((&state.towers, &state.memory), (&of("2").start().towers, &of("2").start().memory));
}

#[test]
fn nobody_learns_from_a_teacher_where_none_is() {
    let mut config = Config::default();
    config.set("loss", "self-distillation").unwrap();
    let said = plan(&config).err().unwrap().to_string();
    assert!(said.contains("nobody teaches"), "{said}");
}

#[test]
fn points_that_begin_alike_lie_near_one_place_of_length_1() {
    let spread = |start: &str| {
        let session = Session::open(&format!("{DINO}&encoder.start={start}")).unwrap();
        let embedding = session.embedding();
        let middle = embedding.column_mean();
        (embedding.column_iter().map(|e| (e - &middle).norm()).fold(0.0, f64::max), middle.norm())
    };
    let ((usual, _), (alike, middle)) = (spread("usual"), spread("alike"));
    assert!(alike < 0.2 * usual && (middle - 1.0).abs() < alike + 0.2, "{alike} of {usual}, {middle}");
}
