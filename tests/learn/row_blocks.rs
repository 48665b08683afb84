//! Loss and gradient by blocks of rows equal those of all rows at once, for every loss, miner, affinity and reduction.

use crate::common::*;
use pushpull::learn::compare::Relation;
use pushpull::learn::num::Matrix;
use pushpull::learn::relating::{Relating, Tag};
use pushpull::learn::step::Pipeline;
use pushpull::learn::{affinity, head, loss, miner, reduction};

/// Enough points for several blocks, the last of which is not full.
const POINTS: usize = 290;

/// Classes of different sizes, one of them with a single point, in no particular order.
fn labels() -> Vec<usize> {
    (0..POINTS).map(|i| if i == 7 { 5 } else { (i * i + i / 3) % 5 }).collect()
}

fn assert_same(pipeline: &Pipeline, raw: &Matrix, relating: &Relating, what: &str) {
    let relations = &relating.clone().all();
    let learned = learned(pipeline, relations);
    let (loss, gradient) = pipeline.value_and_gradient(raw, relating, &learned, 3);
    let whole = pipeline.judge(raw, relations, &learned, 3);
    let expected = whole.weighed.loss;
    assert!((loss - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{what}: {loss} and {expected}");
    let (apart, size) = ((&gradient - &whole.gradient).amax(), whole.gradient.amax());
    assert!(apart <= 1e-11 * size.max(1e-3), "{what}: {apart} apart of {size}");
}

#[test]
fn every_loss_says_by_blocks_what_it_says_at_once() {
    let raw = normals(1, 2, POINTS);
    let mut by_blocks = 0;
    for spec in loss::LIST {
        let relations = Relating::from(compared(spec, &labels()));
        for setting in usual_settings(&spec.entry) {
            for (affinity, reduction) in affinity::LIST.iter().zip(reduction::LIST.iter().cycle()) {
                let pipeline = Pipeline { affinity, reduction, ..with_loss(spec, &setting) };
                by_blocks += usize::from(!pipeline.loss.is_joint());
                let what = format!("{} {setting:?} {} {}", spec.entry.id, affinity.entry.id, reduction.entry.id);
                assert_same(&pipeline, &raw, &relations, &what);
            }
        }
    }
    assert!(by_blocks > 0);
}

#[test]
fn every_miner_selects_by_blocks_what_it_selects_at_once() {
    let (raw, relations) = (normals(2, 2, POINTS), Relating::supervised(&labels(), &(0..POINTS).collect::<Vec<_>>()));
    for spec in miner::LIST {
        for setting in usual_settings(&spec.entry) {
            let pipeline = Pipeline { miner: (spec.build)(&setting), ..pipeline() };
            assert_same(&pipeline, &raw, &relations, &format!("{} {setting:?}", spec.entry.id));
        }
    }
}

#[test]
fn points_that_are_twice_in_a_batch_and_every_head_go_by_blocks_too() {
    let ids: Vec<usize> = (0..POINTS).map(|i| i % 250).collect();
    let labels: Vec<usize> = ids.iter().map(|id| id % 3).collect();
    let relations = Relating::supervised(&labels, &ids);
    for head in head::LIST {
        let pipeline = Pipeline { head, ..pipeline() };
        assert_same(&pipeline, &normals(3, 2, POINTS), &relations, head.entry.id);
    }
}

#[test]
fn what_has_no_label_is_neither_alike_nor_different() {
    let tags =
        |labels: &[Option<usize>]| labels.iter().map(|label| Tag { label: *label, id: None }).collect::<Vec<_>>();
    let labels = [Some(0), None, Some(1)];
    let relating = Relating::labelled(tags(&labels), tags(&labels));
    let (all, selected) = (relating.clone().all(), relating.select(&[0, 1, 2]));
    for (i, j) in (0..3).flat_map(|i| (0..3).map(move |j| (i, j))) {
        let expected = match (labels[i], labels[j]) {
            (None, _) | (_, None) => Relation::Ignored,
            _ if i == j => Relation::Positive,
            _ => Relation::Negative,
        };
        assert_eq!([all.get(i, j), selected.get(i, j)], [expected; 2], "{i} {j}");
    }
}
