//! A picture as a list of canvas calls, and the canvas that it is played on.
//!
//! A tape that equals the one before is not played again. A canvas keeps its properties from one picture to the next, so each is set only
//! where it changes: setting a font alone takes longer than writing ten texts, because the browser brings the document's style up to date
//! for it.

use super::stamp::Stamp;
use crate::draw::Image;
use std::f64::consts::{FRAC_PI_2, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How a path is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// Red, green, blue, opacity.
    pub color: [u8; 4],
    /// The width of a stroke, or `None` for a filled path.
    pub stroke: Option<u32>,
}

/// How a text is written.
#[derive(Clone, Debug, PartialEq)]
pub struct TextInk {
    /// Red, green, blue.
    pub color: [u8; 3],
    /// The canvas's `font` property.
    pub font: String,
    /// The canvas's `textAlign` property.
    pub align: &'static str,
}

/// A call of the canvas. Coordinates are in the backend's units.
#[derive(Clone, Debug, PartialEq)]
pub enum Op {
    /// Covers everything: a canvas that is told so need not keep what was there.
    Cover([u8; 3]),
    /// Begins a path, which ends before the next ink or text.
    Ink(Ink),
    /// `moveTo`.
    Move(i32, i32),
    /// `lineTo`.
    Line(i32, i32),
    /// `closePath`.
    Close,
    /// A whole circle around a centre.
    Circle(i32, i32, u32),
    /// `rect`.
    Rect(i32, i32, i32, i32),
    /// An image from corner to corner.
    Image(Box<([(i32, i32); 2], Image)>),
    /// A text at a point, its baseline so far below, turned by quarters.
    Text(Box<(String, TextInk, f64, u8)>, i32, i32),
}

/// A picture.
#[derive(Debug, Default, PartialEq)]
pub struct Tape {
    ops: Vec<Op>,
    ink: Option<Ink>,
}

impl Tape {
    /// Goes on with the present path if it has this ink; else begins another.
    pub fn begin(&mut self, ink: Ink) {
        if self.ink != Some(ink) {
            self.ink = Some(ink);
            self.ops.push(Op::Ink(ink));
        }
    }

    /// Adds to the present path.
    pub fn push(&mut self, op: Op) {
        self.ops.push(op);
    }

    /// Starts again on a ground of one colour.
    pub fn cover(&mut self, color: [u8; 3]) {
        self.ink = None;
        self.ops = vec![Op::Cover(color)];
    }

    /// Stretches an image from corner to corner.
    pub fn image(&mut self, corners: [(i32, i32); 2], image: Image) {
        self.ink = None;
        self.ops.push(Op::Image(Box::new((corners, image))));
    }

    /// Writes a text: at a point, with its baseline so far below, turned by quarters around the point.
    pub fn text(&mut self, text: &str, ink: TextInk, (x, y): (i32, i32), below: f64, quarters: u8) {
        self.ink = None;
        self.ops.push(Op::Text(Box::new((text.to_string(), ink, below, quarters)), x, y));
    }
}

/// A canvas: what is on it and what its properties are.
pub struct Sheet {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    scale: f64,
    shown: Option<Tape>,
    /// Made for the first image.
    stamp: Option<Stamp>,
    fill: Option<[u8; 4]>,
    stroke: Option<[u8; 4]>,
    width: Option<u32>,
    font: String,
    align: &'static str,
}

impl Sheet {
    /// Takes a canvas.
    ///
    /// # Errors
    /// A sentence, where the browser gives no context to draw on.
    pub fn new(canvas: &HtmlCanvasElement) -> Result<Self, String> {
        let context = canvas.get_context("2d").ok().flatten().and_then(|c| c.dyn_into().ok());
        let context = context.ok_or("The browser gives no context to draw on.")?;
        Ok(Self {
            canvas: canvas.clone(),
            context,
            scale: 0.0,
            shown: None,
            stamp: None,
            fill: None,
            stroke: None,
            width: None,
            font: String::new(),
            align: "",
        })
    }

    /// Whether it is this canvas.
    pub fn is_of(&self, canvas: &HtmlCanvasElement) -> bool {
        self.canvas == *canvas
    }

