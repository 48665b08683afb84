//! When a [`Desk`] stops by itself: a condition that comes true at a step in any panel. Where it was true before, the run goes on.

use super::Desk;
use crate::session::ask::condition::Condition;
use crate::session::text::outline::stop_when;
use crate::session::text::text_error::TextError;

impl Desk {
    /// Stops when this becomes true of a run; an empty text: never.
    ///
    /// # Errors
    /// [`TextError`] where the condition is not understood; then nothing is changed.
    pub fn set_stop(&mut self, text: &str) -> Result<(), TextError> {
        let stop = stop_when(text)?;
        let what = stop.as_ref().map_or("no stop".to_string(), |stop| format!("stop when {}", stop.say()));
        self.note(&what, None, |desk| {
            (desk.stop, desk.stopped) = (stop, None);
            Ok(())
        })
    }

    /// The condition, as it was typed, or nothing.
    pub fn stop_text(&self) -> &str {
        self.stop.as_ref().map_or("", Condition::text)
    }

    /// Why the last step was the last for now, in a sentence.
    pub fn stopped(&self) -> Option<String> {
        let (place, stop) = (self.stopped?, self.stop.as_ref()?);
        let panel = if self.panels.len() > 1 { format!(" in panel {}", place + 1) } else { String::new() };
        Some(format!("Stopped at step {}{panel}: {}.", self.clock(), stop.say()))
    }

    /// Of which panels the condition is true. The first panel is what the others are compared with, and the second what the first is.
    pub(in crate::session) fn holding(&self) -> Vec<bool> {
        let Some(stop) = &self.stop else { return vec![] };
        let other = |place: usize| self.panels.get(usize::from(place == 0)).map(|panel| &panel.session);
        self.panels.iter().enumerate().map(|(place, panel)| stop.holds(&panel.session, other(place))).collect()
    }

    /// Whether the condition is true of a panel of which it was not true before.
    pub(in crate::session) fn comes_true(&mut self, before: &[bool]) -> bool {
        let now = self.holding();
        self.stopped = now.iter().zip(before).position(|(now, before)| *now && !before);
        self.stopped.is_some()
    }
}
