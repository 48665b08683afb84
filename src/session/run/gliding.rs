//! Gliding: a session as it looks on the way from the step before.

use super::session::Session;
use crate::learn::look::MOST_ROWS;
use crate::learn::look::glide::Glide;
use std::mem::replace;

impl Session {
    /// Shows this session as it looks when this share of the way from the step before is done, unless its batch is large. Afterwards it is as
    /// before. Figures are always those of the step.
    pub fn gliding<T>(&mut self, share: f64, show: impl FnOnce(&Self) -> T) -> T {
        let small = self.trace().whole.points.len() <= MOST_ROWS;
        // An edit may have put other points in their places.
        let same = !self.journal.changes_at(self.now);
        let Some(before) = self.trail().last().filter(|_| small && same && share < 1.0) else { return show(self) };
        let glide = Glide::new(before, self.embedding(), share, self.pipeline().head.unit);
        let (embedding, trace) = (glide.whole(self.embedding()), glide.trace(self.trace()));
        let kept = replace(&mut self.trace, trace);
        self.glide = Some((glide, embedding));
        let shown = show(self);
        (self.trace, self.glide) = (kept, None);
        shown
    }

    /// The moment between two steps at which the session is shown.
    pub fn glide(&self) -> Option<&Glide> {
        self.glide.as_ref().map(|(glide, _)| glide)
    }
}
