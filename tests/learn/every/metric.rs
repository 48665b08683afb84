//! Laws of every metric, and a second, plain implementation of ranks and counts.

use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::affinity;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::metric::{Evaluation, LIST, Ranks};
use pushpull::learn::num::{Matrix, cos, pow, sin};
use pushpull::learn::random::{choose, stream};

fn figure(id: &str, evaluation: &Evaluation) -> Option<f64> {
    (spec(LIST, id).value)(evaluation)
}

fn evaluate(points: &Matrix, labels: &[usize], margin: f64) -> Evaluation {
    Evaluation::new(points, labels, spec(affinity::LIST, "euclidean"), margin)
}

/// Points on a coarse grid, so that distances tie, with any labels.
fn clouds() -> impl Strategy<Value = (Matrix, Vec<usize>)> {
    prop::collection::vec((0..4_i8, 0..4_i8, 0..4_usize), 0..40).prop_map(|points| {
        let at = |i: usize, j: usize| f64::from([points[j].0, points[j].1][i]);
        (Matrix::from_fn(2, points.len(), at), points.iter().map(|p| p.2).collect())
    })
}

/// The same, scaled like an embedding that has collapsed or exploded, and sometimes with one point far away.
fn scaled_clouds() -> impl Strategy<Value = (Matrix, Vec<usize>)> {
    let scale = prop_oneof![3 => Just(0), 1 => Just(-520), 1 => Just(-30), 1 => Just(20), 1 => Just(400)];
    (clouds(), scale, prop::option::weighted(0.2, 1..40_i32)).prop_map(|((mut points, labels), scale, far)| {
        if let (Some(power), false) = (far, labels.is_empty()) {
            points[(0, 0)] += pow(2.0, f64::from(power));
        }
        (points * pow(2.0, f64::from(scale)), labels)
    })
}

