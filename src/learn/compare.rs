//! What losses and miners know of a batch: relations between rows and references, and mined tuples.

use super::order::ascending;
use super::pair_matrix::PairMatrix;
use std::ops::Range;

/// The relation of a reference to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The two should be near each other.
    Positive,
    /// The two should be apart.
    Negative,
    /// The pair does not count: a point and itself, for example.
    Ignored,
}

/// The relation of every row to every reference: N×M.
#[derive(Clone, Debug, Default)]
pub struct Relations {
    columns: usize,
    cells: Vec<Relation>,
    /// For each row the first row of its class, if known.
    alike: Vec<usize>,
    /// Where each row is among the references; used only for rows of a known class.
    own: Vec<usize>,
    /// Whether the references are the rows themselves, so that (i, j) and (j, i) are the same pair.
    pub within: bool,
    /// How probable every reference should be for every row (N×M), if a teacher says so; else empty.
    pub targets: PairMatrix,
    /// What is added to the similarity of every row to each reference, if it is a prototype; else empty.
    pub biases: Vec<f64>,
}

impl Relations {
    /// N×M relations from a rule for row and reference.
    pub fn from_fn(rows: usize, columns: usize, within: bool, rule: impl Fn(usize, usize) -> Relation) -> Self {
        let mut cells = Vec::with_capacity(rows * columns);
        (0..rows).for_each(|i| cells.extend((0..columns).map(|j| rule(i, j))));
        Self { columns, cells, alike: (0..rows).collect(), own: vec![], within, ..Self::default() }
    }

    /// Labels against themselves: same label positive, other label negative, an example and itself ignored. `ids` identifies examples: a
    /// point that is twice in a batch is not a positive of itself.
    pub fn supervised(labels: &[usize], ids: &[usize]) -> Self {
        let n = labels.len();
        let mut cells = Vec::with_capacity(n * n);
        let (mut alike, mut firsts) = (vec![], vec![]);
        for (i, label) in labels.iter().enumerate() {
            let first = firsts.iter().find(|first| labels[**first] == *label);
            alike.push(*first.unwrap_or(&i));
            match first {
                Some(first) => cells.extend_from_within(first * n..(first + 1) * n),
                None => {
                    let same = |other| if other == label { Relation::Positive } else { Relation::Negative };
                    cells.extend(labels.iter().map(same));
                    firsts.push(i);
                }
            }
        }
        let by_id = ascending(ids.iter().map(|id| *id as f64));
        for copies in by_id.chunk_by(|i, j| ids[*i] == ids[*j]) {
            copies.iter().for_each(|i| copies.iter().for_each(|j| cells[i * n + j] = Relation::Ignored));
            if copies.len() > 1 {
                alike = (0..n).collect();
            }
        }
        Self { columns: n, cells, alike, own: (0..n).collect(), within: true, ..Self::default() }
    }

    /// Labels against one reference per class: the own class positive, all others negative, left-out classes ignored.
    pub fn to_classes(labels: &[usize], classes: usize, left_out: impl Fn(usize) -> bool) -> Self {
        let relation = |i: usize, class: usize| match (left_out(class), labels[i] == class) {
            (true, _) => Relation::Ignored,
            (false, true) => Relation::Positive,
            (false, false) => Relation::Negative,
        };
        Self::from_fn(labels.len(), classes, false, relation)
    }

    /// The relations of some rows, for which the references count as others than the rows.
    pub fn select_rows(&self, rows: &[usize]) -> Self {
        let mut cells = Vec::with_capacity(rows.len() * self.columns);
        rows.iter().for_each(|i| cells.extend_from_slice(self.row(*i)));
        let first = |i: &usize| rows.iter().position(|j| self.alike[*j] == self.alike[*i]).unwrap_or(0);
        let own = rows.iter().filter_map(|i| self.own.get(*i)).copied().collect();
        let targets = match self.targets.ncols() {
            0 => PairMatrix::default(),
            columns => PairMatrix::from_fn(rows.len(), columns, |k, j| self.targets[(rows[k], j)]),
        };
        Self {
            columns: self.columns,
            cells,
            alike: rows.iter().map(first).collect(),
            own,
            within: false,
            targets,
            biases: self.biases.clone(),
        }
    }

