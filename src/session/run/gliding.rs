//! Gliding: a session as it looks on the way from the step before.

use super::session::Session;
use crate::learn::look::glide::Glide;
use std::mem::{replace, take};

/// Larger batches do not glide: their traces would be copied for every frame.
const MOST_ROWS: usize = 256;

impl Session {
    /// Shows this session as it looks when this share of the way from the step before is done. Afterwards it is as before; what was derived
    /// from places in between is forgotten.
    pub fn gliding<T>(&mut self, share: f64, show: impl FnOnce(&Self) -> T) -> T {
        let small = self.trace().whole.points.len() <= MOST_ROWS;
        let Some(before) = self.trail().last().filter(|_| small && share < 1.0) else { return show(self) };
        let glide = Glide::new(before, self.embedding(), share, self.pipeline().head.unit);
        let (embedding, trace) = (glide.whole(self.embedding()), glide.trace(self.trace()));
        let kept = (replace(&mut self.embedding, embedding), replace(&mut self.trace, trace));
        let evaluation = take(&mut self.evaluation);
        self.glide = Some(glide);
        let shown = show(self);
        (self.embedding, self.trace) = kept;
        (self.evaluation, self.glide) = (evaluation, None);
        shown
    }

    /// The moment between two steps at which the session is shown.
    pub fn glide(&self) -> Option<&Glide> {
        self.glide.as_ref()
    }
}