fn distance(points: &Matrix, i: usize, j: usize) -> f64 {
    (points.column(i) - points.column(j)).norm()
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Retrieval by sorting all references of a row, those at one distance by index, and counts by visiting every triplet.
fn plain_ranks(distances: &Matrix, relations: &Relations, margin: f64) -> Ranks {
    let (mut hits, mut precisions) = (vec![], vec![]);
    let mut ranks = Ranks::default();
    for row in 0..relations.rows() {
        let mut asked: Vec<usize> =
            (0..relations.columns()).filter(|j| relations.get(row, *j) != Relation::Ignored).collect();
        asked.sort_by(|a, b| distances[(row, *a)].total_cmp(&distances[(row, *b)]).then(a.cmp(b)));
        let relevant: Vec<bool> = asked.iter().map(|j| relations.get(row, *j) == Relation::Positive).collect();
        let level = |j: usize| distances[(row, asked[j])];
        let r = relevant.iter().filter(|x| **x).count();
        if r > 0 {
            // How likely each place is to hold a positive, and two places both.
            let tied = |k: usize| (0..asked.len()).filter(move |j| level(*j) == level(k));
            let [size, own] = [|_| true, |right: bool| right].map(|kind| {
                (0..asked.len()).map(|k| tied(k).filter(|j| kind(relevant[*j])).count() as f64).collect::<Vec<_>>()
            });
            let one = |k: usize| own[k] / size[k];
            let both = |j: usize, k: usize| match (j == k, level(j) == level(k)) {
                (true, _) => one(k),
                (_, true) => one(k) * (own[k] - 1.0) / (size[k] - 1.0),
                _ => one(j) * one(k),
            };
            hits.push(one(0));
            let precision_at = |k: usize| (0..=k).map(|j| both(j, k)).sum::<f64>() / (k + 1) as f64;
            precisions.push((0..r).map(precision_at).sum::<f64>() / r as f64);
        }
        for p in relations.of(row, Relation::Positive) {
            for n in relations.of(row, Relation::Negative) {
                let (near, far) = (distances[(row, p)], distances[(row, n)]);
                ranks.counts.hard += u64::from(far <= near);
                ranks.counts.semi_hard += u64::from(near < far && far < near + margin);
                ranks.counts.triplets += 1;
            }
        }
    }
    Ranks { recall_at_1: mean(&hits), map_at_r: mean(&precisions), ..ranks }
}

/// Whether two sets of ranks are equal, apart from rounding in the shares.
fn same(a: &Ranks, b: &Ranks) -> bool {
    a.counts == b.counts && close(a.recall_at_1, b.recall_at_1) && close(a.map_at_r, b.map_at_r)
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-12 * (1.0 + a.abs()),
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn figures_are_those_of_a_plain_second_implementation((points, labels) in scaled_clouds(), margin in 0..4_u8) {
        let n = labels.len();
        let margin = f64::from(margin) * 0.5;
        let evaluation = evaluate(&points, &labels, margin);
        let distances = Matrix::from_fn(n, n, |i, j| distance(&points, i, j));
        let ranks = plain_ranks(&distances, &relations(&labels), margin);
        prop_assert!(same(evaluation.ranks(), &ranks), "{:?} instead of {:?}", evaluation.ranks(), ranks);
        prop_assert_eq!(figure("recall_at_1", &evaluation), evaluation.ranks().recall_at_1);
        prop_assert_eq!(figure("map_at_r", &evaluation), evaluation.ranks().map_at_r);
        let counts = ranks.counts;
        let active = (counts.triplets > 0).then(|| (counts.hard + counts.semi_hard) as f64 / counts.triplets as f64);
        prop_assert!(close(figure("active_fraction", &evaluation), active));

        let pairs = (0..n).flat_map(|i| (0..i).map(move |j| (i, j)));
        let (same, other): (Vec<_>, Vec<_>) = pairs.partition(|(i, j)| labels[*i] == labels[*j]);
        let of = |pairs: &[(usize, usize)]| mean(&pairs.iter().map(|pair| distances[*pair]).collect::<Vec<_>>());
        prop_assert!(close(figure("mean_positive_distance", &evaluation), of(&same)));
        prop_assert!(close(figure("mean_negative_distance", &evaluation), of(&other)));
        prop_assert!(close(figure("mean_pair_distance", &evaluation), of(&[same, other].concat())));
    }

    #[test]
    fn rows_against_any_references_are_ranked_and_counted_alike(
        (n, m, grid, kinds) in (0..6_usize, 1..12_usize).prop_flat_map(|(n, m)| {
            (Just(n), Just(m), prop::collection::vec(0..6_u8, n * m), prop::collection::vec(0..3_usize, n * m))
        }),
        margin in 0..4_u8,
    ) {
        let distances = Matrix::from_fn(n, m, |i, j| f64::from(grid[i * m + j]) * 0.25);
        let kind = |i: usize, j: usize| [Relation::Positive, Relation::Negative, Relation::Ignored][kinds[i * m + j]];
        let relations = Relations::from_fn(n, m, false, kind);
        let margin = f64::from(margin) * 0.25;
        let (found, expected) = (Ranks::of(&distances.clone().into(), &relations, margin), plain_ranks(&distances, &relations, margin));
        prop_assert!(same(&found, &expected), "{:?} instead of {:?}", found, expected);
    }

    #[test]
    fn shares_are_between_0_and_1_and_everything_is_finite((points, labels) in scaled_clouds()) {
        for spec in LIST {
            if let Some(value) = (spec.value)(&evaluate(&points, &labels, 0.2)) {
                let signed = spec.entry.id == "hubness";
                prop_assert!(value.is_finite() && (signed || value >= 0.0), "{}: {}", spec.entry.id, value);
                let share = ["recall_at_1", "map_at_r", "active_fraction"].contains(&spec.entry.id);
                prop_assert!(!share || value <= 1.0, "{}: {}", spec.entry.id, value);
            }
        }
    }

    #[test]
    fn a_rotation_and_new_names_for_the_classes_change_nothing((points, labels) in clouds(), angle in 0.0..6.0_f64) {
        // Off the grid, where a rounding error cannot break a tie.
        let raw = &points + normals(labels.len() as u64, 2, labels.len()) * 0.1;
        let turn = Matrix::from_row_slice(2, 2, &[cos(angle), -sin(angle), sin(angle), cos(angle)]);
        let renamed: Vec<usize> = labels.iter().map(|l| 9 - l).collect();
        for spec in LIST {
            let here = (spec.value)(&evaluate(&raw, &labels, 0.2));
            prop_assert!(close(here, (spec.value)(&evaluate(&(&turn * &raw), &renamed, 0.2))), "{}", spec.entry.id);
        }
    }
}

/// Every order of this many things.
fn orders(count: usize) -> Vec<Vec<usize>> {
    match count {
        0 => vec![vec![]],
        _ => orders(count - 1)
            .iter()
            .flat_map(|order| {
                (0..count).map(|place| {
                    let mut order = order.clone();
                    order.insert(place, count - 1);
                    order
                })
            })
            .collect(),
    }
}

/// An evaluation of which the held-out part is the same points.
fn both_parts(points: &Matrix, labels: &[usize]) -> Evaluation {
    let mut evaluation = evaluate(points, labels, 0.2);
    evaluation.held_out = Some(Box::new(evaluate(points, labels, 0.2)));
    evaluation
}

proptest! {
    #[test]
    fn no_figure_depends_on_the_order_of_the_points((points, labels) in scaled_clouds(), seed in 0..1000_u64) {
        let order = choose(&mut stream(seed, "order", 0), labels.len(), labels.len());
        let moved: Vec<usize> = order.iter().map(|i| labels[*i]).collect();
        let [here, there] = [both_parts(&points, &labels), both_parts(&points.select_columns(&order), &moved)];
        for spec in LIST {
            prop_assert!(close((spec.value)(&here), (spec.value)(&there)), "{}", spec.entry.id);
        }
    }

    #[test]
    fn ranks_are_the_mean_over_all_orders_of_tied_points(places in prop::collection::vec((0..3_u8, 0..2_usize), 2..7)) {
        // Each order moves tied points apart by next to nothing.
        let labels: Vec<usize> = places.iter().map(|p| p.1).collect();
        let n = labels.len();
        let distances = |order: &[usize]| Matrix::from_fn(n, n, |i, j| {
            (f64::from(places[i].0) - f64::from(places[j].0)).abs() + 1e-6 * order[j] as f64
        });
        let ranks = |distances: Matrix| Ranks::of(&distances.into(), &relations(&labels), 0.2);
        let each: Vec<Ranks> = orders(n).iter().map(|order| ranks(distances(order))).collect();
        let found = ranks(distances(&vec![0; n]));
        for (found, of) in [(found.recall_at_1, (|r: &Ranks| r.recall_at_1) as fn(&Ranks) -> _), (found.map_at_r, |r| r.map_at_r)] {
            let all: Vec<f64> = each.iter().filter_map(of).collect();
            prop_assert!(close(found, mean(&all)), "{:?} instead of {:?}", found, mean(&all));
        }
    }
}

#[test]
fn points_that_all_coincide_are_found_as_often_as_by_chance() {
    let labels: Vec<usize> = (0..120).map(|i| i / 30).collect();
    let collapsed = evaluate(&Matrix::zeros(2, 120), &labels, 0.2);
    assert!((figure("recall_at_1", &collapsed).unwrap() - 29.0 / 119.0).abs() < 1e-12);
    assert!((figure("map_at_r", &collapsed).unwrap() - 0.0832).abs() < 5e-5);
}

#[test]
fn classes_far_apart_are_found_without_fail_and_scattered_ones_are_not() {
    let labels: Vec<usize> = (0..20).map(|i| i / 10).collect();
    let apart = Matrix::from_fn(2, 20, |i, j| if i == 0 { 100.0 * (j / 10) as f64 } else { (j % 10) as f64 });
    let good = evaluate(&apart, &labels, 1.0);
    assert_eq!(
        [figure("recall_at_1", &good), figure("map_at_r", &good), figure("active_fraction", &good)],
        [Some(1.0), Some(1.0), Some(0.0)]
    );
    let collapsed = evaluate(&Matrix::zeros(2, 20), &labels, 1.0);
    assert_eq!(figure("active_fraction", &collapsed), Some(1.0));
    assert_eq!([figure("spread", &collapsed), figure("mean_pair_distance", &collapsed)], [Some(0.0), Some(0.0)]);
}

#[test]
fn what_has_no_meaning_has_no_value() {
    let nothing = evaluate(&Matrix::zeros(2, 0), &[], 0.2);
    let one = evaluate(&Matrix::zeros(2, 1), &[0], 0.2);
    let one_class = evaluate(&normals(1, 2, 3), &[4, 4, 4], 0.2);
    let singletons = evaluate(&normals(1, 2, 3), &[0, 1, 2], 0.2);
    for evaluation in [&nothing, &one] {
        for id in ["recall_at_1", "map_at_r", "mean_positive_distance", "mean_negative_distance", "mean_pair_distance"]
        {
            assert_eq!(figure(id, evaluation), None, "{id}");
        }
    }
    assert_eq!([figure("active_fraction", &one_class), figure("mean_negative_distance", &one_class)], [None, None]);
    assert_eq!([figure("recall_at_1", &singletons), figure("mean_positive_distance", &singletons)], [None, None]);
}

#[test]
fn the_spread_is_the_root_mean_square_distance_from_the_centroid() {
    let points = Matrix::from_row_slice(2, 4, &[1.0, -1.0, 5.0, 3.0, 0.0, 4.0, 0.0, 4.0]);
    // Centroid (2, 2); squared distances 5, 13, 13, 5.
    assert_eq!(figure("spread", &evaluate(&points, &[0, 0, 1, 1], 0.2)), Some(3.0));
    assert_eq!(figure("spread", &evaluate(&(points * 2.0), &[0, 0, 1, 1], 0.2)), Some(6.0));
}

#[test]
fn every_pair_counts_once_unless_fewer_points_are_drawn_than_there_are() {
    let euclidean = spec(affinity::LIST, "euclidean");
    let labels = |n: usize| (0..n).map(|i| i % 4).collect::<Vec<_>>();
    for n in [1200, 1448] {
        let (points, labels) = (normals(1, 2, n), labels(n));
        let (evaluation, distances) = (evaluate(&points, &labels, 0.1), euclidean.between(&points, &points));
        assert_eq!((evaluation.drawn(), &*evaluation.said()), (None, ""), "{n}");
        let relations = relations(&labels);
        assert_eq!(*evaluation.ranks(), Ranks::of(&distances, &relations, 0.1), "{n}");
        for (found, kind) in [(evaluation.positive(), Relation::Positive), (evaluation.negative(), Relation::Negative)]
        {
            let pairs = (0..n).flat_map(|i| relations.of(i, kind).filter(move |j| *j < i).map(move |j| (i, j)));
            assert!(pairs.map(|pair| distances[pair]).eq(found.iter().copied()), "{n} {kind:?}");
        }
    }
    let (points, labels) = (normals(1, 2, 1449), labels(1449));
    let drawn = evaluate(&points, &labels, 0.1);
    let count = drawn.drawn().unwrap();
    assert!(count < 1449 && drawn.said().contains(&format!("{count} points drawn")));
}
