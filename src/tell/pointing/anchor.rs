//! Choosing the anchor with the arrow keys.

use crate::session::Session;
use crate::tell::Options;
use crate::tell::camera::Camera;
use crate::tell::place::{Point, direction, points};
use crate::tell::view::{Content, ViewSpec};

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
