//! Walking from spot to spot of a picture with the arrow keys.

use crate::session::Session;
use crate::tell::{Options, Spot};

/// How the arrow keys move from spot to spot. (In the embedding they choose the anchor.)
#[derive(Clone, Copy)]
pub struct Walk {
    /// What they do.
    pub gist: &'static str,
    /// The next spot in a direction.
    pub next: fn(&Session, &Options, &str) -> Option<Spot>,
}

/// From step to step.
pub const STEPS: Walk = Walk { gist: "the arrow keys go from step to step", next: next_step };

/// The step before or after the one pointed at, or the current one.
fn next_step(session: &Session, options: &Options, way: &str) -> Option<Spot> {
    let from = match options.hover {
        Some(Spot::Step(step)) => step,
        _ => session.now() as usize,
    };
    let back = ["left", "down", "previous"].contains(&way);
    let to = if back { from.saturating_sub(1) } else { from + 1 };
    Some(Spot::Step(to.min(session.last() as usize)))
}
