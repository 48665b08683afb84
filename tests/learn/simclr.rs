//! SimCLR: two views of every point, each other's only positive, without a label.

use crate::common::*;
use pushpull::learn::compare::Relation;
use pushpull::learn::num::{Matrix, ln};
use pushpull::learn::scheme::Scheme;
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head, loss, scheme};
use pushpull::session::Session;

fn simclr() -> Box<dyn Scheme> {
    (spec(scheme::LIST, "simclr").build)(&Params::default())
}

/// SimCLR on the small network, with its loss.
fn pipeline_of_views() -> Pipeline {
    Pipeline {
        scheme: simclr(),
        head: spec(head::LIST, "circle"),
        affinity: spec(affinity::LIST, "cosine"),
        loss_spec: spec(loss::LIST, "nt-xent"),
        loss: built_loss("nt-xent"),
        optimizer: built_optimizer("adam"),
        ..pipeline()
    }
}

#[test]
fn the_other_view_of_a_point_is_its_only_positive_and_all_other_points_are_negatives() {
    let pipeline = pipeline_of_views();
    let trace = pipeline.look(&pipeline.start(), 0);
    let n = trace.batch.len();
    assert_eq!(trace.points, [&*trace.batch, &*trace.batch].concat());
    for row in 0..2 * n {
        for other in 0..2 * n {
            let expected = match row.abs_diff(other) {
                0 => Relation::Ignored,
                off if off == n => Relation::Positive,
                _ => Relation::Negative,
            };
            assert_eq!(trace.relations.get(row, other), expected);
        }
    }
    assert_eq!(trace.rows, trace.references);
    assert!((trace.collapse_loss - ln(2.0 * n as f64 - 1.0)).abs() < 1e-12);
}

#[test]
fn a_point_that_is_twice_in_the_batch_is_no_negative_of_itself() {
    let pipeline = pipeline_of_views();
    let trace = pipeline.look_at(&pipeline.start(), vec![4, 7, 4], 0, None);
    use Relation::{Ignored, Negative, Positive};
    assert_eq!(trace.relations.row(0), [Ignored, Negative, Ignored, Positive, Negative, Positive]);
    assert_eq!(trace.rows.column(0), trace.rows.column(2), "a view is one of point and step");
}

#[test]
fn labels_have_no_effect() {
    let run = |classes: usize| {
        let pipeline = pipeline_of_views();
        let mut dataset = pipeline.dataset.clone();
        dataset.given.iter_mut().for_each(|label| *label %= classes);
        let pipeline = Pipeline {
            dataset,
            sampler: (spec(pushpull::learn::sampler::LIST, "full").build)(&Params::default()),
            ..pipeline
        };
        let mut state = pipeline.start();
        for step in 0..20 {
            state = pipeline.update(&state, &pipeline.look(&state, step)).unwrap();
        }
        state
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn the_gradient_is_a_slope_and_training_lowers_the_loss_for_every_loss_without_proxies() {
    for loss in loss::LIST {
        let setting = Params::defaults(&loss.entry);
        let make = || Pipeline {
            affinity: spec(affinity::LIST, loss.usual_affinity),
            loss_spec: loss,
            loss: (loss.build)(&setting),
            ..pipeline_of_views()
        };
        if make().loss.learns().proxies != loss::Proxies::None {
            continue;
        }
        let pipeline = make();
        let mut state = pipeline.start();
        if !loss.exceptions.contains(&loss::Exception::Detached) {
            assert_parameter_gradients(make(), &state, 0, loss.entry.id);
        }
        let mean = |state: &_| (1000..1020).map(|step| pipeline.look(state, step).loss).sum::<f64>() / 20.0;
        let before = mean(&state);
        for step in 0..200 {
            state = pipeline.update(&state, &pipeline.look(&state, step)).unwrap();
        }
        assert!(mean(&state) < before, "{}: {before} and then {}", loss.entry.id, mean(&state));
    }
}

#[test]
fn a_batch_of_one_point_has_a_positive_and_no_negative_and_moves_nothing() {
    let pipeline = pipeline_of_views();
    let state = pipeline.start();
    let trace = pipeline.look_at(&state, vec![3], 0, None);
    assert_eq!((trace.loss, trace.gradient_norm), (0.0, 0.0));
    let empty = pipeline.look_at(&state, vec![], 0, None);
    assert_eq!((empty.loss, empty.rows.ncols()), (0.0, 0));
}

#[test]
fn identical_views_only_repel() {
    let pipeline = Pipeline {
        views: (pushpull::learn::views::LIST[0].build)(&params(
            &pushpull::learn::views::LIST[0].entry,
            &[("jitter", 0.0)],
        )),
        ..pipeline_of_views()
    };
    let trace = pipeline.look(&pipeline.start(), 0);
    let n = trace.batch.len();
    assert!((0..n).all(|row| trace.distances[(row, row + n)].abs() < 1e-12));
    let forces = Matrix::from_fn(2, n, |k, row| trace.gradient[(k, row)]);
    assert!(forces.amax() > 1e-6);
}

#[test]
fn what_a_scheme_without_labels_cannot_go_with_is_refused_with_a_reason() {
    for (text, key, reason) in [
        ("scheme=simclr&encoder=points", "scheme", "does not read any"),
        ("scheme=simclr&loss=arcface", "scheme", "no class is known"),
        ("views=pixels", "views", "only pictures"),
        (
            "scheme=simclr&data.per_class=2000&sampler=uniform&sampler.size=4000&miner=all",
            "sampler",
            "two views of half as many",
        ),
    ] {
        let error = Session::open(text).err().unwrap();
        assert_eq!(error.key, key, "{text}");
        assert!(error.allowed.contains(reason), "{text}: {error}");
    }
    assert!(
        Session::open("data=digits&scheme=simclr&views.shift=2").is_ok(),
        "pictures are shifted unless said otherwise"
    );
}
