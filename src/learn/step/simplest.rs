//! The pipeline before any choice.

use super::Pipeline;
use crate::learn::dataset::Dataset;
use crate::learn::encoder::Shape;
use crate::learn::num::Matrix;
use crate::learn::spec::Params;
use crate::learn::{affinity, encoder, head, loss, miner, optimizer, reduction, sampler, scheme, views};
use std::cell::RefCell;

impl Default for Pipeline {
    /// The first entry of every list with its defaults, in the plane, on no data.
    fn default() -> Self {
        let (loss, miner, encoder, sampler) = (&loss::LIST[0], &miner::LIST[0], &encoder::LIST[0], &sampler::LIST[0]);
        let (views, scheme, optimizer) = (&views::LIST[0], &scheme::LIST[0], &optimizer::LIST[0]);
        let optimizer = || (optimizer.build)(&Params::defaults(&optimizer.entry));
        let shape = Shape { features: 0, points: 0, outputs: 2 };
        Self {
            dataset: Dataset::new(Matrix::zeros(0, 0), vec![], vec![]),
            sampler: (sampler.build)(&Params::defaults(&sampler.entry)),
            views: (views.build)(&Params::defaults(&views.entry)),
            scheme: (scheme.build)(&Params::defaults(&scheme.entry)),
            encoder: (encoder.build)(&Params::defaults(&encoder.entry), shape),
            head: &head::LIST[0],
            dimensions: shape.outputs,
            affinity: &affinity::LIST[0],
            miner: (miner.build)(&Params::defaults(&miner.entry)),
            loss_spec: loss,
            loss: (loss.build)(&Params::defaults(&loss.entry)),
            reduction: &reduction::LIST[0],
            optimizer: optimizer(),
            learner: optimizer(),
            clip: 0.0,
            seed: 0,
            workspace: RefCell::default(),
        }
    }
}
