//! Who a reference stands for: said by the scheme when it makes a comparison, so that nobody has to guess it from indices.

use crate::learn::dataset::Dataset;

/// Who a reference stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A point, embedded now: a row of this step, or another view of its point.
    Point {
        /// The point: an index of the data set.
        point: usize,
        /// The row that it is; `None` where it is another view.
        row: Option<usize>,
    },
    /// An embedding that was kept from before.
    Kept(Kept),
    /// A class: its proxy.
    Class(usize),
}

/// What a scheme knows of an embedding that it kept; all unknown where nothing is kept yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The point whose embedding it was.
    pub point: Option<usize>,
    /// The label that it was kept with.
    pub label: Option<usize>,
    /// How many steps ago that was.
    pub age: Option<u64>,
}

impl Who {
    /// The point, where it is one that is embedded now.
    pub fn point(self) -> Option<usize> {
        if let Self::Point { point, .. } = self { Some(point) } else { None }
    }

    /// The row that it is.
    pub fn row(self) -> Option<usize> {
        if let Self::Point { row, .. } = self { row } else { None }
    }

    /// The class, where it is the proxy of one.
    pub fn class(self) -> Option<usize> {
        if let Self::Class(class) = self { Some(class) } else { None }
    }

    /// The label that training is given for it.
    pub fn label(self, dataset: &Dataset) -> Option<usize> {
        match self {
            Self::Point { point, .. } => Some(dataset.given[point]),
            Self::Kept(kept) => kept.label.or(kept.point.map(|point| dataset.given[point])),
            Self::Class(class) => Some(class),
        }
    }

    /// Its true class, and else its label.
    pub fn truth(self, dataset: &Dataset) -> Option<usize> {
        let point = if let Self::Kept(kept) = self { kept.point } else { self.point() };
        point.map(|point| dataset.truth[point]).or_else(|| self.label(dataset))
    }
}
