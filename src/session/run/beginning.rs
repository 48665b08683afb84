//! The beginning of a run, before anything was trained. Pictures take their frame from it, so that the frame rests whatever training does.

use crate::learn::ball::Ball;
use crate::learn::step::{Pipeline, State};
use std::rc::Rc;

/// How a run begins.
pub struct Beginning {
    /// What the configuration names.
    pub pipeline: Rc<Pipeline>,
    /// The state before the first step.
    pub state: State,
    /// The ball around the embedding of the whole data set, and proxies if there are any; `None` if nothing is finite.
    pub cloud: Option<Ball>,
}

impl Beginning {
    /// How a run with this pipeline begins.
    pub fn of(pipeline: Rc<Pipeline>) -> Self {
        let state = pipeline.start();
        let embedding = pipeline.embed_all(&state);
        let cloud = Ball::around(pipeline.dimensions, [&embedding, state.learned.proxies()]);
        Self { pipeline, state, cloud }
    }
}
