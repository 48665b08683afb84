//! Laws of every sampler: it draws existing points, the same ones from the same stream, whatever the labels.

use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::random::stream;
use pushpull::learn::sampler::LIST;
use std::collections::{BTreeMap, BTreeSet};

/// Labels with gaps, singletons and unequal classes.
fn labels() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(prop_oneof![0..3_usize, 5..9_usize, Just(40)], 0..60)
}

fn members(labels: &[usize], batch: &[usize]) -> BTreeMap<usize, Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    batch.iter().for_each(|i| members.entry(labels[*i]).or_default().push(*i));
    members
}

proptest! {
    #[test]
    fn a_batch_is_of_points_that_exist_and_is_empty_only_without_points(labels in labels(), seed in 0..1000_u64) {
        for spec in LIST {
            for setting in usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)) {
                let sampler = (spec.build)(&setting);
                let draw = |step| sampler.sample(&labels, &mut stream(seed, "batch", step));
                prop_assert!(draw(0).iter().all(|i| *i < labels.len()), "{}", spec.entry.id);
                prop_assert_eq!(draw(0).is_empty(), labels.is_empty(), "{}", spec.entry.id);
                prop_assert_eq!(draw(0), draw(0), "{}", spec.entry.id);
            }
        }
    }

    #[test]
    fn the_full_batch_is_every_point_once(labels in labels(), seed in 0..1000_u64) {
        let full = (spec(LIST, "full").build)(&Default::default());
        let batch = full.sample(&labels, &mut stream(seed, "batch", 0));
        prop_assert_eq!(batch, (0..labels.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_uniform_batch_has_as_many_different_points_as_asked_or_all(labels in labels(), size in 1..80_usize, seed in 0..1000_u64) {
        let uniform = spec(LIST, "uniform");
        let sampler = (uniform.build)(&params(&uniform.entry, &[("size", size as f64)]));
        let draw = |labels: &[usize]| sampler.sample(labels, &mut stream(seed, "batch", 0));
        let batch = draw(&labels);
        prop_assert_eq!(batch.iter().collect::<BTreeSet<_>>().len(), size.min(labels.len()));
        prop_assert_eq!(batch.len(), size.min(labels.len()));
        prop_assert_eq!(draw(&vec![0; labels.len()]), batch, "labels are not read");
    }

    #[test]
    fn a_balanced_batch_has_p_classes_and_k_points_of_each(labels in labels(), p in 1..8_usize, k in 1..12_usize, seed in 0..1000_u64) {
        let balanced = spec(LIST, "balanced");
        let sampler = (balanced.build)(&params(&balanced.entry, &[("classes", p as f64), ("per_class", k as f64)]));
        let batch = sampler.sample(&labels, &mut stream(seed, "batch", 0));
        let all = members(&labels, &(0..labels.len()).collect::<Vec<_>>());
        let drawn = members(&labels, &batch);
        prop_assert_eq!(drawn.len(), p.min(all.len()));
        for (class, points) in drawn {
            prop_assert_eq!(points.len(), k);
            let different = points.iter().collect::<BTreeSet<_>>().len();
            prop_assert!(all[&class].len() < k || different == k, "a class with enough points gives each at most once");
        }
    }
}

#[test]
fn in_the_long_run_a_balanced_batch_draws_every_point_of_a_class_alike() {
    let balanced = spec(LIST, "balanced");
    let sampler = (balanced.build)(&params(&balanced.entry, &[("classes", 2.0), ("per_class", 3.0)]));
    // Three classes of 6, 6 and 2 points; a point of a class of n is drawn with probability 2/3 · 3/n.
    let labels: Vec<usize> = (0..14).map(|i| i / 6).collect();
    let mut drawn = [0_u32; 14];
    const STEPS: u64 = 6000;
    for step in 0..STEPS {
        sampler.sample(&labels, &mut stream(3, "batch", step)).into_iter().for_each(|i| drawn[i] += 1);
    }
    for (i, count) in drawn.into_iter().enumerate() {
        let expected = STEPS as f64 * 2.0 / (if i < 12 { 6.0 } else { 2.0 });
        assert!((f64::from(count) / expected - 1.0).abs() < 0.06, "point {i}: {count} of {expected}");
    }
}
