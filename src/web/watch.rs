//! The watch: times the steps of each panel.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since some moment.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// Milliseconds and steps of each panel. Browsers round times, which a mean over many steps evens out.
#[derive(Default)]
pub struct Watch(Vec<(f64, u64)>);

/// After this many steps, older ones count half.
const HALVED: u64 = 400;

impl Watch {
    /// Times a panel's `step`, which makes so many steps.
    pub fn time(&mut self, place: usize, steps: u64, step: &mut dyn FnMut()) {
        let start = now();
        step();
        if self.0.len() <= place {
            self.0.resize(place + 1, (0.0, 0));
        }
        let (sum, count) = &mut self.0[place];
        if *count >= HALVED {
            (*sum, *count) = (*sum / 2.0, *count / 2);
        }
        (*sum, *count) = (*sum + now() - start, *count + steps);
    }

    /// The mean time of a panel's step in milliseconds.
    pub fn mean(&self, place: usize) -> Option<f64> {
        self.0.get(place).filter(|(_, steps)| *steps > 0).map(|(sum, steps)| sum / *steps as f64)
    }

    /// Forgets everything, as the panels have changed.
    pub fn forget(&mut self) {
        self.0.clear();
    }
}
