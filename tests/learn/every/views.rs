//! Laws of every way to change points for views of them.

use crate::common::*;
use pushpull::learn::dataset::{self, Dataset};
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::{Params, Scale};
use pushpull::learn::views::{LIST, Views, ViewsSpec, usual};

/// Small data sets that an augmentation changes.
fn sets(spec: &ViewsSpec) -> impl Iterator<Item = (&'static str, Dataset)> {
    let all = dataset::LIST.iter().filter(|data| data.pictures == spec.pictures);
    all.map(|data| (data.entry.id, data.make(&Params::defaults(&data.entry), 7)))
}

/// Both views of the first points of a set at a step.
fn views(spec: &ViewsSpec, setting: &Params, data: &Dataset, step: u64) -> [Matrix; 2] {
    let augmentation = (spec.build)(setting);
    let views = Views { augmentation: &*augmentation, data, seed: 3, step };
    let points: Vec<usize> = (0..data.len().min(20)).collect();
    [0, 1].map(|which| views.of(which, &points).features)
}

/// All strengths 0.
fn none(spec: &ViewsSpec) -> Params {
    Params::new(spec.entry.params.iter().map(|p| (p.id, 0.0)))
}

#[test]
fn without_strength_a_view_is_the_point_itself() {
    for spec in LIST {
        for (id, data) in sets(spec) {
            for view in views(spec, &none(spec), &data, 0) {
                let points = data.points.columns(0, view.ncols());
                assert!((view - points).amax() < 1e-12, "{} of {id}", spec.entry.id);
            }
        }
    }
}

#[test]
fn each_strength_alone_changes_views_and_more_of_it_changes_them_more() {
    for spec in LIST {
        for param in spec.entry.params {
            assert_eq!(param.min, 0.0, "{}: no strength is below none", param.id);
            let stops = param.stops();
            let (few, many) = (stops[1], stops[stops.len() - 1]);
            for (id, data) in sets(spec).filter(|(_, data)| data.len() > 10) {
                let off = |value: f64| -> f64 {
                    let setting = none(spec).with(param.id, value);
                    let of_step = |step| {
                        views(spec, &setting, &data, step)
                            .map(|view| (&view - data.points.columns(0, view.ncols())).norm())
                    };
                    (0..20).flat_map(of_step).sum()
                };
                assert!(
                    0.0 < off(few) && off(few) < off(many),
                    "{} of {id}: {} at {few}, {} at {many}",
                    param.id,
                    off(few),
                    off(many)
                );
            }
        }
    }
}

#[test]
fn views_are_finite_and_have_as_many_features_as_their_points() {
    for spec in LIST {
        for setting in usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)) {
            for (id, data) in sets(spec) {
                for view in views(spec, &setting, &data, 5) {
                    assert_eq!(view.nrows(), data.points.nrows(), "{id}");
                    assert!(view.iter().all(|x| x.is_finite()), "{} of {id}: {setting:?}", spec.entry.id);
                }
            }
        }
    }
}

#[test]
fn the_two_views_of_a_point_differ_and_depend_on_seed_step_and_point_alone() {
    for spec in LIST {
        let data = sets(spec).next().unwrap().1;
        let setting = Params::defaults(&spec.entry);
        let augmentation = (spec.build)(&setting);
        let of = |seed, step, which, points: &[usize]| {
            Views { augmentation: &*augmentation, data: &data, seed, step }.of(which, points).features
        };
        let batch: Vec<usize> = (0..20).collect();
        let view = of(3, 4, 0, &batch);
        assert_eq!(of(3, 4, 0, &batch), view);
        for other in [of(3, 4, 1, &batch), of(3, 5, 0, &batch), of(4, 4, 0, &batch)] {
            assert_ne!(other, view, "{}", spec.entry.id);
        }
        assert_eq!(of(3, 4, 0, &[9, 2, 9]).column(2), view.column(9), "others in the batch do not matter");
    }
}

#[test]
fn the_two_views_are_independent() {
    let spec = usual(false);
    let data = sets(spec).next().unwrap().1;
    let steps = (0..400).map(|step| views(spec, &none(spec).with("jitter", 1.0), &data, step));
    let noise = |view: &Matrix| view - data.points.columns(0, view.ncols());
    let [both, first] = steps.fold([0.0; 2], |[both, first], [a, b]| {
        let (a, b) = (noise(&a), noise(&b));
        [both + a.dot(&b), first + a.norm_squared()]
    });
    assert!((both / first).abs() < 0.03, "correlation {}", both / first);
}

#[test]
fn a_picture_shifted_by_whole_pixels_keeps_its_ink_and_white_comes_in() {
    let spec = usual(true);
    let data = sets(spec).next().unwrap().1;
    let (width, height) = data.picture.unwrap();
    let shifted = |dx: i64, dy: i64| {
        let ink = |k: usize| {
            let (x, y) = ((k % width) as i64 - dx, (k / width) as i64 - dy);
            let inside = (0..width as i64).contains(&x) && (0..height as i64).contains(&y);
            if inside { data.ink[((y * width as i64 + x) as usize, 0)] } else { 0.0 }
        };
        data.features_of((0..width * height).map(ink).collect())
    };
    let places: Vec<(i64, i64)> = (-1..2).flat_map(|dx| (-1..2).map(move |dy| (dx, dy))).collect();
    let mut seen = vec![0; places.len()];
    for step in 0..300 {
        let [view, _] = views(spec, &none(spec).with("shift", 1.0), &data, step);
        let is =
            |(dx, dy): &(i64, i64)| view.column(0).iter().zip(shifted(*dx, *dy)).all(|(a, b)| (a - b).abs() < 1e-12);
        seen[places.iter().position(is).expect("a shift by at most one pixel each way")] += 1;
    }
    assert!(seen.iter().all(|count| (15..60).contains(count)), "{seen:?}");
}

#[test]
fn every_strength_has_a_slider_that_begins_at_none() {
    for spec in LIST {
        for param in spec.entry.params {
            assert!(!matches!(param.scale, Scale::Choice(_)) && param.stops()[0] == 0.0, "{}", param.id);
        }
    }
}
