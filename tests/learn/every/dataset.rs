//! Laws of every data set: whole, finite, the same for the same seed, and with exactly the asked share of wrong labels.

use crate::common::*;
use pushpull::learn::dataset::{Dataset, DatasetSpec, LIST};
use pushpull::learn::num::all_finite;
use pushpull::learn::spec::Params;

/// The settings that the walks try: the usual ones and the extreme ones.
fn settings(spec: &DatasetSpec) -> Vec<Params> {
    usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)).collect()
}

fn has(spec: &DatasetSpec, id: &str) -> bool {
    spec.entry.params.iter().any(|p| p.id == id)
}

fn counts(set: &Dataset) -> Vec<usize> {
    (0..set.classes()).map(|class| set.truth.iter().filter(|t| **t == class).count()).collect()
}

fn wrong(set: &Dataset) -> usize {
    set.truth.iter().zip(&set.given).filter(|(t, g)| t != g).count()
}

#[test]
fn every_set_is_whole_and_finite_at_any_setting() {
    for spec in LIST {
        for setting in settings(spec) {
            let set = spec.make(&setting, 7);
            let what = format!("{} {setting:?}", spec.entry.id);
            assert!(!set.is_empty(), "{what}");
            assert_eq!(set.points.ncols(), set.len(), "{what}");
            assert_eq!((set.truth.len(), set.given.len()), (set.len(), set.len()), "{what}");
            assert!(set.points.nrows() >= 2, "{what}");
            assert!(all_finite([&set.points]), "{what}");
            assert!(set.truth.iter().chain(&set.given).all(|c| *c < set.classes()), "{what}");
            assert!(counts(&set).iter().all(|n| *n > 0), "{what}: a class without a point");
        }
    }
}

#[test]
fn class_names_are_filled_and_unique() {
    for spec in LIST {
        for setting in settings(spec) {
            let names = spec.make(&setting, 7).class_names;
            assert!(names.iter().all(|name| !name.trim().is_empty()), "{}", spec.entry.id);
            assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len(), "{}", spec.entry.id);
        }
    }
}

#[test]
fn classes_points_per_class_and_dimensions_are_as_asked() {
    for spec in LIST {
        for setting in settings(spec) {
            let set = spec.make(&setting, 7);
            let what = format!("{} {setting:?}", spec.entry.id);
            if has(spec, "classes") {
                assert_eq!(set.classes(), setting.count("classes"), "{what}");
                let even = has(spec, "per_class").then(|| setting.count("per_class"));
                assert!(even.is_none_or(|each| counts(&set).iter().all(|n| *n == each)), "{what}: {:?}", counts(&set));
            } else if has(spec, "per_class") {
                // A measured set gives what it has.
                let all = counts(&spec.make(&Params::defaults(&spec.entry), 7));
                let most = setting.count("per_class");
                assert_eq!(counts(&set), all.iter().map(|n| *n.min(&most)).collect::<Vec<_>>(), "{what}");
            }
            if has(spec, "dimensions") {
                assert_eq!(set.points.nrows(), setting.count("dimensions"), "{what}");
            }
        }
    }
}

#[test]
fn exactly_the_asked_share_of_labels_is_wrong_and_the_truth_stays() {
    for spec in LIST {
        assert!(has(spec, "label_noise"), "{}", spec.entry.id);
        let clean = spec.make(&Params::defaults(&spec.entry), 7);
        assert_eq!(wrong(&clean), 0, "{}: no noise unless asked", spec.entry.id);
        for share in [0.0, 0.05, 0.1, 0.2, 1.0 / 3.0, 0.5, 0.999, 1.0] {
            let set = spec.make(&params(&spec.entry, &[("label_noise", share)]), 7);
            assert_eq!(wrong(&set), (share * set.len() as f64).round() as usize, "{} at {share}", spec.entry.id);
            assert_eq!((&set.truth, &set.points), (&clean.truth, &clean.points), "{} at {share}", spec.entry.id);
        }
    }
}

#[test]
fn a_wrong_label_may_be_any_other_class() {
    for spec in LIST {
        let mut seen = std::collections::BTreeSet::new();
        let mut classes = 0;
        for seed in 0..20 {
            let set = spec.make(&params(&spec.entry, &[("label_noise", 1.0)]), seed);
            classes = set.classes();
            seen.extend(set.truth.iter().copied().zip(set.given.iter().copied()));
        }
        assert_eq!(seen.len(), classes * (classes - 1), "{}", spec.entry.id);
    }
}