    /// Brings the canvas to a size in device pixels, at so many of them per unit. Another size clears it and all of its properties.
    pub fn fit(&mut self, pixels: (u32, u32), scale: f64) {
        if (self.canvas.width(), self.canvas.height()) == pixels && self.scale == scale {
            return;
        }
        self.canvas.set_width(pixels.0);
        self.canvas.set_height(pixels.1);
        // Fails with numbers that are not finite only; then nothing is to be seen.
        let _ = self.context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0);
        self.context.set_line_join("round");
        (self.scale, self.shown, self.fill, self.stroke, self.width) = (scale, None, None, None, None);
        (self.font, self.align) = (String::new(), "");
    }

    /// Shows a picture, unless it is shown already.
    pub fn show(&mut self, tape: Tape) {
        if self.shown.as_ref() == Some(&tape) {
            return;
        }
        let mut ink = None;
        for op in &tape.ops {
            let float = |v: i32| f64::from(v);
            match op {
                Op::Cover([r, g, b]) => {
                    self.fill_with([*r, *g, *b, 255]);
                    let side = |pixels: u32| f64::from(pixels + 1) / self.scale;
                    self.context.fill_rect(0.0, 0.0, side(self.canvas.width()), side(self.canvas.height()));
                }
                Op::Ink(next) => {
                    self.paint(ink.replace(*next));
                    self.context.begin_path();
                }
                Op::Move(x, y) => self.context.move_to(float(*x), float(*y)),
                Op::Line(x, y) => self.context.line_to(float(*x), float(*y)),
                Op::Close => self.context.close_path(),
                Op::Circle(x, y, radius) => {
                    let (x, y, radius) = (float(*x), float(*y), f64::from(*radius));
                    self.context.move_to(x + radius, y);
                    // Only a negative radius is refused.
                    let _ = self.context.arc(x, y, radius, 0.0, TAU);
                }
                Op::Rect(x, y, width, height) => self.context.rect(float(*x), float(*y), float(*width), float(*height)),
                Op::Image(placed) => {
                    self.paint(ink.take());
                    let ([(left, top), (right, bottom)], image) = placed.as_ref();
                    let place = [*left, *top, right - left, bottom - top].map(float);
                    if self.stamp.is_none() {
                        self.stamp = Stamp::new().ok();
                    }
                    // Where the browser refuses, the picture lacks its cells; its frames and the texts beside it remain.
                    let _ = self.stamp.as_ref().map(|stamp| stamp.draw(&self.context, place, image));
                }
                Op::Text(text, x, y) => {
                    self.paint(ink.take());
                    let (text, ink, below, quarters) = text.as_ref();
                    self.write(text, ink, (float(*x), float(*y)), *below, *quarters);
                }
            }
        }
        self.paint(ink);
        self.shown = Some(tape);
    }

    /// Paints the path that was traced.
    fn paint(&mut self, ink: Option<Ink>) {
        let Some(Ink { color, stroke }) = ink else { return };
        let Some(width) = stroke else {
            self.fill_with(color);
            return self.context.fill();
        };
        if self.stroke.replace(color) != Some(color) {
            self.context.set_stroke_style_str(&hex(color));
        }
        if self.width.replace(width) != Some(width) {
            self.context.set_line_width(f64::from(width));
        }
        self.context.stroke();
    }

    fn fill_with(&mut self, color: [u8; 4]) {
        if self.fill.replace(color) != Some(color) {
            self.context.set_fill_style_str(&hex(color));
        }
    }

    fn write(&mut self, text: &str, ink: &TextInk, (x, y): (f64, f64), below: f64, quarters: u8) {
        let [r, g, b] = ink.color;
        self.fill_with([r, g, b, 255]);
        self.set_font(&ink.font);
        if self.align != ink.align {
            self.align = ink.align;
            self.context.set_text_align(ink.align);
        }
        // None of these fails with finite numbers.
        if quarters == 0 {
            let _ = self.context.fill_text(text, x, y + below);
        } else {
            self.context.save();
            let _ = self.context.translate(x, y);
            let _ = self.context.rotate(f64::from(quarters) * FRAC_PI_2);
            let _ = self.context.fill_text(text, 0.0, below);
            self.context.restore();
        }
    }

    fn set_font(&mut self, font: &str) {
        if self.font != font {
            self.font = font.to_string();
            self.context.set_font(font);
        }
    }

    /// How wide a text is, in units.
    pub fn width_of(&mut self, text: &str, font: &str) -> f64 {
        self.set_font(font);
        self.context.measure_text(text).map_or(0.0, |measured| measured.width())
    }
}

/// A colour as the canvas reads it.
fn hex([r, g, b, a]: [u8; 4]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}{a:02x}")
}
