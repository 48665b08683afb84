//! The hinge over all triplets, counted in expected O(N²), compared with visiting every triplet.

use proptest::prelude::*;
use pushpull::learn::affinity;
use pushpull::learn::chain::pull_back;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::loss::{self, LossInput, LossOutput};
use pushpull::learn::num::{Matrix, cos, sin};
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::spec::{Params, find};

#[path = "../../benches/ways/arcs.rs"]
mod arcs;

/// The tuples of the miner "all".
fn all(labels: &[usize]) -> Tuples {
    let mut tuples = Tuples::default();
    for a in 0..labels.len() {
        let is = |same: bool| (0..labels.len()).filter(move |&j| j != a && (labels[j] == labels[a]) == same);
        if is(true).next().is_some() && is(false).next().is_some() {
            tuples.push_shared(a, is(true), is(false));
        }
    }
    tuples
}

fn counted(distances: &PairMatrix, relations: &Relations, tuples: &Tuples, margin: f64) -> LossOutput {
    let spec = find(loss::LIST, "triplet").unwrap();
    let loss = (spec.build)(&Params::new([("margin", margin), ("swap", 0.0)]));
    loss.evaluate(&LossInput { affinities: distances, relations, tuples, numbers: &[] })
}

/// The definition.
fn one_by_one(distances: &PairMatrix, tuples: &Tuples, margin: f64) -> LossOutput {
    let (n, m) = distances.shape();
    let mut weights = PairMatrix::zeros(n, m);
    let (mut sum, mut terms, mut active) = (0.0, 0, 0);
    for (a, p, negatives) in tuples.iter() {
        for &n in negatives {
            let value = distances[(a, p)] + margin - distances[(a, n)];
            terms += 1;
            if value > 0.0 {
                sum += value;
                active += 1;
                weights[(a, p)] += 1.0;
                weights[(a, n)] -= 1.0;
            }
        }
    }
    let mut out = counted(
        distances,
        &Relations::supervised(&vec![0; n], &(0..n).collect::<Vec<_>>()),
        &Tuples::default(),
        margin,
    );
    (out.sum, out.terms, out.active, out.weights) = (sum, terms, active, weights);
    out
}

fn compare(points: &Matrix, labels: &[usize], margin: f64, id: &str) {
    let spec = find(affinity::LIST, id).unwrap();
    let distances = spec.between(points, points);
    let relations = Relations::supervised(labels, &(0..labels.len()).collect::<Vec<_>>());
    let tuples = all(labels);
    let (fast, slow) = (counted(&distances, &relations, &tuples, margin), one_by_one(&distances, &tuples, margin));
    assert_eq!((fast.terms, fast.active), (slow.terms, slow.active));
    assert_eq!(fast.weights, slow.weights, "counts are exact");
    assert_eq!(fast.weights.iter().sum::<f64>(), 0.0, "what pulls, pushes as often");
    assert!((fast.sum - slow.sum).abs() <= 1e-9 * (1.0 + slow.sum.abs()), "{} and {}", fast.sum, slow.sum);
}