    /// Those of rows among others, row by row, each with the first of these rows that is alike, and with its place among the references.
    pub(super) fn of_rows(columns: usize, cells: Vec<Relation>, alike: Vec<usize>, own: Vec<usize>) -> Self {
        Self { columns, cells, alike, own, within: false, ..Self::default() }
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// The number of references.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The relation of reference `j` to row `i`.
    pub fn get(&self, i: usize, j: usize) -> Relation {
        self.cells[i * self.columns + j]
    }

    /// The relation of every reference to row `i`.
    pub fn row(&self, i: usize) -> &[Relation] {
        &self.cells[i * self.columns..(i + 1) * self.columns]
    }

    /// The first row of the same class as row `i`. The two have the same negatives, and the same positives except for each other. `i`
    /// itself, if there is no such row or classes are unknown.
    pub fn alike(&self, i: usize) -> usize {
        self.alike[i]
    }

    /// The number of triplets: of a row, one of its positives and one of its negatives.
    pub fn triplets(&self) -> usize {
        let of_row = |row: &[Relation]| {
            let count = |relation| row.iter().filter(|r| **r == relation).count();
            count(Relation::Positive) * count(Relation::Negative)
        };
        (0..self.rows()).map(|i| of_row(self.row(i))).sum()
    }

    /// The references with this relation to row `i`, ascending.
    pub fn of(&self, i: usize, relation: Relation) -> impl Iterator<Item = usize> + Clone + '_ {
        self.row(i).iter().enumerate().filter(move |(_, r)| **r == relation).map(|(j, _)| j)
    }
}

/// Mined tuples: an anchor (a row), a positive (a reference) and a set of negatives (references).
///
/// The set may be empty: a loss of triplets then has nothing to sum, a loss of pairs still has the positive pair. Negatives of an anchor
/// without a selected positive are kept beside the tuples, as [lone](Self::lone) negatives, for losses of pairs.
///
/// Tuples with the same anchor and the same negatives are stored as one run, so that all triplets take no more memory than all pairs.
#[derive(Clone, Debug, Default)]
pub struct Tuples {
    runs: Vec<Run>,
    members: Vec<usize>,
}

/// Where the members of a run are stored. Without positives it holds lone negatives.
#[derive(Clone, Debug)]
struct Run {
    anchor: usize,
    positives: Range<usize>,
    negatives: Range<usize>,
}

impl Tuples {
    /// Removes all tuples, keeping the memory.
    pub fn clear(&mut self) {
        self.runs.clear();
        self.members.clear();
    }

    fn extend(&mut self, members: impl IntoIterator<Item = usize>) -> Range<usize> {
        let start = self.members.len();
        self.members.extend(members);
        start..self.members.len()
    }

    /// Adds a tuple.
    pub fn push(&mut self, anchor: usize, positive: usize, negatives: impl IntoIterator<Item = usize>) {
        self.push_shared(anchor, [positive], negatives);
    }

    /// Adds tuples of one anchor that share their negatives, one per positive.
    pub fn push_shared(
        &mut self,
        anchor: usize,
        positives: impl IntoIterator<Item = usize>,
        negatives: impl IntoIterator<Item = usize>,
    ) {
        let (positives, negatives) = (self.extend(positives), self.extend(negatives));
        match positives.is_empty() {
            true => self.members.truncate(positives.start),
            false => self.runs.push(Run { anchor, positives, negatives }),
        }
    }

    /// Adds all positives and negatives of these anchors, as [`Self::push_pairs`] does. Anchors of one class share their list of negatives.
    pub fn push_all(&mut self, relations: &Relations, anchors: Range<usize>) {
        let before = self.runs.len();
        for a in anchors {
            let alike = relations.alike(a);
            match self.runs[before..].binary_search_by_key(&alike, |run| run.anchor) {
                Ok(k) if alike != a => {
                    let Run { positives, negatives, .. } = self.runs[before + k].clone();
                    let start = self.members.len();
                    self.members.push(relations.own[alike]);
                    for k in positives {
                        let p = self.members[k];
                        if p != relations.own[a] {
                            self.members.push(p);
                        }
                    }
                    self.runs.push(Run { anchor: a, positives: start..self.members.len(), negatives });
                }
                _ => self.push_row(a, relations.row(a)),
            }
        }
    }

    /// The same for one anchor, from its row of relations.
    fn push_row(&mut self, anchor: usize, row: &[Relation]) {
        let start = self.members.len();
        self.members.resize(start + row.len(), 0);
        // Negatives from the front and positives from the back, without branches: entries that do not count are overwritten.
        let places = &mut self.members[start..];
        let (mut front, mut back) = (0, row.len());
        for (reference, relation) in row.iter().enumerate() {
            places[front] = reference;
            front += usize::from(*relation == Relation::Negative);
            places[back - 1] = reference;
            back -= usize::from(*relation == Relation::Positive);
        }
        let positives = row.len() - back;
        places[back..].reverse();
        places.copy_within(back.., front);
        let (middle, end) = (start + front, start + front + positives);
        self.members.truncate(end);
        if end > start {
            self.runs.push(Run { anchor, positives: middle..end, negatives: start..middle });
        }
    }

