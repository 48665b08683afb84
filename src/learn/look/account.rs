//! Account: what the loss says of one anchor and one positive of a batch, term by term, and what its terms do to the embeddings.

use super::explain::{Asked, Cell, Subject, Term};
use crate::learn::chain::pull_back;
use crate::learn::compare::Relation;
use crate::learn::loss::LossInput;
use crate::learn::num::Matrix;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::step::{Pipeline, Trace};

/// The terms of one anchor and positive, before the reduction.
pub struct Account {
    /// The terms that know them, and those that know the anchor alone.
    pub terms: Vec<Term>,
    /// Whether they are terms of the step's loss. Else they are what would be if the two were mined with all negatives of the anchor.
    pub mined: bool,
}

impl Account {
    /// The account of a row and a reference; `numbers`: those that the loss has learned.
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

/// What terms do to the affinities, as the loss reads them: ∂ℓ/∂A, one for every place at which a pair stands.
pub fn slopes(terms: &[Term]) -> Vec<(Cell, f64)> {
    terms.iter().flat_map(|term| term.expr.slopes()).collect()
}

/// ∂ℓ/∂rows (d×N) and ∂ℓ/∂references (d×M) of such slopes, after the head; where the references hold the rows, the first have it all.
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
