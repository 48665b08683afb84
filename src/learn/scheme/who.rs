//! Whom a reference stands for. The scheme states it when it makes a comparison, so that nobody has to guess it from indices.

use crate::learn::dataset::Dataset;

/// Whom a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A point embedded in this step: a row, or another view of its point.
    Point {
        /// The point's index in the data set.
        point: usize,
        /// The row that it is; `None` for another view.
        row: Option<usize>,
    },
    /// An embedding from an earlier step.
    Kept(Kept),
    /// A class, represented by its proxy.
    Class(usize),
    /// One of the prototypes, which stand for nothing in particular.
    Prototype(usize),
}

/// What a scheme knows of an embedding that it kept; nothing, if the place is still empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The point that was embedded.
    pub point: Option<usize>,
    /// The label that it was kept with.
    pub label: Option<usize>,
    /// Its age in steps.
    pub age: Option<u64>,
}

impl Who {
    /// The point, if it is embedded in this step.
    pub fn point(self) -> Option<usize> {
        if let Self::Point { point, .. } = self { Some(point) } else { None }
    }

    /// The row that it is.
    pub fn row(self) -> Option<usize> {
        if let Self::Point { row, .. } = self { row } else { None }
    }

    /// The class, if it is a proxy.
    pub fn class(self) -> Option<usize> {
        if let Self::Class(class) = self { Some(class) } else { None }
    }

    /// Its given label.
    pub fn label(self, dataset: &Dataset) -> Option<usize> {
        match self {
            Self::Point { point, .. } => Some(dataset.given[point]),
            Self::Kept(kept) => kept.label.or(kept.point.map(|point| dataset.given[point])),
            Self::Class(class) => Some(class),
            Self::Prototype(_) => None,
        }
    }

    /// Its true class if known, else its label.
    pub fn truth(self, dataset: &Dataset) -> Option<usize> {
        let point = if let Self::Kept(kept) = self { kept.point } else { self.point() };
        point.map(|point| dataset.truth[point]).or_else(|| self.label(dataset))
    }
}
