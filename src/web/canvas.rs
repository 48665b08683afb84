//! The canvas backend: records what plotters draws as [`Strokes`].
//!
//! Stroking and filling every primitive by itself, each time with a new style text, as the crate plotters-canvas does, costs most of a slow
//! machine's frame. Here consecutive primitives of one kind, colour and width become one path. (Filled shapes that overlap in one path
//! must run the same way round, or they would leave a hole: those of `draw` run clockwise.) Texts stand where the SVG backend puts them.
//!
//! Coordinates are whole numbers of [`SUBPIXEL`] units per CSS pixel, so they are always finite; the canvas's transformation scales them to
//! device pixels.

use super::letters::Letters;
use super::strokes::{Ink, Op, Strokes, TextInk};
use crate::draw::{Image, Options, Raster, SUBPIXEL, Style, TEXT_SCALE, views};
use crate::session::Session;
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use std::cell::RefCell;
use std::convert::Infallible;
use wasm_bindgen::JsValue;

/// The place of a picture: how large it is in CSS pixels, how many device pixels there are for each, and the mark of what is shown there.
#[derive(Clone, Copy)]
pub struct Place {
    /// Width and height in CSS pixels.
    pub size: (f64, f64),
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// See [`Strokes::send`].
    pub shown: f64,
}

/// Draws the view with this id, in the form of [`Strokes::send`].
///
/// # Errors
/// A sentence, where there is no such view.
pub fn draw(
    view: &str,
    Place { size: (width, height), ratio, shown }: Place,
    letters: &RefCell<Letters>,
    (session, options, style): (&Session, &Options, &Style),
) -> Result<JsValue, String> {
    let view = views()
        .into_iter()
        .find(|v| v.spec.id == view)
        .ok_or_else(|| format!("There is no picture called “{view}”."))?;
    // Browsers refuse canvases beyond some ten thousand pixels.
    let pixels = |length: f64| (length * ratio).round().clamp(1.0, 8192.0) as u32;
    let units = |length: f64| (length.clamp(0.0, 8192.0) * f64::from(SUBPIXEL)).round() as u32;
    let strokes = RefCell::default();
    let area = Canvas { size: (units(width), units(height)), strokes: &strokes, letters }.into_drawing_area();
    (view.draw)(&area, session, options, style).and_then(|()| area.present()).map_err(|e| e.to_string())?;
    Ok(strokes.borrow().send((pixels(width), pixels(height)), ratio / f64::from(SUBPIXEL), shown))
}

/// One picture in the making.
pub struct Canvas<'a> {
    size: (u32, u32),
    strokes: &'a RefCell<Strokes>,
    letters: &'a RefCell<Letters>,
}

impl Canvas<'_> {
    /// Goes on with the path if it is painted alike; else begins another. Nothing is drawn with an invisible colour.
    fn gather(&mut self, color: BackendColor, stroke: Option<u32>) -> bool {
        let (r, g, b) = color.rgb;
        let ink = Ink { color: [r, g, b, (255.0 * color.alpha).round() as u8], stroke };
        if ink.color[3] > 0 {
            self.strokes.borrow_mut().begin(ink);
        }
        ink.color[3] > 0
    }

    fn put<const N: usize>(&mut self, op: Op, given: [i32; N]) {
        self.strokes.borrow_mut().push(op, given);
    }

    fn trace(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut points = points.into_iter();
        let mut strokes = self.strokes.borrow_mut();
        if let Some((x, y)) = points.next() {
            strokes.push(Op::Move, [x, y]);
            points.for_each(|(x, y)| strokes.push(Op::Line, [x, y]));
        }
    }
}

type Drawn<T = ()> = Result<T, DrawingErrorKind<Infallible>>;

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        if self.gather(color, None) {
            self.put(Op::Rect, [x, y, 1, 1]);
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let whole = (left, top) == (0, 0) && (right, bottom) >= (self.size.0 as i32, self.size.1 as i32);
        if fill && whole && style.color().alpha == 1.0 {
            self.strokes.borrow_mut().cover(style.color().rgb.into());
        } else if self.gather(style.color(), (!fill).then(|| style.stroke_width())) {
            self.put(Op::Rect, [left, top, right - left, bottom - top]);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        if self.gather(style.color(), Some(style.stroke_width())) {
            self.trace(path);
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        if self.gather(style.color(), (!fill).then(|| style.stroke_width())) {
            self.put(Op::Circle, [x, y, radius as i32]);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        if self.gather(style.color(), None) {
            self.trace(corners);
            self.put(Op::Close, []);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        let Pos { h_pos, v_pos } = style.anchor();
        let align = match h_pos {
            HPos::Left => 0,
            HPos::Center => 1,
            HPos::Right => 2,
        };
        // The baseline lies as far below the point as the SVG backend puts it; half the height of an x is about 0.27 em.
        let below = match v_pos {
            VPos::Top => 0.76,
            VPos::Center => 0.27,
            VPos::Bottom => -0.27,
        } * size(style);
        let quarters = match style.transform() {
            FontTransform::None => 0,
            FontTransform::Rotate90 => 1,
            FontTransform::Rotate180 => 2,
            FontTransform::Rotate270 => 3,
        };
        let below = below.round() as i32;
        let ink = TextInk { color: style.color().rgb.into(), font: font(style), align };
        self.strokes.borrow_mut().text(text, &ink, (x, y), below, quarters);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        let width = self.letters.borrow_mut().width(text, font(style), size(style));
        Ok((width.ceil() as u32, size(style).ceil() as u32))
    }
}

impl Raster for Canvas<'_> {
    fn stretch(&mut self, corners: [BackendCoord; 2], image: &Image) -> Drawn {
        self.strokes.borrow_mut().image(corners, image);
        Ok(())
    }
}

/// The size at which the SVG backend draws a text.
fn size(style: &impl BackendTextStyle) -> f64 {
    style.size() / TEXT_SCALE
}

/// The canvas's `font` property.
fn font(style: &impl BackendTextStyle) -> String {
    format!("{} {:.0}px {}", style.style().as_str(), size(style), style.family().as_str())
}
