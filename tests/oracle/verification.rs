//! Verification against counting pair by pair, and against scikit-learn (`tests/oracle/verification.py`).

use proptest::prelude::*;
use pushpull::learn::metric::Verification;
use serde_json::Value;

/// Distances of either kind from a coarse grid, so that many tie.
fn distances() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    let values =
        || prop::collection::vec(0..9_u8, 1..40).prop_map(|v| v.into_iter().map(|d| f64::from(d) * 0.25).collect());
    (values(), values())
}

fn share(values: &[f64], wanted: impl Fn(f64) -> bool) -> f64 {
    values.iter().filter(|d| wanted(**d)).count() as f64 / values.len() as f64
}

/// All (FAR, TAR), counted anew for every threshold.
fn plain_roc(same: &[f64], different: &[f64]) -> Vec<(f64, f64)> {
    let mut thresholds: Vec<f64> = [same, different].concat();
    thresholds.sort_by(f64::total_cmp);
    thresholds.dedup();
    let at = |t: f64| (share(different, |d| d <= t), share(same, |d| d <= t));
    std::iter::once((0.0, 0.0)).chain(thresholds.into_iter().map(at)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn rates_are_those_of_counting_pair_by_pair((same, different) in distances(), threshold in -1.0..4.0_f64, far in 0.0..1.0_f64) {
        let found = Verification::of(&same, &different).unwrap();
        let roc: Vec<(f64, f64)> = found.roc().map(|rates| (rates.far, rates.tar)).collect();
        prop_assert_eq!(&roc, &plain_roc(&same, &different));
        let at = found.at(threshold);
        prop_assert_eq!(at.same, same.iter().filter(|d| **d <= threshold).count());
        prop_assert_eq!(at.different, different.iter().filter(|d| **d <= threshold).count());
        prop_assert_eq!((at.far, at.tar), (share(&different, |d| d <= threshold), share(&same, |d| d <= threshold)));

        let pairs = same.iter().flat_map(|s| different.iter().map(move |d| (s, d)));
        let score: f64 = pairs.map(|(s, d)| if s < d { 1.0 } else if s == d { 0.5 } else { 0.0 }).sum();
        prop_assert!((found.auc() - score / (same.len() * different.len()) as f64).abs() < 1e-12);
        // The trapezoids under the ROC have the same area.
        let area: f64 = roc.windows(2).map(|w| (w[1].0 - w[0].0) * 0.5 * (w[0].1 + w[1].1)).sum();
        prop_assert!((found.auc() - area).abs() < 1e-12);

        // On the ROC and on the diagonal FAR = 1 − TAR at once.
        let eer = found.eer();
        let crosses = roc.windows(2).any(|w| {
            let ((x, y), (u, v)) = (w[0], w[1]);
            let on = (eer - x) * (v - y) - (1.0 - eer - y) * (u - x);
            on.abs() < 1e-12 && (x - 1e-12..=u + 1e-12).contains(&eer) && (y - 1e-12..=v + 1e-12).contains(&(1.0 - eer))
        });
        prop_assert!(crosses, "{} on {:?}", eer, roc);
        let balanced = found.balanced();
        prop_assert!(balanced.far >= 1.0 - balanced.tar && found.at(balanced.threshold) == balanced);

        let best = roc.iter().filter(|(f, _)| *f <= far).map(|(_, tar)| *tar).fold(0.0, f64::max);
        let enough = far * different.len() as f64 >= 1.0;
        prop_assert_eq!(found.tar_at_far(far), enough.then_some(best));
    }

    #[test]
    fn a_stretch_of_all_distances_changes_no_rate((same, different) in distances()) {
        let stretched = |values: &[f64]| values.iter().map(|d| d * d * 8.0 + 1.0).collect::<Vec<_>>();
        let here = Verification::of(&same, &different).unwrap();
        let there = Verification::of(&stretched(&same), &stretched(&different)).unwrap();
        prop_assert_eq!((here.auc(), here.eer()), (there.auc(), there.eer()));
    }
}

#[test]
fn at_collapse_nothing_can_be_told_apart() {
    let found = Verification::of(&[0.0; 50], &[0.0; 400]).unwrap();
    assert_eq!((found.auc(), found.eer(), found.tar_at_far(0.01)), (0.5, 0.5, Some(0.0)));
    assert_eq!(found.roc().count(), 2);
}

#[test]
fn pairs_that_are_told_apart_make_no_error_and_the_wrong_way_round_only_errors() {
    let (near, far) = ([0.1, 0.2, 0.3], vec![1.0; 200]);
    let right = Verification::of(&near, &far).unwrap();
    assert_eq!((right.auc(), right.eer(), right.tar_at_far(0.01)), (1.0, 0.0, Some(1.0)));
    let wrong = Verification::of(&far, &near).unwrap();
    assert_eq!((wrong.auc(), wrong.eer(), wrong.tar_at_far(0.01)), (0.0, 1.0, None), "three pairs are too few for 1 %");
}

#[test]
fn without_pairs_of_both_kinds_nothing_is_verified() {
    assert!(Verification::of(&[], &[1.0]).is_none() && Verification::of(&[1.0], &[]).is_none());
    assert!(Verification::of(&[f64::NAN], &[1.0]).is_none());
}

#[test]
fn scikit_learn_finds_the_same() {
    let cases: Value = serde_json::from_str(include_str!("golden_verification.json")).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() >= 8);
    let numbers = |value: &Value| value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect::<Vec<_>>();
    for case in cases {
        let found = Verification::of(&numbers(&case["same"]), &numbers(&case["different"])).unwrap();
        let what = case["name"].as_str().unwrap();
        close(found.auc(), case["auc"].as_f64().unwrap(), what);
        close(found.eer(), case["eer"].as_f64().unwrap(), what);
        for (far, tar) in [0.01, 0.1].into_iter().zip(numbers(&case["tar_at_far"])) {
            close(found.at_far(far).tar, tar, what);
        }
        let (fars, tars): (Vec<f64>, Vec<f64>) = found.roc().map(|rates| (rates.far, rates.tar)).unzip();
        for (own, other) in [(fars, numbers(&case["far"])), (tars, numbers(&case["tar"]))] {
            assert_eq!(own.len(), other.len(), "{what}");
            own.into_iter().zip(other).for_each(|(own, other)| close(own, other, what));
        }
    }
}

fn close(own: f64, other: f64, what: &str) {
    assert!((own - other).abs() < 1e-9, "{what}: {own} instead of {other}");
}
