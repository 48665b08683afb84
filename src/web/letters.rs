//! How wide texts are, as a canvas measures them. A measured text is remembered: the same ticks and names come again in every frame.

use litemap::LiteMap;
use wasm_bindgen::JsCast;
use web_sys::{OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// So many widths are remembered; then it begins anew.
const REMEMBERED: usize = 1000;

/// A character's width by its size, where a browser has no canvas to measure on.
const USUAL: f64 = 0.55;

/// Measures texts.
pub struct Letters {
    context: Option<OffscreenCanvasRenderingContext2d>,
    /// By font and text.
    widths: LiteMap<(String, String), f64>,
}

impl Default for Letters {
    fn default() -> Self {
        let context = OffscreenCanvas::new(1, 1).ok().and_then(|canvas| canvas.get_context("2d").ok().flatten());
        Self { context: context.and_then(|c| c.dyn_into().ok()), widths: LiteMap::new() }
    }
}

impl Letters {
    /// The width of a text in a font, which is so many units large.
    pub fn width(&mut self, text: &str, font: String, size: f64) -> f64 {
        if self.widths.len() == REMEMBERED {
            self.widths.clear();
        }
        let key = (font, text.to_string());
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        let measured = self.context.as_ref().and_then(|context| {
            context.set_font(&key.0);
            context.measure_text(text).ok()
        });
        let width = measured.map_or(USUAL * size * text.chars().count() as f64, |measured| measured.width());
        self.widths.insert(key, width);
        width
    }
}
