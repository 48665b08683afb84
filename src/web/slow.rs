//! Slow motion: one step in parts.

use super::app::App;
use crate::tell::part::PARTS;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Goes to the next part of the step, or back. Beyond the last part the step is made and slow motion ends, before the first the step
    /// before is undone. Returns whether slow motion goes on.
    pub fn part(&mut self, back: bool) -> bool {
        if self.options.next_part(back) {
            return true;
        }
        let now = self.session.clock();
        if back && now > 0 {
            self.session.seek(now - 1);
            self.options.part = PARTS.last();
            return true;
        }
        if !back {
            self.session.step(1);
            self.options.part = None;
        }
        false
    }
}
