//! The definitions of "semi-hard" compared with a second implementation, which visits every negative by the wording of the libraries'
//! rules.

use crate::common::scenes::{Scene, scenes};
use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::compare::{Relation, Relations};
use pushpull::learn::miner::{DEFINITIONS, LIST, Miner};
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::{Entry, Scale};
use std::collections::{BTreeMap, BTreeSet};

/// What a definition allows for one anchor and positive.
#[derive(Debug, PartialEq)]
enum Choice {
    All(Vec<usize>),
    OneOf(Vec<usize>),
}

/// Anchor, positive and what is allowed: by brute force.
fn allowed(id: &str, scene: &Scene, margin: f64) -> Vec<(usize, usize, Choice)> {
    let mut all = vec![];
    for a in 0..scene.relations.rows() {
        let (positives, negatives) = (scene.ranked(a, Relation::Positive), scene.ranked(a, Relation::Negative));
        if positives.is_empty() || negatives.is_empty() {
            continue;
        }
        let (easiest, hardest) = (positives[0].0, positives[positives.len() - 1].0);
        let first = |distance: f64| positives.iter().find(|p| p.0 == distance).unwrap().1;
        let farthest = negatives[negatives.len() - 1].0;
        let last_resort = negatives.iter().find(|n| n.0 == farthest).unwrap().1;
        for &(near, p) in &positives {
            let those = |rule: &dyn Fn(f64) -> bool| -> Vec<usize> {
                negatives.iter().filter(|n| rule(n.0)).map(|n| n.1).collect()
            };
            let in_band = those(&|d| near < d && d < near + margin);
            let beyond = those(&|d| d > near);
            let one = |found: &[usize]| found.first().map(|n| Choice::All(vec![*n]));
            let choice = match id {
                "facenet" => one(&in_band),
                "facenet-random" => Some(Choice::OneOf(in_band)),
                "tf-addons" => one(&[beyond, vec![last_resort]].concat()),
                "tf-similarity" if p == first(hardest) => one(&[beyond, vec![last_resort]].concat()),
                "pml" if p == first(easiest) => one(&beyond),
                "pml-triplets" => Some(Choice::All(those(&|d| d - near > 0.0 && d - near <= margin))),
                "openface" if !scene.relations.within || p > a => Some(Choice::OneOf(those(&|d| d - near < margin))),
                _ => None,
            };
            let some = |choice: &Choice| !matches!(choice, Choice::All(none) | Choice::OneOf(none) if none.is_empty());
            all.extend(choice.filter(some).map(|choice| (a, p, choice)));
        }
    }
    all.sort_by_key(|(a, p, _)| (*a, *p));
    all
}

fn built(definition: usize, margin: f64) -> Box<dyn Miner> {
    let spec = spec(LIST, "semi-hard");
    (spec.build)(&params(&spec.entry, &[("definition", definition as f64), ("margin", margin)]))
}

#[test]
fn the_words_of_the_parameter_are_the_definitions_and_the_first_one_says_what_the_entry_says() {
    let entry = &spec(LIST, "semi-hard").entry;
    let parameter = entry.params.iter().find(|p| p.id == "definition").unwrap();
    let ids: Vec<_> = DEFINITIONS.iter().map(|d| d.entry.id).collect();
    assert!(matches!(parameter.scale, Scale::Choice(words) if words == ids));
    assert_eq!(*DEFINITIONS[parameter.default as usize].entry.formula, *entry.formula);
    let different = |text: fn(&Entry) -> &str| {
        DEFINITIONS.iter().map(|d| text(&d.entry)).collect::<BTreeSet<_>>().len() == DEFINITIONS.len()
    };
    assert!(different(|e| e.id) && different(|e| e.name) && different(|e| *e.gist) && different(|e| *e.formula));
    assert!(DEFINITIONS.iter().all(|d| d.entry.citation.link.starts_with("https://") && d.entry.gist.ends_with('.')));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn every_definition_selects_what_its_library_selects(scene in scenes(), seed in 0..100_u64, margin in (1..5_u8).prop_map(|m| f64::from(m) * 0.25)) {
        for (i, definition) in DEFINITIONS.iter().enumerate() {
            let expected = allowed(definition.entry.id, &scene, margin);
            let found = scene.mine(&*built(i, margin), seed);
            let mut found: Vec<_> = found.iter().map(|(a, p, ns)| (a, p, ns.to_vec())).collect();
            found.sort();
            let heads = |a: &usize, p: &usize| (*a, *p);
            prop_assert_eq!(
                found.iter().map(|(a, p, _)| heads(a, p)).collect::<Vec<_>>(),
                expected.iter().map(|(a, p, _)| heads(a, p)).collect::<Vec<_>>(),
                "{}", definition.entry.id
            );
            for ((_, _, negatives), (a, p, choice)) in found.iter().zip(&expected) {
                match choice {
                    Choice::All(all) => prop_assert_eq!(negatives, all, "{} {} {}", definition.entry.id, a, p),
                    Choice::OneOf(some) => {
                        prop_assert!(negatives.len() == 1 && some.contains(&negatives[0]), "{}", definition.entry.id);
                    }
                }
                prop_assert_eq!(matches!(choice, Choice::OneOf(_)), definition.draws);
            }
        }
    }
}

#[test]
fn random_definitions_give_each_negative_that_they_allow_the_same_chance() {
    // One anchor whose positive is at 0.5, and negatives at 0.25, 0.5, 0.6, 0.7, 0.8 and 2.
    let scene = Scene::new(
        Matrix::from_row_slice(1, 8, &[0.0, 0.5, 0.25, 0.5, 0.6, 0.7, 0.8, 2.0]),
        Relations::from_fn(1, 8, false, |_, j| match j {
            0 => Relation::Ignored,
            1 => Relation::Positive,
            _ => Relation::Negative,
        }),
    );
    for (i, definition) in DEFINITIONS.iter().enumerate().filter(|(_, d)| d.draws) {
        let allowed = allowed(definition.entry.id, &scene, 1.0);
        let Choice::OneOf(candidates) = &allowed[0].2 else { panic!("{}", definition.entry.id) };
        let miner = built(i, 1.0);
        let mut counts: BTreeMap<usize, f64> = BTreeMap::new();
        let draws = 6000;
        for seed in 0..draws {
            *counts.entry(triplets(&scene.mine(&*miner, seed))[0].2).or_default() += 1.0;
        }
        assert_eq!(
            counts.keys().collect::<Vec<_>>(),
            candidates.iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
        );
        let expected = draws as f64 / candidates.len() as f64;
        let chi_squared: f64 = counts.values().map(|c| (c - expected) * (c - expected) / expected).sum();
        // The 99.9 % point of χ² with 4 degrees of freedom; the seeds are fixed.
        assert!(candidates.len() <= 5 && chi_squared < 18.5, "{}: {counts:?}", definition.entry.id);
    }
}
