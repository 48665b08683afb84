//! The mined tuples arranged in two other ways: by anchor, and as distinct pairs.
//!
//! A loss over "all pairs of the batch" takes the anchor's selected positives a⁺ and negatives a⁻, each once, however many tuples name
//! them. If everything is mined, these are all positives and negatives of a, and the loss is the paper's. A group may have only one of the
//! two: what a loss makes of it is said by its formula.

use crate::learn::compare::Relation;
use crate::learn::loss::LossInput;
use crate::learn::order::sort_by_number;
use std::ops::Range;

/// One anchor and what was mined for it.
pub(in crate::loss) struct Group<'a> {
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

    /// Whether it has both positives and negatives.
    pub fn is_whole(&self) -> bool {
        !self.positives.is_empty() && !self.negatives.is_empty()
    }
}

/// The groups of all anchors, ascending.
#[derive(Default)]
pub(in crate::loss) struct Groups {
    heads: Vec<(usize, Range<usize>, Range<usize>)>,
    members: Vec<usize>,
    /// For every reference, the mark of the last list that contained it.
    seen: Vec<usize>,
    mark: usize,
}

impl Groups {
    /// The groups of an input.
    pub fn of(input: &LossInput) -> Self {
        let mut groups = Self::default();
        groups.read(input);
        groups
    }

    /// Gathers the tuples by anchor. Negatives that several tuples of an anchor share are read once.
    pub fn read(&mut self, input: &LossInput) -> &Self {
        let mut runs: Vec<_> = input.tuples.selected().collect();
        if !runs.is_sorted_by_key(|(anchor, ..)| *anchor) {
            sort_by_number(&mut runs, |(anchor, ..)| *anchor as f64);
        }
        self.heads.clear();
        self.members.clear();
        self.seen.clear();
        self.seen.resize(input.affinities.ncols(), 0);
        self.mark = 0;
        for own in runs.chunk_by(|x, y| x.0 == y.0) {
            let positives = self.add(own.iter().flat_map(|(_, ps, _)| *ps));
            let lists = own.chunk_by(|x, y| std::ptr::eq(x.2, y.2)).flat_map(|same| same[0].2);
            let negatives = self.add(lists);
            self.heads.push((own[0].0, positives, negatives));
        }
        self
    }

    /// Adds the members that this list does not contain yet.
    fn add<'a>(&mut self, members: impl Iterator<Item = &'a usize>) -> Range<usize> {
        let start = self.members.len();
        self.mark += 1;
        self.members.extend(members.filter(|m| std::mem::replace(&mut self.seen[**m], self.mark) != self.mark));
        start..self.members.len()
    }

    /// Every anchor's group.
    pub fn iter(&self) -> impl Iterator<Item = Group<'_>> {
        self.heads.iter().map(|(anchor, positives, negatives)| Group {
            anchor: *anchor,
            positives: &self.members[positives.clone()],
            negatives: &self.members[negatives.clone()],
        })
    }
}

/// The distinct positive and negative pairs of the tuples, row by row. Within one batch (i, j) and (j, i) are the same pair, given with i <
/// j. Lone negatives are included.
#[derive(Default)]
pub(in crate::loss) struct Pairs {
    cells: Vec<Relation>,
    found: [Vec<(usize, usize)>; 2],
}

impl Pairs {
    /// The positive pairs and the negative pairs of an input.
    pub fn read(&mut self, input: &LossInput, groups: &mut Groups) -> &[Vec<(usize, usize)>; 2] {
        let (rows, columns) = input.affinities.shape();
        let Self { cells, found } = self;
        cells.clear();
        cells.resize(rows * columns, Relation::Ignored);
        let within = input.relations.within;
        let place = |a: usize, b: usize| if within { a.min(b) * columns + a.max(b) } else { a * columns + b };
        for group in groups.read(input).iter() {
            group.positives.iter().for_each(|p| cells[place(group.anchor, *p)] = Relation::Positive);
            group.negatives.iter().for_each(|n| cells[place(group.anchor, *n)] = Relation::Negative);
        }
        for (list, wanted) in found.iter_mut().zip([Relation::Positive, Relation::Negative]) {
            list.clear();
            for (i, row) in cells.chunks_exact(columns.max(1)).enumerate() {
                list.extend(row.iter().enumerate().filter(|(_, r)| **r == wanted).map(|(j, _)| (i, j)));
            }
        }
        found
    }
}
