//! Miners of pairs select positives and negatives apart: what losses make of an anchor that has the one and not the other.

mod common;

use common::*;
use pushpull::learn::compare::Tuples;
use pushpull::learn::loss::{LIST, LossInput, LossOutput};
use pushpull::learn::num::Matrix;
use pushpull::learn::spec::Params;

const LABELS: [usize; 6] = [0, 0, 0, 1, 1, 1];

/// Anchor 0 with both, anchor 1 with positives alone, anchors 3 and 4 with negatives alone.
fn apart() -> Tuples {
    let mut tuples = Tuples::default();
    tuples.push_pairs(0, &[1, 2], &[3, 5]);
    tuples.push_pairs(1, &[2], &[]);
    tuples.push_pairs(3, &[], &[2]);
    tuples.push_pairs(4, &[], &[0, 1]);
    tuples
}

fn evaluate(id: &str, affinities: &Matrix, tuples: &Tuples) -> LossOutput {
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
    let out = evaluate("contrastive", &Matrix::from_element(6, 6, 0.25), &apart());
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
        let affinities = normals(1, 6, 6).map(f64::abs);
        let mut complete = Tuples::default();
        complete.push_pairs(0, &[1, 2], &[3, 5]);
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
        only_positives.push_pairs(0, &[1, 2], &[]);
        only_positives.push_pairs(4, &[3], &[]);
        let mut only_negatives = Tuples::default();
        only_negatives.push_pairs(0, &[], &[3, 4, 5]);
        for (what, tuples) in [("both", apart()), ("positives", only_positives), ("negatives", only_negatives)] {
            let affinities = normals(3, 6, 6).map(|x| 0.5 * x.abs());
            let found = evaluate(spec.entry.id, &affinities, &tuples);
            let what = format!("{} with {what}", spec.entry.id);
            assert!(found.sum.is_finite() && found.weights.iter().all(|w| w.is_finite()), "{what}");
            let loss = (spec.build)(&Params::defaults(&spec.entry));
            let sloping = loss.held(&affinities).unwrap_or(loss);
            let relations = relations(&LABELS);
            let sum = |affinities: &Matrix| {
                sloping.evaluate(&LossInput { affinities, relations: &relations, tuples: &tuples, numbers: &[] }).sum
            };
            assert_slopes(&found.weights, &affinities, sum, &what);
        }
    }
}

#[test]
fn nothing_but_lone_negatives_is_not_nothing() {
    let mut tuples = Tuples::default();
    tuples.push_pairs(0, &[], &[]);
    assert!(tuples.is_empty());
    tuples.push_pairs(0, &[], &[3]);
    assert!(!tuples.is_empty());
    assert_eq!((tuples.len(), tuples.triplets(), tuples.lone()), (0, 0, &[(0, 3)][..]));
}
