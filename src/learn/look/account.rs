//! Account: the terms of the loss for one anchor and one positive of a batch, and their effect on the embeddings.

use super::explain::{Asked, Cell, Subject, Term};
use crate::learn::chain::pull_back;
use crate::learn::compare::Relation;
use crate::learn::loss::LossInput;
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::step::{Pipeline, Trace};

/// The terms of one anchor and positive, before the reduction.
pub struct Account {
    /// The terms that contain both, and those that contain the anchor alone.
    pub terms: Vec<Term>,
    /// Whether the terms belong to the step's loss. If not, they are what they would be if the pair were mined with all negatives of the
    /// anchor.
    pub mined: bool,
}

impl Account {
    /// The account of a row and a reference; `numbers` are the learned ones.
    pub fn of(pipeline: &Pipeline, trace: &Trace, numbers: &[f64], anchor: usize, positive: usize) -> Self {
        let relations = &trace.relations;
        let (affinity, reads) = (pipeline.affinity, pipeline.loss_spec.reads);
        let affinities = &affinity.between(&trace.rows, &trace.references).map(|a| affinity.turned(a, reads));
        let asked = Asked::About { anchor, positive, within: relations.within };
        let terms = |tuples| pipeline.loss.terms(&LossInput { affinities, relations, tuples, numbers }, asked);
        let found = terms(&trace.tuples);
        if found.iter().any(|term| !matches!(term.subject, Subject::Negative(..))) {
            return Self { terms: found, mined: true };
        }
        let mut more = trace.tuples.clone();
        more.push(anchor, positive, relations.of(anchor, Relation::Negative));
        Self { terms: terms(&more), mined: false }
    }
}

/// The slopes of terms, ∂ℓ/∂A with A as the loss reads it: one for each occurrence of a pair.
pub fn slopes(terms: &[Term]) -> Vec<(Cell, f64)> {
    terms.iter().flat_map(|term| term.expr.slopes()).collect()
}

/// ∂ℓ/∂rows (d×N) and ∂ℓ/∂references (d×M) for such slopes, after the head. The gradient of a reference that is a row is counted in the
/// first.
pub fn gradients(pipeline: &Pipeline, trace: &Trace, slopes: &[(Cell, f64)]) -> [Matrix; 2] {
    let mut weights = PairMatrix::zeros(trace.distances.nrows(), trace.distances.ncols());
    for (cell, slope) in slopes {
        weights[*cell] += slope * pipeline.affinity.turn(pipeline.loss_spec.reads);
    }
    let (rows, references) = (&trace.rows, &trace.references);
    let values = pipeline.affinity.between(rows, references);
    let (mut to_rows, to_references) = pull_back(pipeline.affinity, rows, references, &values, &weights);
    trace.add_to_rows(&mut to_rows, &to_references);
    [to_rows, to_references]
}
