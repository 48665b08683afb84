//! Laws of every miner: its selection is valid, and equals that of a second, plain implementation.

use crate::common::scenes::{Scene, scenes};
use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::compare::{Relation, Relations, Tuples};
use pushpull::learn::miner::{LIST, MineInput, Miner, MinerSpec};
use pushpull::learn::num::{Matrix, cos, sin};
use pushpull::learn::random::stream;
use pushpull::learn::spec::Params;
use std::collections::{BTreeMap, BTreeSet};

/// Miners that select positives and negatives separately; see pair_selection.rs.
const OF_PAIRS: [&str; 3] = ["all", "hdc", "pair-margin"];

/// Miners with a second implementation here.
const HAVE_AN_ORACLE: [&str; 8] =
    ["all", "batch-hard", "easy-positive", "hard", "multi-similarity", "n-hard", "semi-hard", "triplet-margin"];

fn settings(spec: &MinerSpec) -> Vec<Params> {
    usual_settings(&spec.entry).into_iter().chain(extreme_settings(&spec.entry)).collect()
}

/// The selection of the entry with this id, by sorting; `None` for other entries and settings.
fn oracle(id: &str, setting: &Params, scene: &Scene) -> Option<Vec<(usize, usize, Vec<usize>)>> {
    if !HAVE_AN_ORACLE.contains(&id) {
        return None;
    }
    let mut tuples = vec![];
    for a in 0..scene.relations.rows() {
        let positives = scene.ranked(a, Relation::Positive);
        let negatives = scene.ranked(a, Relation::Negative);
        if id == "all" {
            let everyone: Vec<usize> = negatives.iter().map(|n| n.1).collect();
            tuples.extend(positives.iter().map(|p| (a, p.1, everyone.clone())));
        }
        if positives.is_empty() || negatives.is_empty() {
            continue;
        }
        let nearest = negatives[0].1;
        match id {
            "all" => {}
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
            "easy-positive" => {
                let (near, p) = positives[0];
                let semi_hard = setting.get("negative") == 0.0;
                let n = negatives.iter().find(|n| !semi_hard || n.0 > near);
                tuples.extend(n.map(|n| (a, p, vec![n.1])));
            }
            "n-hard" => {
                let taken = negatives.iter().skip(setting.count("skip")).take(setting.count("count"));
                let taken: Vec<usize> = taken.map(|n| n.1).collect();
                tuples.extend(positives.iter().filter(|_| !taken.is_empty()).map(|p| (a, p.1, taken.clone())));
            }
            "triplet-margin" => {
                let margin = setting.get("margin");
                let kind = |gap: f64| match setting.count("type") {
                    0 => gap <= margin,
                    1 => gap <= 0.0,
                    2 => gap > 0.0 && gap <= margin,
                    _ => gap > margin,
                };
                for (d, p) in positives {
                    let taken: Vec<usize> = negatives.iter().filter(|n| kind(n.0 - d)).map(|n| n.1).collect();
                    tuples.extend((!taken.is_empty()).then_some((a, p, taken)));
                }
            }
            "multi-similarity" => {
                let (epsilon, near, far) = (setting.get("epsilon"), negatives[0].0, positives[positives.len() - 1].0);
                let taken = negatives.iter().filter(|n| n.0 - epsilon < far).map(|n| n.1).collect::<Vec<_>>();
                let own = positives.iter().filter(|p| p.0 + epsilon > near);
                tuples.extend(own.map(|p| (a, p.1, taken.clone())));
            }
            _ => return None,
        }
    }
    Some(sorted(tuples))
}

