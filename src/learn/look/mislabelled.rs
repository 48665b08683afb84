//! Mislabelled: the mined triplets that hold a wrong label, a given label that is not the point's true class.

use crate::learn::dataset::Dataset;
use crate::learn::scheme::Who;
use crate::learn::step::Trace;

/// Which rows and references of a trace have a wrong label.
pub struct Mislabelled {
    rows: Vec<bool>,
    references: Vec<bool>,
}

impl Mislabelled {
    /// Those of a trace.
    pub fn of(trace: &Trace, dataset: &Dataset) -> Self {
        let differs = |who: &Who| who.label(dataset) != who.truth(dataset);
        let rows = trace.points.iter().map(|point| dataset.is_mislabelled(*point)).collect();
        Self { rows, references: trace.who.iter().map(differs).collect() }
    }

    /// Whether a row or a reference of this pair has a wrong label.
    pub fn in_pair(&self, row: usize, reference: usize) -> bool {
        self.rows[row] || self.references[reference]
    }

    /// How many of the mined triplets hold a wrong label; `None` if the trace has the triplets of some rows only.
    pub fn count(&self, trace: &Trace) -> Option<usize> {
        let in_run = |(anchor, positives, negatives): (usize, &[usize], &[usize])| {
            let right = |all: &[usize]| all.iter().filter(|j| !self.in_pair(anchor, **j)).count();
            positives.len() * negatives.len() - right(positives) * right(negatives)
        };
        trace.places.is_empty().then(|| trace.tuples.runs().map(in_run).sum())
    }
}

/// How many of the mined triplets hold a wrong label, and how many there are. `None` without a triplet, and of steps by blocks of rows,
/// which keep the triplets of a few rows.
pub fn count(trace: &Trace, dataset: &Dataset) -> Option<[usize; 2]> {
    let mined = trace.whole.triplets;
    let wrong = Mislabelled::of(trace, dataset).count(trace).filter(|_| mined > 0)?;
    Some([wrong, mined])
}
