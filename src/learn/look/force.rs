//! Forces: −∂L/∂z of every row of a batch, split into the pull of positive pair weights and the push of negative ones.
//!
//! pull + push is the whole force. With a unit head the forces are tangent, as only that part can move an embedding.

use crate::learn::affinity::Orientation;
use crate::learn::chain::pull_back;
use crate::learn::loss::{LossOutput, Proxies};
use crate::learn::num::Matrix;
use crate::learn::objective::Objective;
use crate::learn::pair_matrix::PairMatrix;
use crate::learn::step::{Blocks, ByBlocks, Pipeline, Trace, joined, views};

/// The forces on the rows of a batch, before the encoder: d×N each.
pub struct Forces {
    /// Towards what the row should be near.
    pub pull: Matrix,
    /// Away from what it should be far from.
    pub push: Matrix,
}

impl Forces {
    /// The forces that a trace describes.
    pub fn of(pipeline: &Pipeline, trace: &Trace) -> Self {
        let [[pull, _], [push, _]] = parts(pipeline, trace);
        Self { pull, push }
    }

    /// The forces on the proxies (d×C) if the gradient moves them, before their optimizer.
    pub fn on_proxies(pipeline: &Pipeline, trace: &Trace) -> Option<Self> {
        let [[_, pull], [_, push]] = parts(pipeline, trace);
        (pipeline.loss.learns().proxies == Proxies::Gradient).then_some(Self { pull, push })
    }

    /// The forces of one pair, on its row and on its reference.
    pub fn of_pair(pipeline: &Pipeline, trace: &Trace, row: usize, reference: usize) -> [Matrix; 2] {
        let column = |of: &Matrix, j: usize| of.columns(j, 1).into_owned();
        let (rows, references) = (column(&trace.rows, row), column(&trace.references, reference));
        let weight = trace.pair_weight(row, reference) * pipeline.affinity.turn(Orientation::Distance);
        let affinities = pipeline.affinity.between(&rows, &references);
        let weights = PairMatrix::from_element(1, 1, weight);
        let (to_row, to_reference) = pull_back(pipeline.affinity, &rows, &references, &affinities, &weights);
        [tangent(pipeline, to_row, &rows), tangent(pipeline, to_reference, &references)]
    }
}

/// Pull and push, each at all rows of the step and at the references.
fn parts(pipeline: &Pipeline, trace: &Trace) -> [[Matrix; 2]; 2] {
    let parts = match (pipeline.loss.objective(), &trace.whole.by_blocks) {
        (Some(objective), _) => parts_of_views(objective, trace),
        (None, None) => [part(pipeline, trace, |w| w.max(0.0)), part(pipeline, trace, |w| w.min(0.0))],
        (None, Some(by_blocks)) => parts_by_blocks(pipeline, trace, by_blocks),
    };
    parts.map(|[rows, references]| {
        [tangent(pipeline, rows, &trace.whole.embedding), tangent(pipeline, references, &trace.references)]
    })
}

/// The direction downhill (d×N) of a slope at these places (d×N each); on the circle without its radial part, which cannot move a point.
fn tangent(pipeline: &Pipeline, mut slope: Matrix, at: &Matrix) -> Matrix {
    for (mut f, z) in slope.column_iter_mut().zip(at.column_iter()).filter(|_| pipeline.head.unit) {
        let radial = f.dot(&z);
        f.axpy(-radial, &z, 1.0);
    }
    -slope
}

/// The slope of some of the pair weights, in distance orientation, at rows and references.
fn part(pipeline: &Pipeline, trace: &Trace, keep: impl Fn(f64) -> f64) -> [Matrix; 2] {
    let turn = pipeline.affinity.turn(Orientation::Distance);
    let weights = trace.weights.map(|w| keep(w) * turn);
    let (rows, references) = (&trace.rows, &trace.references);
    let affinities = pipeline.affinity.between(rows, references);
    let (mut to_rows, to_references) = pull_back(pipeline.affinity, rows, references, &affinities, &weights);
    trace.add_to_rows(&mut to_rows, &to_references);
    [to_rows, to_references]
}

/// The slopes of what draws two views together, and of what keeps coordinates apart.
fn parts_of_views(objective: &dyn Objective, trace: &Trace) -> [[Matrix; 2]; 2] {
    let (rows, references) = (&trace.whole.embedding, &trace.references);
    let [first, second] = views(rows);
    let judged = objective.judge(&first, &second);
    [judged.pull, judged.push]
        .map(|part| [joined(&part, rows.ncols()), Matrix::zeros(references.nrows(), references.ncols())])
}

/// The slopes of pulling and of pushing pair weights where nobody holds all of them: the step is gone through once more.
fn parts_by_blocks(pipeline: &Pipeline, trace: &Trace, by_blocks: &ByBlocks) -> [[Matrix; 2]; 2] {
    let (rows, references) = (&trace.whole.embedding, &trace.references);
    let of = Blocks::new(rows, references, &by_blocks.relating);
    let affinity = pipeline.affinity;
    let turn = affinity.turn(pipeline.loss_spec.reads) * affinity.turn(Orientation::Distance);
    let zeros = || [rows, references].map(|at| Matrix::zeros(at.nrows(), at.ncols()));
    let mut parts = [zeros(), zeros()];
    pipeline.by_blocks(&of, trace.whole.step, |block| {
        for ([to_rows, to_references], sign) in parts.iter_mut().zip([turn, -turn]) {
            let weights = block.weighed.output.weights.map(|w| if w * sign > 0.0 { w } else { 0.0 });
            pipeline.pull_block(&of, block, &weights, [to_rows, to_references]);
        }
    });
    let counts = LossOutput { terms: trace.terms, active: trace.active, ..LossOutput::default() };
    let factor = pipeline.reduction.factor(&counts);
    parts.map(|[to_rows, to_references]| {
        let (mut to_rows, to_references) = (to_rows * factor, to_references * factor);
        if let Some(own) = by_blocks.own {
            to_rows += to_references.columns(own, rows.ncols());
        }
        [to_rows, to_references]
    })
}