/// Tuples in order, and their negatives in order.
fn sorted(mut tuples: Vec<(usize, usize, Vec<usize>)>) -> Vec<(usize, usize, Vec<usize>)> {
    tuples.iter_mut().for_each(|tuple| tuple.2.sort());
    tuples.sort();
    tuples
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn what_is_selected_is_an_anchor_a_positive_of_it_and_negatives_of_it(scene in scenes(), seed in 0..100_u64) {
        for spec in LIST {
            for setting in settings(spec) {
                let tuples = scene.mine(&*(spec.build)(&setting), seed);
                let mut seen = BTreeSet::new();
                for (a, p, negatives) in tuples.iter() {
                    prop_assert_eq!(scene.relations.get(a, p), Relation::Positive, "{}", spec.entry.id);
                    prop_assert!(!negatives.is_empty() || OF_PAIRS.contains(&spec.entry.id), "{}", spec.entry.id);
                    for n in negatives {
                        prop_assert_eq!(scene.relations.get(a, *n), Relation::Negative, "{}", spec.entry.id);
                    }
                    prop_assert_eq!(negatives.iter().collect::<BTreeSet<_>>().len(), negatives.len(), "{}", spec.entry.id);
                    // Only random triplets can come twice.
                    prop_assert!(seen.insert((a, p)) || spec.entry.id.starts_with("random"), "{}", spec.entry.id);
                }
                for (a, n) in tuples.lone() {
                    prop_assert!(OF_PAIRS.contains(&spec.entry.id), "{}", spec.entry.id);
                    prop_assert_eq!(scene.relations.get(a, n), Relation::Negative, "{}", spec.entry.id);
                    prop_assert!(seen.iter().all(|(anchor, _)| *anchor != a), "{}", spec.entry.id);
                }
            }
        }
    }

    #[test]
    fn distances_that_are_not_finite_make_no_miner_panic(scene in scenes(), cells in prop::collection::vec(0..64_usize, 1..9)) {
        for spec in LIST {
            for setting in settings(spec) {
                for strange in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                    let mut scene = scene.clone();
                    let (rows, columns) = scene.distances.shape();
                    let inside = cells.iter().filter(|_| rows * columns > 0);
                    inside.for_each(|cell| scene.distances[(cell / 8 % rows, cell % 8 % columns)] = strange);
                    for (a, p, _) in scene.mine(&*(spec.build)(&setting), 0).iter() {
                        prop_assert_eq!(scene.relations.get(a, p), Relation::Positive, "{}", spec.entry.id);
                    }
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
                let everything = scene.mine(&*miner, seed);
                let all = listed(&everything);
                for a in 0..scene.relations.rows() {
                    let input = MineInput { only: Some(a), ..scene.input() };
                    let asked = miner.mine(&input, &mut stream(seed, "miner", 0));
                    let lone = |tuples: &Tuples| tuples.lone().filter(|pair| pair.0 == a).collect::<Vec<_>>();
                    prop_assert_eq!(lone(&asked), lone(&everything), "{} {:?}", spec.entry.id, setting);
                    let mut own = listed(&asked);
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
                    let found = sorted(listed(&scene.mine(&*(spec.build)(&setting), 0)));
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
fn every_miner_has_a_second_implementation_or_a_law_of_its_own() {
    let scene = Scene::new(Matrix::zeros(3, 3), relations(&[0, 0, 1]));
    let known = LIST.iter().filter(|s| oracle(s.entry.id, &Params::defaults(&s.entry), &scene).is_some());
    // Below, in pair_selection.rs and in oracle/miners.rs.
    let with_laws = ["random", "random-first", "angular", "hdc", "pair-margin", "distance-weighted"];
    let all: BTreeSet<&str> = known.map(|s| s.entry.id).chain(with_laws).collect();
    assert_eq!(all, LIST.iter().map(|s| s.entry.id).collect());
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
            // Not symmetric, so that no two distances are equal.
            let straight = Scene::new(normals(seed, 8, 8).map(f64::abs), relations(&labels));
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
    // At total collapse the lowest index wins, so anchors of classes 1 and 2 all select point 0.
    let scene = Scene::new(Matrix::zeros(6, 6), relations(&[0, 0, 1, 1, 2, 2]));
    for id in ["hard", "batch-hard"] {
        let tuples = scene.mine(&*(spec(LIST, id).build)(&Params::default()), 0);
        assert_eq!(tuples.len(), 6);
        assert!(triplets(&tuples).iter().all(|(a, _, n)| *n == if *a < 2 { 2 } else { 0 }), "{id}");
    }
    let semi = (spec(LIST, "semi-hard").build)(&params(&spec(LIST, "semi-hard").entry, &[("margin", 1.0)]));
    assert!(scene.mine(&*semi, 0).is_empty(), "no negative is farther than the positive");
}

#[test]
fn random_first_is_random_until_its_step_and_then_the_other_miner() {
    let scene = Scene::new(normals(1, 9, 9).map(f64::abs), relations(&[0, 0, 0, 1, 1, 1, 2, 2, 2]));
    let entry = &spec(LIST, "random-first").entry;
    for (then, id) in ["hard", "batch-hard", "semi-hard"].into_iter().enumerate() {
        let first = (spec(LIST, "random-first").build)(&params(
            entry,
            &[("steps", 7.0), ("then", then as f64), ("margin", 0.4)],
        ));
        let at = |miner: &dyn Miner, step: u64| {
            listed(&miner.mine(&MineInput { step, ..scene.input() }, &mut stream(3, "miner", step)))
        };
        let other = spec(LIST, id);
        let other = (other.build)(&params(&other.entry, &[("margin", 0.4)]));
        for step in 0..14 {
            let expected = if step < 7 { at(&*built_miner("random"), step) } else { at(&*other, step) };
            assert_eq!(at(&*first, step), expected, "{id} at step {step}");
        }
    }
}

#[test]
fn angular_selects_what_the_angle_says() {
    let mut near_the_limit = 0;
    for seed in 0..200 {
        let (rows, columns, within) = if seed % 2 == 0 { (8, 8, true) } else { (5, 9, false) };
        let references = normals(seed, 2, columns);
        let points = if within { references.clone() } else { normals(seed + 1000, 2, rows) };
        let distances = Matrix::from_fn(rows, columns, |i, j| (points.column(i) - references.column(j)).norm());
        let relations = if within {
            relations(&[0, 0, 0, 1, 1, 2, 2, 2])
        } else {
            Relations::from_fn(rows, columns, false, |i, j| {
                if (i + j) % 3 == 0 { Relation::Positive } else { Relation::Negative }
            })
        };
        let scene = Scene { references, ..Scene::new(distances, relations) };
        for degrees in [0.0_f64, 5.0, 20.0, 60.0, 90.0] {
            let entry = spec(LIST, "angular");
            let miner = (entry.build)(&params(&entry.entry, &[("angle", degrees)]));
            let found: BTreeSet<_> = triplets(&scene.mine(&*miner, 0)).into_iter().collect();
            for (a, p) in cells(&scene.relations, Relation::Positive) {
                for n in scene.relations.of(a, Relation::Negative) {
                    let middle = (points.column(a) + scene.references.column(p)) / 2.0;
                    let across = 2.0 * (scene.references.column(n) - middle).norm();
                    // tan of the angle, against that of the limit.
                    let (wide, limit) =
                        (scene.distances[(a, p)] / across, sin(degrees.to_radians()) / cos(degrees.to_radians()));
                    if (wide / limit - 1.0).abs() > 1e-6 {
                        assert_eq!(found.contains(&(a, p, n)), wide > limit, "{degrees}: {wide}");
                        near_the_limit += usize::from((wide / limit - 1.0).abs() < 0.1);
                    }
                }
            }
        }
    }
    assert!(near_the_limit > 100);
}
