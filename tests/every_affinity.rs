//! Laws of every affinity: its derivative, its symmetry, and what it is at coincidence and across the unit circle.

mod common;

use common::*;
use pushpull::learn::affinity::{AffinitySpec, LIST, Orientation};
use pushpull::learn::num::{Matrix, cos, sin};
use std::f64::consts::TAU;

fn gradient(affinity: &AffinitySpec, x: &[f64], y: &[f64]) -> Vec<f64> {
    let mut into = vec![0.0; x.len()];
    (affinity.add_gradient)(x, y, (affinity.value)(x, y), 1.0, &mut into);
    into
}

fn on_circle(angle: f64) -> [f64; 2] {
    [cos(angle), sin(angle)]
}

#[test]
fn the_gradient_is_the_slope_of_the_value_in_any_number_of_dimensions() {
    for affinity in LIST {
        for dimensions in 1..=5 {
            for seed in 0..20 {
                let (x, y) = (normals(seed, dimensions, 1), normals(seed + 100, dimensions, 1));
                let found = Matrix::from_vec(dimensions, 1, gradient(affinity, x.as_slice(), y.as_slice()));
                let value = |x: &Matrix| (affinity.value)(x.as_slice(), y.as_slice());
                assert_slopes(&found, &x, value, affinity.entry.id);
            }
        }
    }
}

#[test]
fn the_gradient_is_scaled_and_added() {
    for affinity in LIST {
        let (x, y) = ([0.3, -1.2], [0.7, 0.4]);
        let mut into = [10.0, 20.0];
        (affinity.add_gradient)(&x, &y, (affinity.value)(&x, &y), -3.0, &mut into);
        let single = gradient(affinity, &x, &y);
        assert!((into[0] - (10.0 - 3.0 * single[0])).abs() < 1e-12, "{}", affinity.entry.id);
        assert!((into[1] - (20.0 - 3.0 * single[1])).abs() < 1e-12, "{}", affinity.entry.id);
    }
}

#[test]
fn it_is_symmetric_bit_for_bit() {
    for affinity in LIST {
        for seed in 0..50 {
            let (x, y) = (normals(seed, 3, 1), normals(seed + 100, 3, 1));
            let value = |a: &Matrix, b: &Matrix| (affinity.value)(a.as_slice(), b.as_slice());
            assert_eq!(value(&x, &y).to_bits(), value(&y, &x).to_bits(), "{}", affinity.entry.id);
        }
    }
}

#[test]
fn on_the_circle_the_distance_runs_from_0_at_coincidence_to_the_diameter() {
    for affinity in LIST {
        let distance = |angle: f64| {
            let value = (affinity.value)(&on_circle(0.4), &on_circle(0.4 + angle));
            affinity.turned(value, Orientation::Distance)
        };
        let id = affinity.entry.id;
        assert!(((affinity.value)(&on_circle(1.0), &on_circle(1.0)) - affinity.at_coincidence).abs() < 1e-12, "{id}");
        assert!(distance(0.0).abs() < 1e-12, "{id}");
        assert!((distance(TAU / 2.0) - affinity.diameter).abs() < 1e-12, "{id}");
        let steps: Vec<f64> = (0..=50).map(|k| distance(TAU / 2.0 * f64::from(k) / 50.0)).collect();
        assert!(steps.is_sorted_by(|a, b| a < b), "{id}: farther round the circle is farther away");
    }
}

#[test]
fn turned_twice_is_as_before_and_the_turn_is_its_slope() {
    for affinity in LIST {
        for asked in [Orientation::Distance, Orientation::Similarity] {
            let there = |value: f64| affinity.turned(value, asked);
            assert_eq!(there(there(0.25)), 0.25, "{}", affinity.entry.id);
            assert_eq!(there(1.25) - there(0.25), affinity.turn(asked), "{}", affinity.entry.id);
        }
    }
}

#[test]
fn a_rotation_changes_nothing() {
    for affinity in LIST {
        let turn = |x: &[f64]| [x[0] * cos(0.7) - x[1] * sin(0.7), x[0] * sin(0.7) + x[1] * cos(0.7)];
        let (x, y) = ([0.3, -1.2], [0.7, 0.4]);
        let off = (affinity.value)(&turn(&x), &turn(&y)) - (affinity.value)(&x, &y);
        assert!(off.abs() < 1e-14, "{}", affinity.entry.id);
    }
}

#[test]
fn a_distance_does_not_feel_a_shift_and_has_gradient_0_at_coincidence() {
    for affinity in LIST.iter().filter(|a| a.orientation == Orientation::Distance) {
        let value = |s: f64| (affinity.value)(&[0.3 + s, -1.2 + s], &[0.7 + s, 0.4 + s]);
        assert!((value(5.0) - value(0.0)).abs() < 1e-12, "{}", affinity.entry.id);
        assert_eq!(gradient(affinity, &[0.3, -1.2], &[0.3, -1.2]), [0.0, 0.0], "{}", affinity.entry.id);
    }
}

#[test]
fn vectors_without_a_direction_give_finite_values_and_gradients() {
    for affinity in LIST {
        for x in [[0.0, 0.0], [1e-300, 0.0], [1e-13, 1e-13], [1e100, -1e100]] {
            for y in [[0.0, 0.0], [-1e-300, 1e-300], [1.0, 0.0], x] {
                let value = (affinity.value)(&x, &y);
                let gradient = gradient(affinity, &x, &y);
                assert!(value.is_finite(), "{} of {x:?} and {y:?}: {value}", affinity.entry.id);
                assert!(gradient.iter().all(|g| g.is_finite()), "{} of {x:?} and {y:?}", affinity.entry.id);
            }
        }
    }
}

#[test]
fn a_matrix_of_affinities_has_the_single_values_with_rows_for_rows_and_columns_for_references() {
    for affinity in LIST {
        let (rows, references) = (normals(1, 2, 3), normals(2, 2, 4));
        let all = affinity.between(&rows, &references);
        assert_eq!(all.shape(), (3, 4));
        for (i, j) in (0..3).flat_map(|i| (0..4).map(move |j| (i, j))) {
            let one = (affinity.value)(rows.column(i).as_slice(), references.column(j).as_slice());
            assert_eq!(all[(i, j)].to_bits(), one.to_bits(), "{}: row {i}, reference {j}", affinity.entry.id);
        }
    }
}

#[test]
fn the_chord_is_how_far_apart_two_points_of_the_circle_are() {
    for affinity in LIST {
        for k in 0..50 {
            let (x, y) = (on_circle(0.4), on_circle(0.4 + TAU * f64::from(k) / 50.0));
            let distance = affinity.turned((affinity.value)(&x, &y), Orientation::Distance);
            let length = ((x[0] - y[0]) * (x[0] - y[0]) + (x[1] - y[1]) * (x[1] - y[1])).sqrt();
            assert!(((affinity.chord)(distance) - length).abs() < 3e-8, "{} {k}", affinity.entry.id);
        }
    }
}
