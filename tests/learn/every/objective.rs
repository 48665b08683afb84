//! Objectives: every loss of coordinates has slopes, parts that add up to it, and a finite result on any views.

use crate::common::*;
use pushpull::learn::loss::{Loss, LossSpec, OF_VIEWS};
use pushpull::learn::num::{Matrix, all_finite};
use pushpull::learn::objective::Judged;
use pushpull::learn::spec::Params;
use pushpull::session::{Session, plan};

/// Every loss of coordinates.
fn of_coordinates() -> impl Iterator<Item = &'static LossSpec> {
    OF_VIEWS.iter().filter(|spec| (spec.build)(&Params::defaults(&spec.entry)).objective().is_some())
}

/// Every one at every setting worth trying.
fn all() -> Vec<(&'static str, Box<dyn Loss>)> {
    let settings = of_coordinates().flat_map(|spec| usual_settings(&spec.entry).into_iter().map(move |s| (spec, s)));
    settings.map(|(spec, setting)| (spec.entry.id, (spec.build)(&setting))).collect()
}

fn judge(loss: &dyn Loss, first: &Matrix, second: &Matrix) -> Judged {
    loss.objective().expect("a loss of coordinates").judge(first, second)
}

#[test]
fn pull_and_push_of_coordinates_are_the_slopes_of_the_value_also_of_large_and_small_views() {
    for (name, loss) in all() {
        for size in [0.3, 1.0, 3.0] {
            let (first, second) = (normals(1, 3, 7) * size, normals(2, 3, 7) * size);
            let Judged { pull: [a, b], push: [c, d], .. } = judge(&*loss, &first, &second);
            assert_slopes(&(a + c), &first, |moved| judge(&*loss, moved, &second).value, name);
            assert_slopes(&(b + d), &second, |moved| judge(&*loss, &first, moved).value, name);
        }
    }
}

#[test]
fn the_parts_of_all_coordinates_are_the_value_and_matrices_have_a_row_for_each() {
    for (name, loss) in all() {
        let (first, second) = (normals(3, 4, 9), normals(4, 4, 9));
        let (objective, judged) = (loss.objective().unwrap(), judge(&*loss, &first, &second));
        let parts: f64 = (0..4).map(|i| objective.part(&first, &second, i).value()).sum();
        assert!((parts - judged.value).abs() < 1e-9 * (1.0 + judged.value), "{name}: {parts} and {}", judged.value);
        let square = |shown: &pushpull::learn::objective::Shown| [&shown.affinities, &shown.weights].map(|m| m.shape());
        assert!(!judged.shown.is_empty() && judged.shown.iter().all(|shown| square(shown) == [(4, 4); 2]), "{name}");
    }
}

#[test]
fn no_point_and_one_and_constant_coordinates_give_finite_results() {
    for (name, loss) in all() {
        for points in [Matrix::zeros(3, 0), Matrix::from_element(3, 1, 2.0), Matrix::from_element(3, 5, 2.0)] {
            let Judged { value, pull, push, .. } = judge(&*loss, &points, &points);
            assert!(value.is_finite() && all_finite(pull.iter().chain(&push)), "{name}");
        }
    }
}

#[test]
fn the_gradient_of_coordinates_arrives_at_the_encoder_on_every_head() {
    for spec in of_coordinates() {
        for head in ["plane", "circle"] {
            let text =
                format!("scheme=simclr&loss={}&head={head}&head.dimensions=3&sampler.per_class=3", spec.entry.id);
            let session = Session::open(&text).unwrap();
            let state = session.state().clone();
            assert!(session.trace().gradient_norm > 0.0);
            assert_parameter_gradients(plan(session.config()).unwrap(), &state, 1, &text);
        }
    }
}

#[test]
fn a_batch_that_is_one_place_has_the_loss_at_collapse() {
    for spec in of_coordinates() {
        let session = Session::open(&format!("scheme=simclr&loss={}&head=plane", spec.entry.id)).unwrap();
        let trace = session.trace();
        let one = Matrix::from_element(2, trace.points.len(), 0.7);
        let pipeline = session.pipeline();
        let found = pipeline.judge(&one, &trace.relations, &session.state().learned, 0).weighed.loss;
        assert!((found - trace.collapse_loss).abs() < 1e-9 && trace.loss < trace.collapse_loss, "{}", spec.entry.id);
    }
}
