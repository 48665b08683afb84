//! Objectives in a step: the rows are two views of each point, first all first views, then all second ones.

use super::{Pulled, Weighed};
use crate::learn::num::Matrix;
use crate::learn::objective::Objective;

/// The first and the second views among rows (d×N).
pub fn views(rows: &Matrix) -> [Matrix; 2] {
    let count = rows.ncols() / 2;
    [0, count].map(|start| rows.columns(start, count).into_owned())
}

/// First and second views as rows (d×N).
pub(in crate::learn) fn joined([first, second]: &[Matrix; 2], rows: usize) -> Matrix {
    let mut all = Matrix::zeros(first.nrows(), rows);
    all.columns_mut(0, first.ncols()).copy_from(first);
    all.columns_mut(first.ncols(), second.ncols()).copy_from(second);
    all
}

/// The objective's result in the place of that of pairs. Its terms are the cells of the matrices that it shows; those with a slope are active.
pub(super) fn pull(objective: &dyn Objective, rows: &Matrix, references: &Matrix, weighed: Weighed) -> Pulled {
    let [first, second] = views(rows);
    let judged = objective.judge(&first, &second);
    let together = Matrix::zeros(first.nrows(), first.ncols());
    let mut weighed =
        Weighed { loss: judged.value, collapse_loss: objective.judge(&together, &together).value, ..weighed };
    let slopes = || judged.shown.iter().flat_map(|shown| shown.weights.iter());
    (weighed.output.terms, weighed.output.active) = (slopes().count(), slopes().filter(|w| **w != 0.0).count());
    weighed.output.sum = judged.value;
    weighed.shown = judged.shown;
    let [pull, push] = [judged.pull, judged.push].map(|part| joined(&part, rows.ncols()));
    Pulled { weighed, to_rows: pull + push, to_references: Matrix::zeros(references.nrows(), references.ncols()) }
}
