//! Strokes: a picture as a list of numbers, with its texts and the pixels of its images. `www/trainer/strokes.js` draws it on a canvas.
//!
//! The numbers are whole: each call is its kind followed by its arguments. A picture crosses into JavaScript once, instead of once per
//! canvas call, and a worker can draw it when the page has handed its canvas over.
//!
//! Stroking and filling every primitive by itself, each time with a new style text, as the crate plotters-canvas does, costs most of a slow
//! machine's frame. Here consecutive primitives of one kind, colour and width become one path. (Filled shapes that overlap in one path
//! must run the same way round, or they would leave a hole: those of `draw` run clockwise.)

use super::letters::Lettering;
use super::surface::{Ink, Surface};
use crate::draw::Image;
use crate::learn::random::hash;
use plotters_backend::BackendCoord;
use std::io;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::js_sys::{Array, Int32Array, Uint8Array};

/// [`Strokes::send`], as the page knows it.
#[wasm_bindgen(typescript_custom_section)]
const STROKES: &str = "export type Strokes = [mark: number, width: number, height: number, scale: number, numbers: Int32Array, texts: string, pixels: Uint8Array<ArrayBuffer>];";

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
    fn push<const N: usize>(&mut self, op: Op, given: [i32; N]) {
        self.numbers.push(op as i32);
        self.numbers.extend(given);
    }

    /// Continues the current path if it has this ink; otherwise begins another.
    fn begin(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            self.ink = Some(ink);
            self.push(Op::Ink, [word(ink.color), ink.stroke.map_or(-1, |width| width as i32)]);
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

impl Surface for Strokes {
    /// Discards everything so far and fills the canvas with one colour.
    fn cover(&mut self, [r, g, b]: [u8; 3]) -> io::Result<()> {
        *self = Self::default();
        self.push(Op::Cover, [word([r, g, b, 255])]);
        Ok(())
    }

    fn rect(&mut self, ink: Ink, [(left, top), (right, bottom)]: [BackendCoord; 2]) -> io::Result<()> {
        self.begin(ink);
        self.push(Op::Rect, [left, top, right - left, bottom - top]);
        Ok(())
    }

    fn circle(&mut self, ink: Ink, (x, y): BackendCoord, radius: u32) -> io::Result<()> {
        self.begin(ink);
        self.push(Op::Circle, [x, y, radius as i32]);
        Ok(())
    }

    fn path(&mut self, ink: Ink, points: &mut dyn Iterator<Item = BackendCoord>) -> io::Result<()> {
        self.begin(ink);
        if let Some((x, y)) = points.next() {
            self.push(Op::Move, [x, y]);
            points.for_each(|(x, y)| self.push(Op::Line, [x, y]));
        }
        if ink.stroke.is_none() {
            self.push(Op::Close, []);
        }
        Ok(())
    }

    fn text(&mut self, text: &str, lettering: &Lettering, (x, y): BackendCoord) -> io::Result<()> {
        self.ink = None;
        let Lettering { color: [r, g, b], font, align, below, quarters, .. } = lettering;
        self.push(Op::Text, [x, y, *below, *quarters, *align, word([*r, *g, *b, 255])]);
        for line in [text, font] {
            self.texts.extend(line.chars().map(|c| if c == '\n' { ' ' } else { c }));
            self.texts.push('\n');
        }
        Ok(())
    }

    fn image(&mut self, [(left, top), (right, bottom)]: [BackendCoord; 2], image: &Image) -> io::Result<()> {
        self.ink = None;
        let size = [image.columns as i32, image.rows() as i32];
        self.push(Op::Image, [left, top, right - left, bottom - top, size[0], size[1]]);
        self.pixels.extend(&image.pixels);
        Ok(())
    }
}

/// A colour as one number, red in its highest byte.
fn word(color: [u8; 4]) -> i32 {
    i32::from_be_bytes(color)
}