/// A negative that is NaN or infinite is never active, counts nothing, and affects no other anchor.
#[test]
fn a_negative_that_is_endlessly_far_or_no_number_says_nothing() {
    let labels: Vec<usize> = (0..40).map(|i| i % 2).collect();
    let relations = Relations::supervised(&labels, &(0..40).collect::<Vec<_>>());
    let mut distances = PairMatrix::from_fn(40, 40, |i, j| ((i * 7 + j * 11) % 13) as f64 * 0.1);
    distances[(0, 1)] = f64::INFINITY;
    distances[(0, 3)] = f64::NAN;
    distances[(2, 5)] = -f64::NAN;
    let tuples = all(&labels);
    let (fast, slow) = (counted(&distances, &relations, &tuples, 0.2), one_by_one(&distances, &tuples, 0.2));
    assert_eq!((fast.terms, fast.active), (slow.terms, slow.active));
    assert_eq!(fast.weights, slow.weights);
    assert!((fast.sum - slow.sum).abs() <= 1e-9 * slow.sum, "{} and {}", fast.sum, slow.sum);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Coordinates on a coarse grid make ties and coincident points; a scale of 1e-6 a collapse, 1e6 an explosion.
    #[test]
    fn counting_gives_what_looking_at_every_triplet_gives(
        cells in proptest::collection::vec((-9_i32..9, -9_i32..9, 0_usize..4), 2..70),
        scale in proptest::sample::select(vec![1e-6, 0.1, 1.0, 1e6]),
        margin in proptest::sample::select(vec![0.0, 0.2, 1.0, 7.0]),
        plain: bool,
    ) {
        let coordinates: Vec<f64> = cells.iter().flat_map(|(x, y, _)| [scale * f64::from(*x), scale * f64::from(*y)]).collect();
        let labels: Vec<usize> = cells.iter().map(|cell| cell.2).collect();
        let points = Matrix::from_column_slice(2, labels.len(), &coordinates);
        compare(&points, &labels, margin, if plain { "euclidean" } else { "squared-euclidean" });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Angles on a coarse grid make ties, coincident points and antipodes.
    #[test]
    fn on_the_circle_arcs_give_what_the_matrix_of_pairs_gives(
        cells in proptest::collection::vec((0_u32..10_000, 0_usize..4), 2..90),
        grid in proptest::sample::select(vec![1, 625]),
        margin in proptest::sample::select(vec![0.0, 0.05, 0.2, 1.0, 3.5, 5.0]),
    ) {
        let angle = |cell: u32| f64::from(cell / grid * grid) / 10_000.0 * std::f64::consts::TAU;
        let coordinates: Vec<f64> = cells.iter().flat_map(|(cell, _)| [cos(angle(*cell)), sin(angle(*cell))]).collect();
        let labels: Vec<usize> = cells.iter().map(|cell| cell.1).collect();
        let points = Matrix::from_column_slice(2, labels.len(), &coordinates);
        let spec = find(affinity::LIST, "squared-euclidean").unwrap();
        let distances = spec.between(&points, &points);
        let relations = Relations::supervised(&labels, &(0..labels.len()).collect::<Vec<_>>());
        let pairs = counted(&distances, &relations, &all(&labels), margin);
        let (rows, references) = pull_back(spec, &points, &points, &distances, &pairs.weights);
        let arcs = arcs::all_triplets(&points, &labels, margin);
        prop_assert_eq!((arcs.triplets, arcs.active), (pairs.terms, pairs.active));
        let size = 1.0 + pairs.terms as f64;
        prop_assert!((arcs.sum - pairs.sum).abs() < 1e-13 * size, "{} and {}", arcs.sum, pairs.sum);
        prop_assert!((arcs.gradient - rows - references).amax() < 1e-13 * size);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Few ids for many places: examples that occur twice in the batch, some of them with two labels.
    #[test]
    fn relations_and_all_tuples_are_those_of_the_definition(
        cells in proptest::collection::vec((0_usize..4, 0_usize..40), 0..30),
        twice: bool,
    ) {
        let labels: Vec<usize> = cells.iter().map(|cell| cell.0).collect();
        let ids: Vec<usize> = cells.iter().enumerate().map(|(i, cell)| if twice { cell.1 } else { i }).collect();
        let relations = Relations::supervised(&labels, &ids);
        let rule = |i: usize, j: usize| match (ids[i] == ids[j], labels[i] == labels[j]) {
            (true, _) => Relation::Ignored,
            (false, true) => Relation::Positive,
            (false, false) => Relation::Negative,
        };
        let mut expected = vec![];
        for i in 0..ids.len() {
            let is = |relation| (0..ids.len()).filter(move |j| rule(i, *j) == relation).collect::<Vec<_>>();
            let negatives = is(Relation::Negative);
            prop_assert!(relations.of(i, Relation::Negative).eq(negatives.iter().copied()));
            prop_assert!(relations.of(i, Relation::Positive).eq(is(Relation::Positive)));
            let tuples = is(Relation::Positive).into_iter().map(|p| (i, p, negatives.clone()));
            expected.extend(tuples);
        }
        let mut tuples = Tuples::default();
        tuples.push_all(&relations, 0..ids.len());
        prop_assert_eq!(tuples.iter().map(|(a, p, negatives)| (a, p, negatives.to_vec())).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn what_is_no_number_is_left_out_and_not_a_panic() {
    let labels: Vec<usize> = (0..40).map(|i| i % 4).collect();
    let mut points = Matrix::from_fn(2, 40, |d, i| (i * (d + 2)) as f64 % 7.0);
    points[(0, 3)] = f64::NAN;
    points[(1, 8)] = f64::INFINITY;
    let distances = find(affinity::LIST, "euclidean").unwrap().between(&points, &points);
    let relations = Relations::supervised(&labels, &(0..40).collect::<Vec<_>>());
    let out = counted(&distances, &relations, &all(&labels), 0.2);
    assert_eq!(out.weights.shape(), (40, 40));
}
