//! Laws of every miner: what it selects is valid, and is what a second, plain implementation selects from the same numbers.

mod common;

use common::scenes::{Scene, scenes};
use common::*;
use proptest::prelude::*;
use pushpull::learn::compare::Relation;
use pushpull::learn::miner::{LIST, MineInput, MinerSpec};
use pushpull::learn::num::Matrix;
use pushpull::learn::random::stream;
use pushpull::learn::spec::Params;
use std::collections::{BTreeMap, BTreeSet};

fn settings(spec: &MinerSpec) -> Vec<Params> {
    usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)).collect()
}

/// What the entry with this id selects, by sorting; `None` for entries without an oracle here.
fn oracle(id: &str, setting: &Params, scene: &Scene) -> Option<Vec<(usize, usize, Vec<usize>)>> {
    let mut tuples = vec![];
    for a in 0..scene.relations.rows() {
        let positives = scene.ranked(a, Relation::Positive);
        let negatives = scene.ranked(a, Relation::Negative);
        if positives.is_empty() || negatives.is_empty() {
            continue;
        }
        let nearest = negatives[0].1;
        match id {
            "all" => {
                let everyone: BTreeSet<usize> = negatives.iter().map(|n| n.1).collect();
                tuples.extend(positives.iter().map(|p| (a, p.1, everyone.iter().copied().collect())));
            }
            "hard" => tuples.extend(positives.iter().map(|p| (a, p.1, vec![nearest]))),
            "batch-hard" => {
                let farthest = positives[positives.len() - 1].0;
                let first = positives.iter().find(|p| p.0 == farthest)?;
                tuples.push((a, first.1, vec![nearest]));
            }
            "semi-hard" if setting.get("definition") == 0.0 => {
                for (near, p) in positives {
                    let band = negatives.iter().find(|n| n.0 > near).filter(|n| n.0 < near + setting.get("margin"));
                    tuples.extend(band.map(|n| (a, p, vec![n.1])));
                }
            }
            _ => return None,
        }
    }
    tuples.sort();
    Some(tuples)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_selected_is_an_anchor_a_positive_of_it_and_negatives_of_it(scene in scenes(), seed in 0..100_u64) {
        for spec in LIST {
            for setting in settings(spec) {
                for (a, p, negatives) in scene.mine(&*(spec.build)(&setting), seed).iter() {
                    prop_assert_eq!(scene.relations.get(a, p), Relation::Positive, "{}", spec.entry.id);
                    prop_assert!(!negatives.is_empty(), "{}", spec.entry.id);
                    for n in negatives {
                        prop_assert_eq!(scene.relations.get(a, *n), Relation::Negative, "{}", spec.entry.id);
                    }
                    prop_assert_eq!(negatives.iter().collect::<BTreeSet<_>>().len(), negatives.len(), "{}", spec.entry.id);
                }
            }
        }
    }

    #[test]
    fn the_same_stream_selects_the_same(scene in scenes(), seed in 0..100_u64) {
        for spec in LIST {
            let once = listed(&scene.mine(&*(spec.build)(&Params::defaults(&spec.entry)), seed));
            let again = listed(&scene.mine(&*(spec.build)(&Params::defaults(&spec.entry)), seed));
            prop_assert_eq!(once, again, "{}", spec.entry.id);
        }
    }

    #[test]
    fn tuples_that_are_asked_for_one_anchor_are_those_that_it_has_among_all(scene in scenes(), seed in 0..100_u64) {
        for spec in LIST {
            for setting in usual_settings(&spec.entry) {
                let miner = (spec.build)(&setting);
                let all = listed(&scene.mine(&*miner, seed));
                for a in 0..scene.relations.rows() {
                    let input = MineInput { only: Some(a), ..scene.input() };
                    let mut own = listed(&miner.mine(&input, &mut stream(seed, "miner", 0)));
                    own.retain(|tuple| tuple.0 == a);
                    let expected = all.iter().filter(|tuple| tuple.0 == a).cloned().collect::<Vec<_>>();
                    prop_assert_eq!(own, expected, "{} {:?}", spec.entry.id, setting);
                }
            }
        }
    }

    #[test]
    fn a_plain_second_implementation_selects_the_same_ties_to_the_lowest_index(scene in scenes()) {
        for spec in LIST {
            let on_the_grid = [0.25, 0.5].map(|margin| params(&spec.entry, &[("margin", margin)]));
            for setting in settings(spec).into_iter().chain(on_the_grid) {
                if let Some(expected) = oracle(spec.entry.id, &setting, &scene) {
                    let mut found = listed(&scene.mine(&*(spec.build)(&setting), 0));
                    found.sort();
                    prop_assert_eq!(found, expected, "{} {:?}", spec.entry.id, setting);
                }
            }
        }
    }

    #[test]
    fn random_gives_every_complete_anchor_its_count_of_triplets(scene in scenes(), count in 1..5_usize, seed in 0..100_u64) {
        let random = (spec(LIST, "random").build)(&Params::new([("count", count as f64)]));
        let mut drawn: BTreeMap<usize, usize> = BTreeMap::new();
        for (a, _, negatives) in scene.mine(&*random, seed).iter() {
            prop_assert_eq!(negatives.len(), 1);
            *drawn.entry(a).or_default() += 1;
        }
        let complete = |a: &usize| {
            [Relation::Positive, Relation::Negative].iter().all(|r| !scene.ranked(*a, *r).is_empty())
        };
        let anchors = (0..scene.relations.rows()).filter(complete);
        prop_assert_eq!(drawn, anchors.map(|a| (a, count)).collect::<BTreeMap<_, _>>());
    }
}

