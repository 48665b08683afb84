//! Miners of pairs select positives and negatives separately: what losses do with an anchor that has only one kind.

use crate::common::scenes::scenes;
use crate::common::*;
use proptest::prelude::*;
use pushpull::learn::compare::{Relation, Tuples};
use pushpull::learn::loss::{LIST, LossInput, LossOutput, Proxies};
use pushpull::learn::num::Matrix;
use pushpull::learn::pair_matrix::PairMatrix;
use pushpull::learn::spec::Params;
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, miner};
use std::collections::BTreeSet;

const LABELS: [usize; 6] = [0, 0, 0, 1, 1, 1];

/// Anchor 0 with both, anchor 1 with positives alone, anchors 3 and 4 with negatives alone.
fn apart() -> Tuples {
    let mut tuples = Tuples::default();
    tuples.push_pairs(0, [1, 2], [3, 5]);
    tuples.push_pairs(1, [2], []);
    tuples.push_pairs(3, [], [2]);
    tuples.push_pairs(4, [], [0, 1]);
    tuples
}

fn evaluate(id: &str, affinities: &PairMatrix, tuples: &Tuples) -> LossOutput {
    let spec = spec(LIST, id);
    let relations = relations(&LABELS);
    (spec.build)(&Params::defaults(&spec.entry)).evaluate(&LossInput {
        affinities,
        relations: &relations,
        tuples,
        numbers: &[],
    })
}

#[test]
fn a_loss_of_pairs_sees_every_selected_pair() {
    let out = evaluate("contrastive", &PairMatrix::from_element(6, 6, 0.25), &apart());
    let cells = |sign: f64| {
        let all = (0..6).flat_map(|i| (0..6).map(move |j| (i, j)));
        all.filter(|cell| out.weights[*cell] * sign > 0.0).collect::<Vec<_>>()
    };
    assert_eq!(cells(1.0), [(0, 1), (0, 2), (1, 2)]);
    assert_eq!(cells(-1.0), [(0, 3), (0, 4), (0, 5), (1, 4), (2, 3)]);
    assert_eq!(out.terms, 8);
}

#[test]
fn a_loss_of_triplets_sees_the_complete_ones_only() {
    for id in ["triplet", "soft-triplet"] {
        let affinities = PairMatrix::from(normals(1, 6, 6).map(f64::abs));
        let mut complete = Tuples::default();
        complete.push_pairs(0, [1, 2], [3, 5]);
        let (all, some) = (evaluate(id, &affinities, &apart()), evaluate(id, &affinities, &complete));
        assert_eq!((all.sum, all.terms, all.active), (some.sum, some.terms, some.active));
        assert_eq!(all.weights, some.weights);
        assert_eq!(all.terms, 4);
    }
}

#[test]
fn every_loss_has_slopes_where_a_selection_is_one_sided() {
    for spec in LIST {
        let mut only_positives = Tuples::default();
        only_positives.push_pairs(0, [1, 2], []);
        only_positives.push_pairs(4, [3], []);
        let mut only_negatives = Tuples::default();
        only_negatives.push_pairs(0, [], [3, 4, 5]);
        for (what, tuples) in [("both", apart()), ("positives", only_positives), ("negatives", only_negatives)] {
            let affinities = PairMatrix::from(normals(3, 6, 6).map(|x| 0.5 * x.abs()));
            let found = evaluate(spec.entry.id, &affinities, &tuples);
            let what = format!("{} with {what}", spec.entry.id);
            assert!(found.sum.is_finite() && found.weights.iter().all(|w| w.is_finite()), "{what}");
            let loss = (spec.build)(&Params::defaults(&spec.entry));
            let sloping = loss.held(&affinities).unwrap_or(loss);
            let relations = relations(&LABELS);
            let sum = |affinities: &Matrix| {
                let affinities = &affinities.clone().into();
                sloping.evaluate(&LossInput { affinities, relations: &relations, tuples: &tuples, numbers: &[] }).sum
            };
            assert_slopes(&matrix(&found.weights), &matrix(&affinities), sum, &what);
        }
    }
}

#[test]
fn nothing_but_lone_negatives_is_not_nothing() {
    let mut tuples = Tuples::default();
    tuples.push_pairs(0, [], []);
    assert!(tuples.is_empty());
    tuples.push_pairs(0, [], [3]);
    assert!(!tuples.is_empty());
    assert_eq!((tuples.len(), tuples.triplets(), tuples.lone().collect::<Vec<_>>()), (0, 0, vec![(0, 3)]));
}

