//! Forces: −∂L/∂z of every row of a batch, split into the pull of positive pair weights and the push of negative ones.
//!
//! pull + push is the whole force. On a unit head the forces are tangent, as only that part can move an embedding.

use super::affinity::Orientation;
use super::chain::pull_back;
use super::num::Matrix;
use super::step::{Pipeline, Trace};

/// What moves the rows of a batch, before the encoder has its say: d×N each.
pub struct Forces {
    /// Towards what the row should be near.
    pub pull: Matrix,
    /// Away from what it should be far from.
    pub push: Matrix,
}

impl Forces {
    /// The forces that a trace describes.
    pub fn of(pipeline: &Pipeline, trace: &Trace) -> Self {
        Self { pull: part(pipeline, trace, |w| w.max(0.0)), push: part(pipeline, trace, |w| w.min(0.0)) }
    }
}

/// The force of some of the pair weights, in distance orientation.
fn part(pipeline: &Pipeline, trace: &Trace, keep: impl Fn(f64) -> f64) -> Matrix {
    let turn = pipeline.affinity.turn(Orientation::Distance);
    let weights = trace.weights.map(|w| keep(w) * turn);
    let references = trace.references.as_ref().unwrap_or(&trace.rows);
    let affinities = pipeline.affinity.between(&trace.rows, references);
    let (mut force, to_references) = pull_back(pipeline.affinity, &trace.rows, references, &affinities, &weights);
    if let Some(start) = trace.own {
        force += to_references.columns(start, trace.rows.ncols());
    }
    if pipeline.head.unit {
        for (mut f, z) in force.column_iter_mut().zip(trace.rows.column_iter()) {
            let radial = f.dot(&z);
            f.axpy(-radial, &z, 1.0);
        }
    }
    -force
}
