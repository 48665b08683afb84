//! Effective rank, hubness, and MAP@R by other labels, each against a second implementation that is written another way.

use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::affinity;
use pushpull::learn::dataset::{self, Dataset};
use pushpull::learn::metric::{Evaluation, LIST};
use pushpull::learn::num::{Matrix, ln, pow};

fn figure(id: &str, evaluation: &Evaluation) -> Option<f64> {
    (spec(LIST, id).value)(evaluation)
}

fn evaluate(points: &Matrix, labels: &[usize]) -> Evaluation {
    Evaluation::new(points, labels, spec(affinity::LIST, "euclidean"), 0.2)
}

fn of(id: &str, points: &Matrix) -> Option<f64> {
    figure(id, &evaluate(points, &vec![0; points.ncols()]))
}

/// By a singular value decomposition, and the perplexity as a product.
fn plain_rank(points: &Matrix) -> f64 {
    let mean = points.column_mean();
    let centered = Matrix::from_fn(points.nrows(), points.ncols(), |i, j| points[(i, j)] - mean[i]);
    let values = centered.singular_values();
    values.iter().map(|v| v / values.sum()).filter(|p| *p > 1e-9).map(|p| pow(p, -p)).product()
}

#[test]
fn the_effective_rank_is_that_of_the_singular_values() {
    for (rows, columns) in [(3, 40), (8, 100), (16, 10), (64, 30)] {
        let points = normals(7, rows, columns);
        let stretched = Matrix::from_fn(rows, columns, |i, j| points[(i, j)] / (1 + i * i) as f64 + 5.0);
        for points in [&points, &stretched, &(&points * 1e-80), &(&points * 1e80)] {
            let found = of("effective_rank", points).unwrap();
            assert!((found - plain_rank(points)).abs() < 1e-5 * found, "{found} instead of {}", plain_rank(points));
            assert!(found >= 1.0 && found <= rows.min(columns - 1) as f64 + 1e-9);
        }
    }
}

#[test]
fn as_many_equal_directions_have_that_effective_rank() {
    for used in 1..=5 {
        // One point on either side of the origin on each axis that is used.
        let cross = Matrix::from_fn(5, 2 * used, |i, j| if i == j / 2 { 1.0 - 2.0 * (j % 2) as f64 } else { 0.0 });
        assert!((of("effective_rank", &cross).unwrap() - used as f64).abs() < 1e-9);
    }
    for nothing in
        [normals(1, 2, 30), Matrix::from_element(5, 9, 0.3), Matrix::from_element(5, 9, f64::NAN), normals(1, 5, 1)]
    {
        assert_eq!(of("effective_rank", &nothing), None);
    }
}

/// By sorting, and raw moments.
fn plain_hubness(points: &Matrix) -> f64 {
    let n = points.ncols();
    let mut named = vec![0.0; n];
    for i in 0..n {
        let mut others: Vec<usize> = (0..n).filter(|j| *j != i).collect();
        let to = |j: &usize| (points.column(i) - points.column(*j)).norm();
        others.sort_by(|a, b| to(a).total_cmp(&to(b)));
        others[..10].iter().for_each(|j| named[*j] += 1.0);
    }
    let mean = |power: f64| named.iter().map(|x: &f64| pow(*x, power)).sum::<f64>() / n as f64;
    let (first, second, third) = (mean(1.0), mean(2.0), mean(3.0));
    let variance = second - first * first;
    (third - 3.0 * first * variance - first * first * first) / pow(variance, 1.5)
}

#[test]
fn hubness_is_the_skewness_of_how_often_a_point_is_among_the_ten_nearest() {
    for (dimensions, n) in [(3, 40), (8, 100), (50, 200)] {
        let points = normals(3, dimensions, n);
        let found = of("hubness", &points).unwrap();
        assert!((found - plain_hubness(&points)).abs() < 1e-9, "{found} instead of {}", plain_hubness(&points));
    }
    let [few, high] = [3, 50].map(|dimensions| of("hubness", &normals(3, dimensions, 300)).unwrap());
    assert!(high > few + 1.0, "Gaussian points have hubs in 50 dimensions, not in three: {few}, {high}");
}

#[test]
fn where_nobody_is_named_more_often_there_is_no_hubness() {
    let all_equal = Matrix::from_element(3, 20, 1.0);
    let simplex = Matrix::identity(20, 20);
    for points in [&all_equal, &simplex, &normals(1, 3, 11), &normals(1, 3, 0)] {
        assert_eq!(of("hubness", points), None);
    }
}

proptest! {
    #[test]
    fn neither_depends_on_the_order_of_points_however_many_are_tied(cells in prop::collection::vec(0..3_u8, 90), turn in 1..29_usize) {
        let points = Matrix::from_fn(3, 30, |i, j| f64::from(cells[3 * j + i]));
        let turned = Matrix::from_fn(3, 30, |i, j| points[(i, (j * 7 + turn) % 30)]);
        for id in ["effective_rank", "hubness"] {
            match (of(id, &points), of(id, &turned)) {
                (Some(a), Some(b)) => prop_assert!((a - b).abs() < 1e-6, "{}: {} and {}", id, a, b),
                (a, b) => prop_assert_eq!(a, b, "{}", id),
            }
        }
    }
}