#[test]
fn four_miners_have_a_second_implementation_here() {
    let scene = Scene::new(Matrix::zeros(3, 3), relations(&[0, 0, 1]));
    let known = LIST.iter().filter(|s| oracle(s.entry.id, &Params::defaults(&s.entry), &scene).is_some());
    assert_eq!(known.map(|s| s.entry.id).collect::<BTreeSet<_>>(), ["all", "batch-hard", "hard", "semi-hard"].into());
}

#[test]
fn random_draws_positives_and_negatives_uniformly() {
    let scene = Scene::new(Matrix::zeros(7, 7), relations(&[0, 0, 0, 1, 1, 2, 2]));
    let random = (spec(LIST, "random").build)(&Params::new([("count", 10.0)]));
    let mut drawn: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for seed in 0..1000 {
        for triplet in triplets(&scene.mine(&*random, seed)).into_iter().filter(|t| t.0 == 0) {
            *drawn.entry((triplet.1, triplet.2)).or_default() += 1;
        }
    }
    // Anchor 0 has two positives and four negatives: eight triplets, 10,000 draws.
    assert_eq!(drawn.len(), 8);
    assert!(drawn.values().all(|count| (1100..1400).contains(count)), "{drawn:?}");
}

#[test]
fn selection_follows_the_points_when_their_order_changes() {
    let labels = [0, 0, 0, 1, 1, 2, 2, 2];
    let order = [5, 2, 7, 0, 3, 6, 1, 4];
    let place = |i: usize| order.iter().position(|o| *o == i).unwrap();
    for spec in LIST {
        let miner = (spec.build)(&Params::defaults(&spec.entry));
        for seed in 0..20 {
            let noise = normals(seed, 8, 8).map(f64::abs);
            let straight = Scene::new(&noise + noise.transpose(), relations(&labels));
            let shuffled = Scene::new(
                Matrix::from_fn(8, 8, |i, j| straight.distances[(order[i], order[j])]),
                relations(&order.map(|i| labels[i])),
            );
            let draws = listed(&straight.mine(&*miner, 1)) != listed(&straight.mine(&*miner, 2));
            let renamed =
                triplets(&straight.mine(&*miner, 0)).into_iter().map(|(a, p, n)| (place(a), place(p), place(n)));
            let found: BTreeSet<_> = triplets(&shuffled.mine(&*miner, 0)).into_iter().collect();
            if !draws {
                assert_eq!(found, renamed.collect::<BTreeSet<_>>(), "{}", spec.entry.id);
            }
        }
    }
}

#[test]
fn when_all_distances_tie_everyone_chooses_the_same_negative() {
    // At total collapse the lowest index wins, so anchors of classes 1 and 2 all meet point 0.
    let scene = Scene::new(Matrix::zeros(6, 6), relations(&[0, 0, 1, 1, 2, 2]));
    for id in ["hard", "batch-hard"] {
        let tuples = scene.mine(&*(spec(LIST, id).build)(&Params::default()), 0);
        assert_eq!(tuples.len(), 6);
        assert!(triplets(&tuples).iter().all(|(a, _, n)| *n == if *a < 2 { 2 } else { 0 }), "{id}");
    }
    let semi = (spec(LIST, "semi-hard").build)(&params(&spec(LIST, "semi-hard").entry, &[("margin", 1.0)]));
    assert!(scene.mine(&*semi, 0).is_empty(), "no negative is farther than the positive");
}
