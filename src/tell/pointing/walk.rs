//! Walking between points of a picture with the arrow keys.

use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::place::{Point, points};
use crate::tell::view::{Content, ViewSpec};
use crate::tell::{Options, Spot};

/// The directions, with x to the right and y upwards.
pub static WAYS: &[(&str, Point)] =
    &[("left", (-1.0, 0.0)), ("right", (1.0, 0.0)), ("up", (0.0, 1.0)), ("down", (0.0, -1.0))];

/// The direction that a word names: `left`, `right`, `up` or `down`, with x to the right and y upwards.
pub fn direction(way: &str) -> Option<Point> {
    WAYS.iter().find(|(word, _)| *word == way).map(|(_, direction)| *direction)
}

/// How the arrow keys move from spot to spot. (In the embedding they choose the anchor: [`next`].)
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

/// The next point in a direction, ahead rather than aside; if there is none, or with another word, the next point of the data set, so that
/// coincident points can be distinguished. Starts at the first point of the batch. The input picture has its own places, all others those
/// of the embedding.
pub fn next(session: &Session, options: &Options, view: &ViewSpec, way: &str) -> Option<usize> {
    let places: Vec<Point> = if matches!(view.content, Content::Input) {
        points(&session.pipeline().dataset.plane().points).collect()
    } else {
        Camera::of(session, options).points(session.embedding())
    };
    let from = options.focus.map(|focus| focus.anchor);
    let Some(from) = from.filter(|i| *i < places.len()) else { return session.trace().batch.first().copied() };
    let (x, y) = places[from];
    let direction = direction(way);
    let ahead = direction.and_then(|(dx, dy)| {
        let cost = |i: &usize| {
            let (u, v) = (places[*i].0 - x, places[*i].1 - y);
            let (along, aside) = (u * dx + v * dy, (u * dy - v * dx).abs());
            (along > 1e-9 && aside <= 2.0 * along).then_some(along + 2.0 * aside)
        };
        let candidates = (0..places.len()).filter_map(|i| Some((i, cost(&i)?)));
        candidates.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(i, _)| i)
    });
    let back = way == "previous";
    ahead.or_else(|| {
        let count = places.len();
        direction.is_none().then(|| if back { (from + count - 1) % count } else { (from + 1) % count })
    })
}
