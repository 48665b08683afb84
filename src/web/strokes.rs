//! Strokes: a picture as a list of numbers, with its texts and the pixels of its images. `www/trainer/strokes.js` draws it on a canvas.
//!
//! The numbers are whole: each call is its kind followed by its arguments. A picture crosses into JavaScript once, instead of once per
//! canvas call, and a worker can draw it when the page has handed its canvas over.

use crate::draw::Image;
use crate::learn::random::hash;
use wasm_bindgen::JsValue;
use web_sys::js_sys::{Array, Int32Array, Uint8Array};

/// How a path is painted.
#[derive(Clone, Copy, PartialEq)]
pub struct Ink {
    /// Red, green, blue, opacity.
    pub color: [u8; 4],
    /// The width of a stroke, or `None` for a filled path.
    pub stroke: Option<u32>,
}

/// How a text is written.
pub struct TextInk {
    /// Red, green, blue.
    pub color: [u8; 3],
    /// The canvas's `font` property.
    pub font: String,
    /// Which of the canvas's `textAlign` properties: 0 is left, 1 is center, 2 is right.
    pub align: i32,
}

/// A canvas call. Coordinates are in the backend's units. `www/trainer/strokes.js` knows the kinds by their numbers.
#[derive(Clone, Copy)]
pub enum Op {
    /// Fills the whole canvas: colour.
    Cover,
    /// Begins a path, which ends before the next ink, image or text: colour, then stroke width, or −1 to fill it.
    Ink,
    /// `moveTo`: x, y.
    Move,
    /// `lineTo`: x, y.
    Line,
    /// `closePath`.
    Close,
    /// A whole circle: x and y of its centre, radius.
    Circle,
    /// `rect`: left, top, width, height.
    Rect,
    /// The next image, stretched with sharp pixels: left, top, width, height, its columns and rows.
    Image,
    /// The next text in the next font: x, y, how far below the baseline is, quarters of a turn, alignment, colour.
    Text,
}

/// A picture in the making.
#[derive(Default)]
pub struct Strokes {
    numbers: Vec<i32>,
    /// Texts and fonts in turn, one per line.
    texts: String,
    pixels: Vec<u8>,
    ink: Option<Ink>,
}

impl Strokes {
    /// Adds a call with its arguments.
    pub fn push<const N: usize>(&mut self, op: Op, given: [i32; N]) {
        self.numbers.push(op as i32);
        self.numbers.extend(given);
    }

    /// Continues the current path if it has this ink; otherwise begins another.
    pub fn begin(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            self.ink = Some(ink);
            self.push(Op::Ink, [word(ink.color), ink.stroke.map_or(-1, |width| width as i32)]);
        }
    }

    /// Discards everything so far and fills the canvas with one colour.
    pub fn cover(&mut self, [r, g, b]: [u8; 3]) {
        *self = Self::default();
        self.push(Op::Cover, [word([r, g, b, 255])]);
    }

    /// Stretches an image from corner to corner.
    pub fn image(&mut self, [(left, top), (right, bottom)]: [(i32, i32); 2], image: &Image) {
        self.ink = None;
        let size = [image.columns as i32, image.rows() as i32];
        if size.contains(&0) {
            return;
        }
        self.push(Op::Image, [left, top, right - left, bottom - top, size[0], size[1]]);
        self.pixels.extend(&image.pixels);
    }

    /// Writes a text at a point, its baseline `below` units lower, rotated around the point by quarter turns.
    pub fn text(&mut self, text: &str, ink: &TextInk, (x, y): (i32, i32), below: i32, quarters: i32) {
        self.ink = None;
        let [r, g, b] = ink.color;
        self.push(Op::Text, [x, y, below, quarters, ink.align, word([r, g, b, 255])]);
        for line in [text, &ink.font] {
            self.texts.extend(line.chars().map(|c| if c == '\n' { ' ' } else { c }));
            self.texts.push('\n');
        }
    }

    /// The picture for JavaScript: `[mark, width, height, scale, numbers, texts, pixels]`, width and height in device pixels, `scale`
    /// device pixels per unit. `undefined`, if the picture with the mark `shown` is the same.
    pub fn send(&self, (width, height): (u32, u32), scale: f64, shown: f64) -> JsValue {
        let mark = self.mark((width, height), scale);
        if mark == shown {
            return JsValue::UNDEFINED;
        }
        let head = [mark, f64::from(width), f64::from(height), scale].map(JsValue::from);
        let numbers = Int32Array::from(self.numbers.as_slice()).into();
        let pixels = Uint8Array::from(self.pixels.as_slice()).into();
        Array::from_iter(head.into_iter().chain([numbers, JsValue::from(&self.texts), pixels])).into()
    }

    /// Identifies the picture: as many bits of a hash as a double holds exactly.
    fn mark(&self, (width, height): (u32, u32), scale: f64) -> f64 {
        let numbers = hash(self.numbers.iter().map(|n| *n as u32));
        let rest = hash(self.texts.bytes().chain(self.pixels.iter().copied()));
        (hash([numbers, rest, width.into(), height.into(), scale.to_bits()].into_iter()) >> 11) as f64
    }
}

/// A colour as one number, red in its highest byte.
fn word(color: [u8; 4]) -> i32 {
    i32::from_be_bytes(color)
}
