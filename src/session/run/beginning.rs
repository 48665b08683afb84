//! The beginning of a run, before anything was trained. Pictures take their frame from it, so that the frame rests whatever training does.

use crate::learn::ball::Ball;
use crate::learn::look::worth::Worth;
use crate::learn::step::{Pipeline, State};
use std::cell::OnceCell;
use std::rc::Rc;

/// How a run begins.
pub struct Beginning {
    /// What the configuration names.
    pub pipeline: Rc<Pipeline>,
    /// The state before the first step.
    pub state: State,
    /// The ball around the embedding of the whole data set, and proxies if there are any; `None` if nothing is finite.
    pub cloud: Option<Ball>,
    bases: OnceCell<[Worth; 2]>,
}

impl Beginning {
    /// How a run with this pipeline begins.
    pub fn of(pipeline: Rc<Pipeline>) -> Self {
        let state = pipeline.start();
        let embedding = pipeline.embed_all(&state);
        let cloud = Ball::around(pipeline.dimensions, [&embedding, state.learned.proxies()]);
        Self { pipeline, state, cloud, bases: OnceCell::new() }
    }

    /// What the encoder's embedding was worth before training, and what the raw data are; computed on first use.
    pub fn bases(&self) -> &[Worth; 2] {
        let data = || Worth::of_features(&self.pipeline);
        self.bases.get_or_init(|| [Worth::of_state(&self.pipeline, &self.state), data()])
    }
}
