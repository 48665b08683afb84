//! The beginning of a run, before anything was trained. Pictures take their frame from it, so that the frame rests whatever training does.

use super::plan::plan;
use super::session::Session;
use crate::learn::ball::Ball;
use crate::learn::step::{Pipeline, State};
use std::rc::Rc;

/// The rooms that decide which points there are and where embeddings live. An edit in one of them is a beginning of its own.
const ROOMS: [&str; 3] = ["data", "encoder", "head"];

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
    fn of(pipeline: Rc<Pipeline>) -> Self {
        let state = pipeline.start();
        let embedding = pipeline.embed_all(&state);
        let cloud = Ball::around(pipeline.dimensions, [&embedding, state.learned.proxies()]);
        Self { pipeline, state, cloud }
    }
}

impl Session {
    /// How this run began. Where an edit has changed the data, the encoder or the head since: how a run with the settings from that edit on
    /// would begin.
    pub fn beginning(&self) -> Rc<Beginning> {
        let anew = |key: &str| ROOMS.contains(&key.split('.').next().unwrap_or(""));
        let edits = self.edits().iter().filter(|edit| edit.step <= self.now() && anew(&edit.key));
        let step = edits.map(|edit| edit.step).max().unwrap_or(0);
        let mut kept = self.beginning.borrow_mut();
        if let Some((of, beginning)) = &*kept
            && *of == step
        {
            return beginning.clone();
        }
        // Edits were checked when they were made or read.
        let then =
            (step != self.now()).then(|| self.config_at(step).and_then(|config| plan(&config).ok()).map(Rc::new));
        let beginning = Rc::new(Beginning::of(then.flatten().unwrap_or_else(|| self.pipeline.clone())));
        *kept = Some((step, beginning.clone()));
        beginning
    }
}
