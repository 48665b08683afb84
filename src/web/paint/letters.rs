//! Texts on a canvas: how one stands there, and how wide it is. A measured text is remembered: the same ticks and names come again in
//! every frame.

use crate::draw::TEXT_SCALE;
use litemap::LiteMap;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendTextStyle, FontTransform};
use wasm_bindgen::JsCast;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, OffscreenCanvas, OffscreenCanvasRenderingContext2d, window,
};

/// The number of widths remembered before all are dropped.
const REMEMBERED: usize = 1000;

/// A character's width relative to its size, if the browser has no canvas for measuring.
const USUAL: f64 = 0.55;

/// How a text stands on a canvas: where the SVG backend would put it.
pub struct Lettering {
    /// Red, green, blue.
    pub color: [u8; 3],
    /// The canvas's `font` property.
    pub font: String,
    /// The size of the font in units.
    pub size: f64,
    /// Which of the canvas's `textAlign` properties: 0 is left, 1 is center, 2 is right.
    pub align: i32,
    /// How many units below its point its baseline is.
    pub below: i32,
    /// By how many quarters of a turn it is turned around its point.
    pub quarters: i32,
}

impl Lettering {
    /// What a style says.
    pub fn of(style: &impl BackendTextStyle) -> Self {
        let size = style.size() / TEXT_SCALE;
        let Pos { h_pos, v_pos } = style.anchor();
        // Half the height of an x is about 0.27 em.
        let below = match v_pos {
            VPos::Top => 0.76,
            VPos::Center => 0.27,
            VPos::Bottom => -0.27,
        } * size;
        Self {
            color: style.color().rgb.into(),
            font: format!("{} {size:.0}px {}", style.style().as_str(), style.family().as_str()),
            size,
            align: match h_pos {
                HPos::Left => 0,
                HPos::Center => 1,
                HPos::Right => 2,
            },
            below: below.round() as i32,
            quarters: match style.transform() {
                FontTransform::None => 0,
                FontTransform::Rotate90 => 1,
                FontTransform::Rotate180 => 2,
                FontTransform::Rotate270 => 3,
            },
        }
    }
}

/// Measures texts.
pub struct Letters {
    ruler: Option<Ruler>,
    /// By font and text.
    widths: LiteMap<(String, String), f64>,
}

/// A canvas that nobody sees.
enum Ruler {
    /// In a worker as on the page.
    Anywhere(OffscreenCanvasRenderingContext2d),
    /// On the page of a browser that has no other.
    Page(CanvasRenderingContext2d),
}

impl Default for Letters {
    fn default() -> Self {
        Self { ruler: Ruler::anywhere().or_else(Ruler::page), widths: LiteMap::new() }
    }
}

impl Letters {
    /// The width of a text in units.
    pub fn width(&mut self, text: &str, Lettering { font, size, .. }: Lettering) -> f64 {
        if self.widths.len() == REMEMBERED {
            self.widths.clear();
        }
        let key = (font, text.to_string());
        if let Some(width) = self.widths.get(&key) {
            return *width;
        }
        let measured = self.ruler.as_ref().and_then(|ruler| ruler.width(text, &key.0));
        let width = measured.unwrap_or(USUAL * size * text.chars().count() as f64);
        self.widths.insert(key, width);
        width
    }
}

impl Ruler {
    fn anywhere() -> Option<Self> {
        let context = OffscreenCanvas::new(1, 1).ok()?.get_context("2d").ok()??;
        context.dyn_into().ok().map(Self::Anywhere)
    }

    fn page() -> Option<Self> {
        let canvas = window()?.document()?.create_element("canvas").ok()?;
        let context = canvas.dyn_into::<HtmlCanvasElement>().ok()?.get_context("2d").ok()??;
        context.dyn_into().ok().map(Self::Page)
    }

    fn width(&self, text: &str, font: &str) -> Option<f64> {
        let measured = match self {
            Self::Anywhere(context) => {
                context.set_font(font);
                context.measure_text(text)
            }
            Self::Page(context) => {
                context.set_font(font);
                context.measure_text(text)
            }
        };
        measured.ok().map(|measured| measured.width())
    }
}