/// A set with its points as the embedding.
fn evaluated(id: &str, values: &[(&'static str, f64)]) -> (Dataset, Evaluation) {
    let entry = spec(dataset::LIST, id);
    let set = entry.make(&params(&entry.entry, values), 5);
    let evaluation = Evaluation::of(&set.points, &set, spec(affinity::LIST, "euclidean"), 0.2);
    (set, evaluation)
}

#[test]
fn map_by_given_labels_and_by_subclasses_is_that_of_a_set_labelled_so() {
    let (noisy, evaluation) = evaluated("blobs", &[("label_noise", 0.3)]);
    assert_eq!(figure("given_map_at_r", &evaluation), figure("map_at_r", &evaluate(&noisy.points, &noisy.given)));
    let (parts, evaluation) = evaluated("subclasses", &[]);
    assert_eq!(
        figure("subclass_map_at_r", &evaluation),
        figure("map_at_r", &evaluate(&parts.points, &parts.subclasses))
    );
    let (_, plain) = evaluated("blobs", &[]);
    assert_eq!(["given_map_at_r", "subclass_map_at_r", "rarest_map_at_r"].map(|id| figure(id, &plain)), [None; 3]);
}

#[test]
fn map_of_the_rarest_class_is_the_mean_over_its_points_alone() {
    let (set, evaluation) = evaluated("long-tail", &[("spread", 0.3), ("largest", 200.0)]);
    let rarest = set.classes() - 1;
    let n = set.len();
    let distance = |i: usize, j: usize| (set.points.column(i) - set.points.column(j)).norm();
    let queries: Vec<usize> = (0..n).filter(|i| set.truth[*i] == rarest).collect();
    let precision = |i: &usize| {
        let mut others: Vec<usize> = (0..n).filter(|j| j != i).collect();
        others.sort_by(|a, b| distance(*i, *a).total_cmp(&distance(*i, *b)));
        let right = |k: usize| others[..=k].iter().filter(|j| set.truth[**j] == rarest).count() as f64 / (k + 1) as f64;
        let r = queries.len() - 1;
        (0..r).filter(|k| set.truth[others[*k]] == rarest).map(right).sum::<f64>() / r as f64
    };
    let expected = queries.iter().map(precision).sum::<f64>() / queries.len() as f64;
    assert!(queries.len() == 10 && expected > 0.0 && expected < 1.0, "{expected} of {queries:?}");
    assert!((figure("rarest_map_at_r", &evaluation).unwrap() - expected).abs() < 1e-12);
}

#[test]
fn the_threshold_of_equal_errors_is_the_least_at_which_as_many_strangers_are_accepted_as_friends_are_refused() {
    for held_out in [0.0, 0.3] {
        let (set, evaluation) = evaluated("blobs", &[("spread", 0.8), ("held_out", held_out)]);
        let points = if held_out > 0.0 { set.held_out() } else { set.training() };
        let pairs: Vec<(f64, bool)> = points
            .iter()
            .flat_map(|i| points.iter().filter(move |j| *j < i).map(move |j| (*i, *j)))
            .map(|(i, j)| ((set.points.column(i) - set.points.column(j)).norm(), set.truth[i] == set.truth[j]))
            .collect();
        let share = |of_one: bool, holds: &dyn Fn(f64) -> bool| {
            let of: Vec<f64> = pairs.iter().filter(|pair| pair.1 == of_one).map(|pair| pair.0).collect();
            of.iter().filter(|d| holds(**d)).count() as f64 / of.len() as f64
        };
        let enough = |t: &f64| share(false, &|d| d <= *t) >= share(true, &|d| d > *t);
        let expected = pairs.iter().map(|pair| pair.0).filter(enough).reduce(f64::min).unwrap();
        let found = figure("eer_threshold", &evaluation).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found}, not {expected}, with {held_out} held out");
    }
}

#[test]
fn sizes_of_a_long_tail_fall_in_equal_proportions() {
    let entry = spec(dataset::LIST, "long-tail");
    for (largest, ratio) in [(60.0, 20.0), (1000.0, 100.0), (50.0, 1.0)] {
        let set = entry.make(&params(&entry.entry, &[("largest", largest), ("ratio", ratio)]), 5);
        let size = |class: usize| set.truth.iter().filter(|t| **t == class).count() as f64;
        let classes = set.classes();
        assert_eq!([size(0), size(classes - 1)], [largest, (largest / ratio).round()]);
        for class in 1..classes {
            let fall = ln(size(class - 1).max(1.0)) - ln(size(class));
            assert!((fall - ln(ratio) / (classes - 1) as f64).abs() < 0.3, "{ratio}, class {class}: {fall}");
        }
    }
}

#[test]
fn clouds_of_a_class_are_its_subclasses_and_their_neighbours_are_of_other_classes() {
    let (set, _) = evaluated("subclasses", &[("classes", 3.0), ("clouds", 4.0), ("spread", 0.0), ("per_class", 8.0)]);
    for i in 0..set.len() {
        assert_eq!(set.subclasses[i] % 3, set.truth[i]);
        let nearest = (0..set.len()).filter(|j| set.subclasses[*j] != set.subclasses[i]);
        let to = |j: &usize| (set.points.column(i) - set.points.column(*j)).norm();
        let nearest = nearest.min_by(|a, b| to(a).total_cmp(&to(b))).unwrap();
        assert_ne!(set.truth[nearest], set.truth[i]);
    }
}
