//! The mined tuples in two other arrangements: by anchor, and as distinct pairs.
//!
//! A loss over "all pairs of the batch" takes the anchor's selected positives P(a) and negatives N(a), each once, however many tuples
//! name them. When every tuple is mined, they are all positives and negatives of a, and the loss is the paper's. An anchor without a
//! positive or without a negative is in no tuple then and has no group; a miner that selects pairs may give a group only one of the two.

use super::LossInput;
use crate::learn::compare::Relation;
use crate::learn::order::sort_by_number;
use std::ops::Range;

/// One anchor with what was mined for it.
pub(super) struct Group<'a> {
    /// The anchor: a row.
    pub anchor: usize,
    /// Its distinct positives.
    pub positives: &'a [usize],
    /// Its distinct negatives.
    pub negatives: &'a [usize],
}

impl Group<'_> {
    /// Positives, then negatives.
    pub fn members(&self) -> impl Iterator<Item = &usize> + Clone {
        self.positives.iter().chain(self.negatives)
    }
}

/// The groups of all anchors, ascending.
pub(super) struct Groups {
    heads: Vec<(usize, Range<usize>, Range<usize>)>,
    members: Vec<usize>,
}

impl Groups {
    /// Gathers the tuples by anchor. Negatives that several tuples of an anchor share are read once.
    pub fn of(input: &LossInput) -> Self {
        let lone = input.tuples.lone().iter().map(|(anchor, n)| (*anchor, &[][..], std::slice::from_ref(n)));
        let mut runs: Vec<_> = input.tuples.runs().chain(lone).collect();
        if !runs.is_sorted_by_key(|(anchor, ..)| *anchor) {
            sort_by_number(&mut runs, |(anchor, ..)| *anchor as f64);
        }
        let mut groups = Self { heads: vec![], members: vec![] };
        let mut seen = vec![0; input.affinities.ncols()];
        let mut mark = 0;
        for own in runs.chunk_by(|x, y| x.0 == y.0) {
            let positives = groups.add(own.iter().flat_map(|(_, ps, _)| *ps), &mut seen, &mut mark);
            let lists = own.chunk_by(|x, y| std::ptr::eq(x.2, y.2)).flat_map(|same| same[0].2);
            let negatives = groups.add(lists, &mut seen, &mut mark);
            groups.heads.push((own[0].0, positives, negatives));
        }
        groups
    }

    /// Adds what was not seen since the last call. `seen` holds for every reference the mark of the last call that saw it.
    fn add<'a>(
        &mut self,
        members: impl Iterator<Item = &'a usize>,
        seen: &mut [usize],
        mark: &mut usize,
    ) -> Range<usize> {
        let start = self.members.len();
        *mark += 1;
        self.members.extend(members.filter(|m| std::mem::replace(&mut seen[**m], *mark) != *mark));
        start..self.members.len()
    }

    /// Visits every anchor.
    pub fn iter(&self) -> impl Iterator<Item = Group<'_>> {
        self.heads.iter().map(|(anchor, positives, negatives)| Group {
            anchor: *anchor,
            positives: &self.members[positives.clone()],
            negatives: &self.members[negatives.clone()],
        })
    }
}

/// The distinct positive and negative pairs of the tuples, row by row. Pairs (i, j) and (j, i) of one batch are the same pair, which is
/// given with i < j. Here negatives of anchors without a positive count, too.
pub(super) fn pairs(input: &LossInput) -> [Vec<(usize, usize)>; 2] {
    let (rows, columns) = input.affinities.shape();
    let mut cells = vec![Relation::Ignored; rows * columns];
    let within = input.relations.within;
    let place = |a: usize, b: usize| if within { a.min(b) * columns + a.max(b) } else { a * columns + b };
    for group in Groups::of(input).iter() {
        group.positives.iter().for_each(|p| cells[place(group.anchor, *p)] = Relation::Positive);
        group.negatives.iter().for_each(|n| cells[place(group.anchor, *n)] = Relation::Negative);
    }
    input.tuples.lone().iter().for_each(|(a, n)| cells[place(*a, *n)] = Relation::Negative);
    [Relation::Positive, Relation::Negative].map(|wanted| {
        let found = cells.iter().enumerate().filter(|(_, relation)| **relation == wanted);
        found.map(|(k, _)| (k / columns, k % columns)).collect()
    })
}
