//! Walking through pictures with the keys. In the embedding it chooses the anchor; in pictures with a walk it points.

use super::app::App;
use crate::tell::{self, Focus, Spot, anchor};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
impl App {
    /// Goes to the next spot of a picture in a direction: a word of [`tell::place::direction`], `previous` or `next`.
    pub fn walk(&mut self, view: &str, way: &str) {
        let (view, _) = self.placed(view);
        let Some(view) = tell::view(view).filter(|_| !self.options.hides) else { return };
        if let Some(walk) = view.walk {
            self.options.hover = (walk.next)(&self.session, &self.options, way).or(self.options.hover);
            return;
        }
        let next = anchor::next(&self.session, &self.options, view, way);
        if let Some(anchor) = next {
            self.options.focus = Some(Focus { anchor, nth: 0 });
        }
    }

    /// Chooses the next positive of the chosen anchor.
    pub fn next_positive(&mut self) {
        self.options.choose(self.options.focus.map(|focus| Spot::Point(focus.anchor)));
    }

    /// Chooses the spot walked to; in the embedding, where that is chosen already, its next positive. A step is not chosen but returned.
    pub fn enter(&mut self, view: &str) -> Option<u32> {
        let (view, _) = self.placed(view);
        let here = tell::view(view).and_then(|view| view.walk).and(self.options.hover);
        self.choose_spot(here.or(self.options.focus.map(|focus| Spot::Point(focus.anchor))))
    }
}

impl App {
    /// Chooses a spot's anchor, with the positive of a pair or else with the next one. A step has none and is returned.
    pub(super) fn choose_spot(&mut self, spot: Option<Spot>) -> Option<u32> {
        match spot {
            Some(Spot::Step(step)) => return Some(step as u32),
            Some(Spot::Pair(anchor, other)) => self.options.focus = Some(Focus::on(&self.session, anchor, other)),
            _ => self.options.choose(spot),
        }
        None
    }
}
