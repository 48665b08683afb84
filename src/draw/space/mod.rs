//! Space: which part of a line, of the plane or of more dimensions a picture shows, and where things lie in it.

mod axis;
pub mod contour;
pub mod cube;
pub mod frame;
pub mod globe;
pub mod magnifier;
pub mod plane;

use crate::learn::num::Matrix;
use crate::session::Session;
use crate::tell::axis::{LEAST, RANGES, round_up};

/// The number of earlier steps that a frame or box also holds, so that it does not shake.
const HELD: usize = 3;

/// The embeddings of the steps that a frame or box holds, the current one last.
fn held(session: &Session) -> impl Iterator<Item = &Matrix> {
    let earlier = session.trail().count().saturating_sub(HELD);
    session.trail().skip(earlier).chain([session.embedding()])
}

/// A round radius that is large enough; 1 for a single point, which has no size.
fn radius(session: &Session, needed: f64) -> f64 {
    if session.pipeline().dataset.len() > 1 { round_up(needed.max(LEAST), RANGES) } else { 1.0 }
}
