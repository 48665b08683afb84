//! Figures of points and words in one embedding: how many points the nearest word names rightly, and how far apart the two kinds lie.

use crate::learn::affinity::{Orientation, point};
use crate::session::Session;

/// The share of points whose nearest clean word is that of their true class, in the mean over all orders of words at equal distance: of
/// held-out points, or of all if there are none.
pub fn zero_shot(session: &Session) -> Option<f64> {
    let (pipeline, embedding) = (session.pipeline(), session.embedding());
    let (data, affinity) = (&pipeline.dataset, pipeline.affinity);
    let words = pipeline.embed_words(session.state(), data.clean_words())?;
    let asked = if data.held_out().is_empty() { data.training() } else { data.held_out() };
    let right = |i: &usize| {
        let away = |class| {
            affinity.turned((affinity.value)(point(embedding, *i), point(&words, class)), Orientation::Distance)
        };
        let own = away(data.truth[*i]);
        let all: Vec<f64> = (0..words.ncols()).map(away).collect();
        let nearest = all.iter().all(|other| own <= *other);
        if nearest { 1.0 / all.iter().filter(|other| **other == own).count() as f64 } else { 0.0 }
    };
    Some(asked.iter().map(right).sum::<f64>() / asked.len().max(1) as f64)
}

/// The distance between the centres of all points and of all words.
pub fn gap(session: &Session) -> Option<f64> {
    let pipeline = session.pipeline();
    pipeline.gap(session.state(), &pipeline.all(), &session.embedding)
}
