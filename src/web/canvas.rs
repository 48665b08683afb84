//! The canvas backend: what plotters draws, written on a [`Tape`] instead of being drawn at once.
//!
//! Stroking and filling every primitive by itself, each time with a new style text, as the crate plotters-canvas does, costs most of a slow
//! machine's frame. Here consecutive primitives of one kind, colour and width become one path. (Filled shapes that overlap in one path
//! must run the same way round, or they would leave a hole: those of `draw` run clockwise.) At the end the tape is compared with that of
//! the last picture on this canvas: an equal one is left alone, another one is played. Texts stand where the SVG backend puts them.
//!
//! Coordinates are whole numbers of [`SUBPIXEL`] units per CSS pixel, so they are always finite; the canvas's transformation scales them to
//! device pixels.

use super::tape::{Ink, Op, Sheet, Tape, TextInk};
use crate::draw::{Image, Options, Raster, SUBPIXEL, Style, TEXT_SCALE, views};
use crate::session::Session;
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;

/// The canvases that were drawn on, with what is on them.
#[derive(Default)]
pub struct Canvases(RefCell<Vec<Rc<RefCell<Sheet>>>>);

impl Canvases {
    /// Draws the view with this id on a canvas that is so many CSS pixels large on a screen with `ratio` device pixels for each.
    ///
    /// # Errors
    /// A sentence, where there is no such view or the browser gives no context to draw on.
    pub fn draw(
        &self,
        view: &str,
        canvas: &HtmlCanvasElement,
        (width, height, ratio): (f64, f64, f64),
        (session, options, style): (&Session, &Options, &Style),
    ) -> Result<(), String> {
        let view = views()
            .into_iter()
            .find(|v| v.spec.id == view)
            .ok_or_else(|| format!("There is no picture called “{view}”."))?;
        let sheet = self.sheet(canvas)?;
        // Browsers refuse canvases beyond some ten thousand pixels.
        let pixels = |length: f64| (length * ratio).round().clamp(1.0, 8192.0) as u32;
        sheet.borrow_mut().fit((pixels(width), pixels(height)), ratio / f64::from(SUBPIXEL));
        let units = |length: f64| (length.clamp(0.0, 8192.0) * f64::from(SUBPIXEL)).round() as u32;
        let area = Canvas { size: (units(width), units(height)), tape: Tape::default(), sheet }.into_drawing_area();
        (view.draw)(&area, session, options, style).and_then(|()| area.present()).map_err(|e| e.to_string())
    }

    /// What is known of a canvas.
    fn sheet(&self, canvas: &HtmlCanvasElement) -> Result<Rc<RefCell<Sheet>>, String> {
        let mut known = self.0.borrow_mut();
        if let Some(sheet) = known.iter().find(|sheet| sheet.borrow().is_of(canvas)) {
            return Ok(sheet.clone());
        }
        let sheet = Rc::new(RefCell::new(Sheet::new(canvas)?));
        known.push(sheet.clone());
        Ok(sheet)
    }
}

/// One picture in the making.
pub struct Canvas {
    size: (u32, u32),
    tape: Tape,
    sheet: Rc<RefCell<Sheet>>,
}

impl Canvas {
    /// Goes on with the path if it is painted alike; else begins another. Nothing is drawn with an invisible colour.
    fn gather(&mut self, color: BackendColor, stroke: Option<u32>) -> bool {
        let (r, g, b) = color.rgb;
        let ink = Ink { color: [r, g, b, (255.0 * color.alpha).round() as u8], stroke };
        if ink.color[3] > 0 {
            self.tape.begin(ink);
        }
        ink.color[3] > 0
    }

    fn trace(&mut self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut points = points.into_iter();
        if let Some((x, y)) = points.next() {
            self.tape.push(Op::Move(x, y));
            points.for_each(|(x, y)| self.tape.push(Op::Line(x, y)));
        }
    }
}

type Drawn<T = ()> = Result<T, DrawingErrorKind<Infallible>>;

impl DrawingBackend for Canvas {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.sheet.borrow_mut().show(std::mem::take(&mut self.tape));
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        if self.gather(color, None) {
            self.tape.push(Op::Rect(x, y, 1, 1));
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
            self.tape.cover(style.color().rgb.into());
        } else if self.gather(style.color(), (!fill).then(|| style.stroke_width())) {
            self.tape.push(Op::Rect(left, top, right - left, bottom - top));
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
            self.tape.push(Op::Circle(x, y, radius));
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        if self.gather(style.color(), None) {
            self.trace(corners);
            self.tape.push(Op::Close);
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        let Pos { h_pos, v_pos } = style.anchor();
        let align = match h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
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
        let ink = TextInk { color: style.color().rgb.into(), font: font(style), align };
        self.tape.text(text, ink, (x, y), below, quarters);
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        let width = self.sheet.borrow_mut().width_of(text, &font(style));
        Ok((width.ceil() as u32, size(style).ceil() as u32))
    }
}

impl Raster for Canvas {
    fn stretch(&mut self, corners: [BackendCoord; 2], image: &Image) -> Drawn {
        self.tape.image(corners, image.clone());
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
