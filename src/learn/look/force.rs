//! Forces: −∂L/∂z of every row of a batch, split into the pull of positive pair weights and the push of negative ones.
//!
//! pull + push is the whole force. With a unit head the forces are tangent, as only that part can move an embedding.

use crate::learn::affinity::Orientation;
use crate::learn::chain::pull_back;
use crate::learn::loss::Proxies;
use crate::learn::num::Matrix;
use crate::learn::step::{Pipeline, Trace};

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
}

/// Pull and push, each on rows and references.
fn parts(pipeline: &Pipeline, trace: &Trace) -> [[Matrix; 2]; 2] {
    [part(pipeline, trace, |w| w.max(0.0)), part(pipeline, trace, |w| w.min(0.0))]
}

/// The force of some pair weights, for distances, on rows and references.
fn part(pipeline: &Pipeline, trace: &Trace, keep: impl Fn(f64) -> f64) -> [Matrix; 2] {
    let turn = pipeline.affinity.turn(Orientation::Distance);
    let weights = trace.weights.map(|w| keep(w) * turn);
    let (rows, references) = (&trace.rows, &trace.references);
    let affinities = pipeline.affinity.between(rows, references);
    let (mut force, to_references) = pull_back(pipeline.affinity, rows, references, &affinities, &weights);
    trace.add_to_rows(&mut force, &to_references);
    let tangent = |mut force: Matrix, at: &Matrix| {
        for (mut f, z) in force.column_iter_mut().zip(at.column_iter()).filter(|_| pipeline.head.unit) {
            let radial = f.dot(&z);
            f.axpy(-radial, &z, 1.0);
        }
        -force
    };
    [tangent(force, rows), tangent(to_references, references)]
}
