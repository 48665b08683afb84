//! What is kept of a step that reads no labels: figures that show where it goes wrong though the loss falls, as retrieval may be blind to it.

use crate::learn::compare::Relation;
use crate::learn::look::teacher;
use crate::learn::metric::effective_rank;
use crate::learn::num::{Matrix, ln, spread};
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::step::{Pipeline, Trace};
use serde::{Deserialize, Serialize};

/// Figures of a step's batch, and of a few points of the whole data set. One that has no meaning is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unlabelled {
    /// How far the views of a point are apart, as a share of how far two points are: 0 where all views agree.
    pub apart: Option<f64>,
    /// The effective rank of a few points.
    pub rank: Option<f64>,
    /// The distance between the centres of points and of their words.
    pub gap: Option<f64>,
    /// A teacher's entropies, as shares of the greatest possible: the mean of those of each row, and that of the mean.
    pub entropies: Option<[f64; 2]>,
}

impl Unlabelled {
    /// The figures of a step; `None`, if labels are read. `few`: the embeddings of a few points.
    pub fn of(pipeline: &Pipeline, trace: &Trace, few: &Matrix) -> Option<Self> {
        let gap = || (trace.rows.column_mean() - trace.references.column_mean()).norm();
        (!pipeline.scheme.reads_labels()).then(|| Self {
            apart: apart(trace).filter(|_| !pipeline.scheme.teaches() && !pipeline.reads_words()),
            rank: effective_rank(few),
            gap: (pipeline.reads_words() && !trace.batch.is_empty()).then(gap),
            entropies: entropies(&trace.relations.targets),
        })
    }
}

/// The root mean square distance of rows from their positives, over that of two rows.
fn apart(trace: &Trace) -> Option<f64> {
    let positives = |row: usize| trace.relations.of(row, Relation::Positive).map(move |k| (row, k));
    let pairs = || (0..trace.rows.ncols()).flat_map(positives);
    let away = |(row, k): (usize, usize)| (trace.rows.column(row) - trace.references.column(k)).norm_squared();
    let (count, size) = (pairs().count(), 2.0 * spread(&trace.rows) * spread(&trace.rows));
    (count > 0 && size > 0.0).then(|| (pairs().map(away).sum::<f64>() / count as f64 / size).sqrt())
}

fn entropies(targets: &PairMatrix) -> Option<[f64; 2]> {
    let columns = Some(targets.ncols()).filter(|columns| *columns > 1)?;
    Some([teacher::of_each(targets)?, teacher::of_mean(targets)?].map(|h| h / ln(columns as f64)))
}
