//! Stopping a [`Desk`]: when a condition becomes true in any panel. If it was true before, the run goes on.

use super::Desk;
use crate::session::ask::condition::Condition;
use crate::session::text::outline::stop_when;
use crate::session::text::text_error::TextError;

impl Desk {
    /// Stops when this becomes true of a run; an empty text: never.
    ///
    /// # Errors
    /// [`TextError`], if the condition is not understood; nothing changes.
    pub fn set_stop(&mut self, text: &str) -> Result<(), TextError> {
        let stop = stop_when(text)?;
        let what = stop.as_ref().map_or("no stop".to_string(), |stop| format!("stop when {}", stop.say()));
        self.note(&what, None, |desk| {
            (desk.stop, desk.stopped) = (stop, None);
            Ok(())
        })
    }

    /// The condition as typed; empty, if there is none.
    pub fn stop_text(&self) -> &str {
        self.stop.as_ref().map_or("", Condition::text)
    }

    /// Why the clock stopped after the last step, in a sentence.
    pub fn stopped(&self) -> Option<String> {
        let (place, stop) = (self.stopped?, self.stop.as_ref()?);
        let panel = if self.panels.len() > 1 { format!(" in panel {}", place + 1) } else { String::new() };
        Some(format!("Stopped at step {}{panel}: {}.", self.clock(), stop.say()))
    }

    /// For each panel whether the condition holds. The first panel is the one that others are compared with; it is compared with the
    /// second.
    pub(in crate::session) fn holding(&self) -> Vec<bool> {
        let Some(stop) = &self.stop else { return vec![] };
        let other = |place: usize| self.panels.get(usize::from(place == 0)).map(|panel| &panel.session);
        self.panels.iter().enumerate().map(|(place, panel)| stop.holds(&panel.session, other(place))).collect()
    }

    /// Whether the condition has become true in a panel.
    pub(in crate::session) fn comes_true(&mut self, before: &[bool]) -> bool {
        let now = self.holding();
        self.stopped = now.iter().zip(before).position(|(now, before)| *now && !before);
        self.stopped.is_some()
    }
}