#[test]
fn a_batch_without_a_positive_or_without_a_negative_moves_nothing_unless_the_loss_reads_pairs() {
    for loss in LIST {
        for affinity in affinity::LIST {
            let pipeline = Pipeline { affinity, ..with_loss(loss, &Params::defaults(&loss.entry)) };
            // With proxies a lone point has a positive, its proxy; without a second class there is still no negative.
            let with_proxies = pipeline.loss.learns().proxies != Proxies::None;
            for (labels, speak) in [([0, 0, 0, 0], ONE_CLASS), ([0, 1, 2, 3], ONE_POINT_EACH)] {
                let (weighed, gradient) = weigh(&pipeline, &normals(4, 2, 4), &compared(loss, &labels));
                let what = format!("{} {} {labels:?}", loss.entry.id, affinity.entry.id);
                let alone = with_proxies && labels[1] > 0;
                assert!(alone || weighed.tuples.triplets() == 0, "{what}");
                if !alone && !speak.contains(&loss.entry.id) {
                    assert_eq!((weighed.loss, gradient.amax()), (0.0, 0.0), "{what}");
                } else {
                    assert!(weighed.output.terms > 0, "{what}");
                }
            }
        }
    }
}

/// The losses that read a positive pair though there is no negative, and a negative pair though there is no positive.
const ONE_CLASS: &[&str] = &[
    "contrastive",
    "margin-loss",
    "n-pair",
    "nt-xent",
    "sup-con",
    "multi-similarity",
    "align-uniform",
    "proxy-anchor",
    "center-loss",
];
const ONE_POINT_EACH: &[&str] = &["contrastive", "margin-loss", "multi-similarity"];

/// The (anchor, reference) pairs of a selection, positive and negative.
fn pairs(tuples: &Tuples) -> [BTreeSet<(usize, usize)>; 2] {
    let negatives = tuples.iter().flat_map(|(a, _, ns)| ns.iter().map(move |n| (a, *n)));
    [tuples.iter().map(|(a, p, _)| (a, p)).collect(), negatives.chain(tuples.lone()).collect()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn pair_margin_selects_each_pair_by_its_distance_alone(scene in scenes(), far in 0..6_u8, near in 0..6_u8) {
        let limits = [("positive_margin", f64::from(far) * 0.25), ("negative_margin", f64::from(near) * 0.25)];
        let spec = spec(miner::LIST, "pair-margin");
        let found = pairs(&scene.mine(&*(spec.build)(&params(&spec.entry, &limits)), 0));
        let those = |relation, rule: &dyn Fn(f64) -> bool| -> BTreeSet<_> {
            cells(&scene.relations, relation).into_iter().filter(|cell| rule(scene.distances[*cell])).collect()
        };
        prop_assert_eq!(&found[0], &those(Relation::Positive, &|d| d > limits[0].1));
        prop_assert_eq!(&found[1], &those(Relation::Negative, &|d| d < limits[1].1));
    }

    #[test]
    fn all_gives_every_loss_the_pairs_that_the_hardest_share_gives_it_with_nothing_left_out(scene in scenes()) {
        let whole = spec(miner::LIST, "hdc");
        let whole = scene.mine(&*(whole.build)(&params(&whole.entry, &[("share", 1.0)])), 0);
        let all = scene.mine(&*built_miner("all"), 0);
        prop_assert_eq!(&pairs(&all), &[Relation::Positive, Relation::Negative].map(|r| cells(&scene.relations, r).into_iter().collect()));
        for spec in LIST {
            let loss = (spec.build)(&Params::defaults(&spec.entry));
            let numbers: Vec<f64> = loss.learns().numbers.iter().map(|number| number.start).collect();
            let [found, expected] = [&all, &whole].map(|tuples| {
                loss.evaluate(&LossInput { affinities: &scene.distances, relations: &scene.relations, tuples, numbers: &numbers })
            });
            prop_assert_eq!(found.terms, expected.terms, "{}", spec.entry.id);
            prop_assert!((found.sum - expected.sum).abs() < 1e-9, "{}", spec.entry.id);
            prop_assert!((matrix(&found.weights) - matrix(&expected.weights)).amax() < 1e-9, "{}", spec.entry.id);
        }
    }

    #[test]
    fn hdc_selects_the_hardest_share_of_both_kinds_the_first_of_equals(scene in scenes(), tenths in 0..=10_u8) {
        let share = f64::from(tenths) / 10.0;
        let spec = spec(miner::LIST, "hdc");
        let found = pairs(&scene.mine(&*(spec.build)(&params(&spec.entry, &[("share", share)])), 0));
        for (kind, relation, sign) in [(0, Relation::Positive, -1.0), (1, Relation::Negative, 1.0)] {
            let mut ranked = cells(&scene.relations, relation);
            ranked.sort_by(|x, y| (sign * scene.distances[*x]).total_cmp(&(sign * scene.distances[*y])));
            let kept = (share * ranked.len() as f64).ceil() as usize;
            prop_assert_eq!(&found[kind], &ranked[..kept].iter().copied().collect::<BTreeSet<_>>());
        }
    }
}
