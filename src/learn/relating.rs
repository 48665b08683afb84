//! Relating: the relation of references to rows as a rule. A rule on labels takes O(N + M) memory and gives the relations of as few rows at
//! a time as are needed.

use super::compare::{Relation, Relations};
use super::order::ascending;
use std::cell::OnceCell;

/// The relation of every reference to every row.
#[derive(Clone, Debug)]
pub enum Relating {
    /// Stated pair by pair.
    Pairs(Relations),
    /// Derived from labels.
    Labels(Labels),
}

/// Same label positive, other label negative; an example and itself, and anything without a label, ignored.
#[derive(Clone, Debug)]
pub struct Labels {
    rows: Vec<Tag>,
    /// `None`: the rows.
    references: Option<Vec<Tag>>,
    /// Sorted when only some rows are asked for.
    examples: OnceCell<Examples>,
}

/// Which rows and references are the same examples.
#[derive(Clone, Debug)]
struct Examples {
    /// The references that are examples, sorted by example.
    by_id: Vec<(usize, usize)>,
    /// Whether the examples of all rows are different.
    distinct: bool,
}

/// The label and identity of a row or a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its label, if it has one.
    pub label: Option<usize>,
    /// Its example; `None`, if it is a different one from all others.
    pub id: Option<usize>,
}

impl From<Relations> for Relating {
    fn from(relations: Relations) -> Self {
        Self::Pairs(relations)
    }
}

impl Relating {
    /// Labels against themselves; `ids` identifies examples.
    pub fn supervised(labels: &[usize], ids: &[usize]) -> Self {
        let tag = |(label, id): (&usize, &usize)| Tag { label: Some(*label), id: Some(*id) };
        Self::Labels(Labels::new(labels.iter().zip(ids).map(tag).collect(), None))
    }

    /// Labels of rows against labels of references; an example that is both has the same id.
    pub fn labelled(rows: Vec<Tag>, references: Vec<Tag>) -> Self {
        Self::Labels(Labels::new(rows, Some(references)))
    }

    /// The number of rows.
    pub fn rows(&self) -> usize {
        match self {
            Self::Pairs(relations) => relations.rows(),
            Self::Labels(labels) => labels.rows.len(),
        }
    }

    /// The number of references.
    pub fn columns(&self) -> usize {
        match self {
            Self::Pairs(relations) => relations.columns(),
            Self::Labels(labels) => labels.references().len(),
        }
    }

    /// All relations at once.
    pub fn all(self) -> Relations {
        match self {
            Self::Pairs(relations) => relations,
            Self::Labels(labels) => labels.all(),
        }
    }

    /// The relations of some rows, for which the references count as others than the rows.
    pub fn select(&self, rows: &[usize]) -> Relations {
        match self {
            Self::Pairs(relations) => relations.select_rows(rows),
            Self::Labels(labels) => labels.select(rows),
        }
    }

    /// The rows in an order that keeps rows with the same negatives together.
    pub fn together(&self) -> Vec<usize> {
        match self {
            Self::Pairs(relations) => ascending((0..self.rows()).map(|i| relations.alike(i) as f64)),
            Self::Labels(labels) => ascending(labels.rows.iter().map(|row| row.label.map_or(-1.0, |l| l as f64))),
        }
    }
}

impl Labels {
    fn new(rows: Vec<Tag>, references: Option<Vec<Tag>>) -> Self {
        Self { rows, references, examples: OnceCell::new() }
    }

    fn references(&self) -> &[Tag] {
        self.references.as_ref().unwrap_or(&self.rows)
    }

    fn examples(&self) -> &Examples {
        self.examples.get_or_init(|| {
            let with_id = |tags: &[Tag]| -> Vec<(usize, usize)> {
                let found: Vec<_> = tags.iter().enumerate().filter_map(|(j, tag)| Some((tag.id?, j))).collect();
                ascending(found.iter().map(|(id, _)| *id as f64)).into_iter().map(|place| found[place]).collect()
            };
            let of_rows = with_id(&self.rows);
            let distinct = of_rows.windows(2).all(|two| two[0].0 != two[1].0);
            Examples { by_id: self.references.as_deref().map_or(of_rows, with_id), distinct }
        })
    }

    fn all(&self) -> Relations {
        let Some(references) = &self.references else {
            let read = |of: fn(&Tag) -> Option<usize>| -> Vec<usize> { self.rows.iter().filter_map(of).collect() };
            return Relations::supervised(&read(|tag| tag.label), &read(|tag| tag.id));
        };
        let rule = |i: usize, j: usize| {
            let (row, reference) = (self.rows[i], references[j]);
            if row.id.is_some() && row.id == reference.id { Relation::Ignored } else { by_label(row, reference) }
        };
        Relations::from_fn(self.rows.len(), references.len(), false, rule)
    }

    /// The references that are a row's own example.
    fn itself(&self, row: usize) -> &[(usize, usize)] {
        let Some(id) = self.rows[row].id else { return &[] };
        let by_id = &self.examples().by_id;
        let start = by_id.partition_point(|(other, _)| *other < id);
        let count = by_id[start..].partition_point(|(other, _)| *other == id);
        &by_id[start..start + count]
    }

    fn select(&self, rows: &[usize]) -> Relations {
        let (references, distinct) = (self.references(), self.examples().distinct);
        let columns = references.len();
        let mut cells = Vec::with_capacity(rows.len() * columns);
        let (mut alike, mut own) = (vec![], vec![]);
        for (k, i) in rows.iter().enumerate() {
            let row = self.rows[*i];
            cells.extend(references.iter().map(|reference| by_label(row, *reference)));
            self.itself(*i).iter().for_each(|(_, j)| cells[k * columns + j] = Relation::Ignored);
            own.extend(self.itself(*i).first().map(|(_, j)| *j));
            let first = rows[..k].iter().position(|other| distinct && self.rows[*other].label == row.label);
            alike.push(first.unwrap_or(k));
        }
        if own.len() < rows.len() {
            alike = (0..rows.len()).collect();
        }
        Relations::of_rows(columns, cells, alike, own)
    }
}

fn by_label(row: Tag, reference: Tag) -> Relation {
    match (row.label, reference.label) {
        (Some(row), Some(reference)) if row == reference => Relation::Positive,
        (Some(_), Some(_)) => Relation::Negative,
        _ => Relation::Ignored,
    }
}