#[test]
fn a_single_class_has_no_other_label_to_be_given() {
    for spec in LIST.iter().filter(|s| has(s, "classes")) {
        let set = spec.make(&params(&spec.entry, &[("classes", 1.0), ("label_noise", 1.0)]), 7);
        assert_eq!(wrong(&set), 0, "{}", spec.entry.id);
    }
}

#[test]
fn the_seed_alone_decides() {
    for spec in LIST {
        let noisy = params(&spec.entry, &[("label_noise", 0.3)]);
        let (once, again) = (spec.make(&noisy, 7), spec.make(&noisy, 7));
        let bits = |set: &Dataset| set.points.iter().map(|x| x.to_bits()).collect::<Vec<_>>();
        assert_eq!((bits(&once), &once.given, &once.truth), (bits(&again), &again.given, &again.truth));
        let differs = |other: Dataset| once.given != other.given || bits(&once) != bits(&other);
        assert!((8..20).any(|seed| differs(spec.make(&noisy, seed))), "{}: the seed does nothing", spec.entry.id);
    }
}

#[test]
fn points_lie_around_the_origin_at_a_size_that_a_network_likes() {
    for spec in LIST {
        for seed in 0..5 {
            let set = spec.make(&Params::defaults(&spec.entry), seed);
            let mean = (set.points.column_mean().norm_squared() / set.points.nrows() as f64).sqrt();
            let spread = (set.points.norm_squared() / set.points.len() as f64).sqrt();
            assert!(mean < 0.5, "{}: {mean}", spec.entry.id);
            assert!((0.4..1.6).contains(&spread), "{}: {spread}", spec.entry.id);
        }
    }
}

#[test]
fn the_spread_is_the_standard_deviation_around_the_places_without_it() {
    for spec in LIST.iter().filter(|s| has(s, "spread")) {
        let calm = spec.make(&params(&spec.entry, &[("spread", 0.0)]), 7);
        let noisy = spec.make(&params(&spec.entry, &[("spread", 0.3)]), 7);
        let moved = &noisy.points - &calm.points;
        let deviation = (moved.norm_squared() / moved.len() as f64).sqrt();
        assert!((deviation - 0.3).abs() < 0.05, "{}: noise of deviation {deviation}", spec.entry.id);
    }
}

#[test]
fn real_sets_are_standardised_and_pictures_fit_their_features() {
    let mut pictures = 0;
    for spec in LIST {
        // A few points that are staged are no data.
        let real = !has(spec, "spread") && spec.make(&Params::defaults(&spec.entry), 7).len() > 10;
        for setting in settings(spec) {
            let set = spec.make(&setting, 7);
            let what = format!("{} {setting:?}", spec.entry.id);
            if real {
                assert!(!set.note.is_empty(), "{what}: what was taken is said");
                assert!(!spec.entry.citation.link.is_empty(), "{what}: the source is named");
                assert!(spec.entry.gist.contains("(CC"), "{what}: the licence is named");
                for feature in set.points.row_iter() {
                    assert!(feature.sum().abs() < 1e-9, "{what}: mean");
                    let variance = feature.norm_squared() / set.len() as f64;
                    assert!((variance - 1.0).abs() < 1e-9 || feature.iter().all(|x| *x == 0.0), "{what}: {variance}");
                }
            }
            assert_eq!(set.picture.is_some(), spec.pictures, "{what}");
            match set.picture {
                Some((width, height)) => {
                    pictures += 1;
                    assert_eq!(set.ink.shape(), (width * height, set.len()), "{what}");
                    assert!(set.ink.iter().all(|ink| (0.0..=1.0).contains(ink)), "{what}");
                    let last = set.len() - 1;
                    let again = set.features_of(set.ink.column(last).as_slice().to_vec());
                    assert_eq!(
                        again,
                        set.points.column(last).as_slice(),
                        "{what}: the features of a picture are its ink"
                    );
                }
                None => assert!(set.ink.is_empty(), "{what}"),
            }
        }
    }
    assert!(pictures > 0);
}