    /// Adds tuples of one anchor whose negatives are ranges of one list: a positive with its range for each.
    pub fn push_parts(
        &mut self,
        anchor: usize,
        list: impl IntoIterator<Item = usize>,
        parts: impl IntoIterator<Item = (usize, Range<usize>)>,
    ) {
        let start = self.extend(list).start;
        for (positive, part) in parts {
            let positives = self.extend([positive]);
            self.runs.push(Run { anchor, positives, negatives: start + part.start..start + part.end });
        }
    }

    /// Adds the selected pairs of one anchor: a tuple per positive with all negatives, or lone negatives if there is no positive.
    pub fn push_pairs(
        &mut self,
        anchor: usize,
        positives: impl IntoIterator<Item = usize>,
        negatives: impl IntoIterator<Item = usize>,
    ) {
        let (positives, negatives) = (self.extend(positives), self.extend(negatives));
        if positives.start < negatives.end {
            self.runs.push(Run { anchor, positives, negatives });
        }
    }

    /// Adds the tuples of others whose anchors get another place here, with that place as their anchor. Members that runs share are copied
    /// once.
    pub fn take(&mut self, other: &Self, place: impl Fn(usize) -> Option<usize>) {
        let runs: Vec<(usize, &Run)> = other.runs.iter().filter_map(|run| Some((place(run.anchor)?, run))).collect();
        // By how many more of the runs a member is held than the one before it.
        let mut more = vec![0_isize; other.members.len() + 1];
        for range in runs.iter().flat_map(|(_, run)| [&run.positives, &run.negatives]) {
            more[range.start] += 1;
            more[range.end] -= 1;
        }
        // Where each member is here. All members of a run are copied, so that they stay next to each other.
        let (mut holders, mut places) = (0, Vec::with_capacity(more.len()));
        for (k, more) in more.iter().enumerate() {
            holders += more;
            places.push(self.members.len());
            self.members.extend(other.members.get(k).filter(|_| holders > 0));
        }
        let moved = |range: &Range<usize>| places[range.start]..places[range.start] + range.len();
        self.runs.extend(runs.into_iter().map(|(anchor, run)| Run {
            anchor,
            positives: moved(&run.positives),
            negatives: moved(&run.negatives),
        }));
    }

    /// The number of tuples.
    pub fn len(&self) -> usize {
        self.runs.iter().map(|run| run.positives.len()).sum()
    }

    /// Whether nothing was mined.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Every tuple: anchor, positive, negatives.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, &[usize])> + '_ {
        self.runs().flat_map(|(anchor, positives, negatives)| positives.iter().map(move |p| (anchor, *p, negatives)))
    }

    /// Runs of tuples that share their anchor and their negatives: anchor, positives, negatives.
    pub fn runs(&self) -> impl Iterator<Item = (usize, &[usize], &[usize])> + '_ {
        self.selected().filter(|(_, positives, _)| !positives.is_empty())
    }

    /// The same and the lone negatives, which come without positives.
    pub fn selected(&self) -> impl Iterator<Item = (usize, &[usize], &[usize])> + '_ {
        let of = |range: &Range<usize>| &self.members[range.clone()];
        self.runs.iter().map(move |run| (run.anchor, of(&run.positives), of(&run.negatives)))
    }

    /// Negatives without a tuple: anchor and negative.
    pub fn lone(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let lone = self.selected().filter(|(_, positives, _)| positives.is_empty());
        lone.flat_map(|(anchor, _, negatives)| negatives.iter().map(move |n| (anchor, *n)))
    }

    /// Whether an anchor and a reference were selected together, as a positive or a negative pair.
    pub fn hold(&self, anchor: usize, reference: usize) -> bool {
        self.selected().any(|(a, positives, negatives)| {
            a == anchor && (positives.contains(&reference) || negatives.contains(&reference))
        })
    }

    /// The number of triplets (anchor, positive, one negative) in the tuples.
    pub fn triplets(&self) -> usize {
        self.runs.iter().map(|run| run.positives.len() * run.negatives.len()).sum()
    }
}
