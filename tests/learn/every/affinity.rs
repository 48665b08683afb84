//! Laws of every affinity: its derivative, its symmetry, and its values at coincidence and across the unit circle.

use crate::common::*;
use pushpull::learn::affinity::{AffinitySpec, LIST, Orientation};
use pushpull::learn::chain::pull_back;
use pushpull::learn::num::{Matrix, cos, sin};
use pushpull::learn::pair_matrix::PairMatrix;
use std::f64::consts::TAU;

fn gradient(affinity: &AffinitySpec, x: &[f64], y: &[f64]) -> Vec<f64> {
    weighed_gradient(affinity, x, y, 1.0)
}

/// The gradient at x, through the chain rule of one pair of this weight.
fn weighed_gradient(affinity: &AffinitySpec, x: &[f64], y: &[f64], weight: f64) -> Vec<f64> {
    let column = |x: &[f64]| Matrix::from_column_slice(x.len(), 1, x);
    let (x, y) = (column(x), column(y));
    let (to_x, to_y) = pull_back(affinity, &x, &y, &affinity.between(&x, &y), &PairMatrix::from_element(1, 1, weight));
    let (turned, _) = pull_back(affinity, &y, &x, &affinity.between(&y, &x), &PairMatrix::from_element(1, 1, weight));
    assert_eq!(to_y, turned, "one derivative serves both sides");
    to_x.as_slice().to_vec()
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
fn the_chain_rule_adds_up_the_weighed_gradients_of_all_pairs_in_any_number_of_dimensions() {
    for affinity in LIST {
        for dimensions in 1..=5 {
            let (rows, references) = (normals(1, dimensions, 4), normals(2, dimensions, 6));
            let weights = PairMatrix::from_fn(4, 6, |i, j| ((i + 2 * j) % 5) as f64 - 2.0);
            let affinities = affinity.between(&rows, &references);
            let (to_rows, to_references) = pull_back(affinity, &rows, &references, &affinities, &weights);
            let (mut by_hand, mut by_hand_too) = (to_rows.clone() * 0.0, to_references.clone() * 0.0);
            for (i, j) in (0..4).flat_map(|i| (0..6).map(move |j| (i, j))) {
                let (x, y) = (rows.column(i), references.column(j));
                let (x, y, weight) = (x.as_slice(), y.as_slice(), weights[(i, j)]);
                by_hand
                    .column_mut(i)
                    .iter_mut()
                    .zip(weighed_gradient(affinity, x, y, weight))
                    .for_each(|(g, w)| *g += w);
                let other = weighed_gradient(affinity, y, x, weight);
                by_hand_too.column_mut(j).iter_mut().zip(other).for_each(|(g, w)| *g += w);
            }
            assert_eq!((to_rows, to_references), (by_hand, by_hand_too), "{} {dimensions}", affinity.entry.id);
        }
    }
}

#[test]
fn a_pair_without_a_weight_adds_nothing_however_strange_it_is() {
    for affinity in LIST {
        let strange = Matrix::from_column_slice(2, 1, &[f64::NAN, f64::INFINITY]);
        let (rows, affinities) = (normals(1, 2, 1), PairMatrix::from_element(1, 1, f64::NAN));
        let (to_rows, to_references) = pull_back(affinity, &rows, &strange, &affinities, &PairMatrix::zeros(1, 1));
        assert!(to_rows.iter().chain(&to_references).all(|g| *g == 0.0), "{}", affinity.entry.id);
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
