//! Laws of every miner: what it selects is valid, and is what a second, plain implementation selects from the same numbers.

mod common;

use common::*;
use proptest::prelude::*;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::miner::{LIST, Miner, MinerSpec};
use pushpull::learn::num::Matrix;
use pushpull::learn::random::stream;
use pushpull::learn::spec::Params;
use std::collections::{BTreeMap, BTreeSet};

/// What a miner is shown.
#[derive(Debug)]
struct Scene {
    distances: Matrix,
    relations: Relations,
}

/// Batches with singletons, duplicates, single classes and no points at all, and arbitrary relations to other references. Distances are
/// from a coarse grid, so that there are many ties.
fn scenes() -> impl Strategy<Value = Scene> {
    let labels = prop::collection::vec(0..4_usize, 0..12);
    let within = labels.prop_flat_map(|labels| {
        let n = labels.len();
        (Just(labels), prop::collection::vec(0..n.max(1) * 2, n), prop::collection::vec(0..6_u8, n * n))
    });
    let within = within.prop_map(|(labels, ids, grid)| {
        // The same point twice in a batch has the same label both times.
        let labels: Vec<usize> = ids.iter().map(|id| labels[id % labels.len()]).collect();
        let n = labels.len();
        let distances = Matrix::from_iterator(n, n, grid.into_iter().map(|d| f64::from(d) * 0.25));
        Scene { distances, relations: Relations::supervised(&labels, &ids) }
    });
    let across = (0..6_usize, 0..9_usize).prop_flat_map(|(n, m)| {
        (Just((n, m)), prop::collection::vec(0..6_u8, n * m), prop::collection::vec(0..3_u8, n * m))
    });
    let across = across.prop_map(|((n, m), grid, kinds)| {
        let kind = |i: usize, j: usize| match kinds[i * m + j] {
            0 => Relation::Positive,
            1 => Relation::Negative,
            _ => Relation::Ignored,
        };
        let distances = Matrix::from_iterator(n, m, grid.into_iter().map(|d| f64::from(d) * 0.25));
        Scene { distances, relations: Relations::from_fn(n, m, false, kind) }
    });
    prop_oneof![3 => within, 1 => across]
}

fn mine(miner: &dyn Miner, scene: &Scene, seed: u64) -> Tuples {
    miner.mine(&scene.distances, &scene.relations, &mut stream(seed, "miner", 0))
}

fn settings(spec: &MinerSpec) -> Vec<Params> {
    usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)).collect()
}

/// The (distance, index) pairs of an anchor's references of one relation, nearest first, the lowest index first among equals.
fn ranked(scene: &Scene, anchor: usize, relation: Relation) -> Vec<(f64, usize)> {
    let all = (0..scene.relations.columns()).filter(|j| scene.relations.get(anchor, *j) == relation);
    let mut ranked: Vec<(f64, usize)> = all.map(|j| (scene.distances[(anchor, j)], j)).collect();
    ranked.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
    ranked
}

/// What the entry with this id selects, by sorting; `None` for entries without an oracle here.
fn oracle(id: &str, setting: &Params, scene: &Scene) -> Option<Vec<(usize, usize, Vec<usize>)>> {
    let mut tuples = vec![];
    for a in 0..scene.relations.rows() {
        let positives = ranked(scene, a, Relation::Positive);
        let negatives = ranked(scene, a, Relation::Negative);
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
            "semi-hard" => {
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
                for (a, p, negatives) in mine(&*(spec.build)(&setting), &scene, seed).iter() {
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
            let once = listed(&mine(&*(spec.build)(&Params::defaults(&spec.entry)), &scene, seed));
            let again = listed(&mine(&*(spec.build)(&Params::defaults(&spec.entry)), &scene, seed));
            prop_assert_eq!(once, again, "{}", spec.entry.id);
        }
    }

    #[test]
    fn a_plain_second_implementation_selects_the_same_ties_to_the_lowest_index(scene in scenes()) {
        for spec in LIST {
            let on_the_grid = [0.25, 0.5].map(|margin| params(&spec.entry, &[("margin", margin)]));
            for setting in settings(spec).into_iter().chain(on_the_grid) {
                if let Some(expected) = oracle(spec.entry.id, &setting, &scene) {
                    let mut found = listed(&mine(&*(spec.build)(&setting), &scene, 0));
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
        for (a, _, negatives) in mine(&*random, &scene, seed).iter() {
            prop_assert_eq!(negatives.len(), 1);
            *drawn.entry(a).or_default() += 1;
        }
        let complete = |a: &usize| {
            [Relation::Positive, Relation::Negative].iter().all(|r| !ranked(&scene, *a, *r).is_empty())
        };
        let anchors = (0..scene.relations.rows()).filter(complete);
        prop_assert_eq!(drawn, anchors.map(|a| (a, count)).collect::<BTreeMap<_, _>>());
    }
}

#[test]
fn four_miners_have_a_second_implementation_here() {
    let scene = Scene { distances: Matrix::zeros(3, 3), relations: relations(&[0, 0, 1]) };
    let known = LIST.iter().filter(|s| oracle(s.entry.id, &Params::defaults(&s.entry), &scene).is_some());
    assert_eq!(known.map(|s| s.entry.id).collect::<BTreeSet<_>>(), ["all", "batch-hard", "hard", "semi-hard"].into());
}

#[test]
fn random_draws_positives_and_negatives_uniformly() {
    let scene = Scene { distances: Matrix::zeros(7, 7), relations: relations(&[0, 0, 0, 1, 1, 2, 2]) };
    let random = (spec(LIST, "random").build)(&Params::new([("count", 10.0)]));
    let mut drawn: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for seed in 0..1000 {
        for triplet in triplets(&mine(&*random, &scene, seed)).into_iter().filter(|t| t.0 == 0) {
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
            let straight = Scene { distances: &noise + noise.transpose(), relations: relations(&labels) };
            let shuffled = Scene {
                distances: Matrix::from_fn(8, 8, |i, j| straight.distances[(order[i], order[j])]),
                relations: relations(&order.map(|i| labels[i])),
            };
            let draws = listed(&mine(&*miner, &straight, 1)) != listed(&mine(&*miner, &straight, 2));
            let renamed =
                triplets(&mine(&*miner, &straight, 0)).into_iter().map(|(a, p, n)| (place(a), place(p), place(n)));
            let found: BTreeSet<_> = triplets(&mine(&*miner, &shuffled, 0)).into_iter().collect();
            if !draws {
                assert_eq!(found, renamed.collect::<BTreeSet<_>>(), "{}", spec.entry.id);
            }
        }
    }
}

#[test]
fn when_all_distances_tie_everyone_chooses_the_same_negative() {
    // At total collapse the lowest index wins, so anchors of classes 1 and 2 all meet point 0.
    let scene = Scene { distances: Matrix::zeros(6, 6), relations: relations(&[0, 0, 1, 1, 2, 2]) };
    for id in ["hard", "batch-hard"] {
        let tuples = mine(&*(spec(LIST, id).build)(&Params::default()), &scene, 0);
        assert_eq!(tuples.len(), 6);
        assert!(triplets(&tuples).iter().all(|(a, _, n)| *n == if *a < 2 { 2 } else { 0 }), "{id}");
    }
    let semi = (spec(LIST, "semi-hard").build)(&Params::new([("margin", 1.0)]));
    assert!(mine(&*semi, &scene, 0).is_empty(), "no negative is farther than the positive");
}
