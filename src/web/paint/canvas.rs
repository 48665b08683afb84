//! The canvas backend: what plotters draws goes to a [`Surface`], which either records it for a worker ([`Strokes`]) or paints it at once
//! on the page's own canvas ([`PageCanvas`]). It is one backend, so that every picture is compiled once.
//!
//! Coordinates are whole numbers of [`crate::draw::SUBPIXEL`] units per CSS pixel, so they are always finite; the canvas's transformation
//! scales them to device pixels.

use super::letters::{Lettering, Letters};
use super::page_canvas::PageCanvas;
use super::strokes::Strokes;
use super::surface::{Ink, Place, Surface};
use crate::draw::{self, Image, Raster, Style};
use crate::session::Session;
use crate::tell::{self, Options};
use plotters::drawing::IntoDrawingArea;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use std::cell::RefCell;
use std::io;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

/// What a picture is of: a run, what is looked at, and the colours.
pub type Subject<'a> = (&'a Session, &'a Options, &'a Style);

/// Draws the view with this id, in the form of [`Strokes::send`].
///
/// # Errors
/// A sentence, if there is no such view.
pub fn draw(
    view: &str,
    place: Place,
    shown: f64,
    letters: &RefCell<Letters>,
    subject: Subject,
) -> Result<JsValue, String> {
    let mut strokes = Strokes::default();
    put(view, place, &mut strokes, letters, subject)?;
    Ok(strokes.send(place.pixels(), place.scale(), shown))
}

/// Paints the view with this id on a canvas of the page, which gets the size of the place.
///
/// # Errors
/// A sentence, where there is no such view or the context is not a canvas's on the page.
pub fn paint(
    view: &str,
    place: Place,
    context: &CanvasRenderingContext2d,
    letters: &RefCell<Letters>,
    subject: Subject,
) -> Result<(), String> {
    let mut canvas = PageCanvas::new(context, place).ok_or("There is no canvas to draw on.")?;
    put(view, place, &mut canvas, letters, subject)
}

fn put(
    view: &str,
    place: Place,
    surface: &mut dyn Surface,
    letters: &RefCell<Letters>,
    (session, options, style): Subject,
) -> Result<(), String> {
    let view = tell::view(view).ok_or_else(|| format!("There is no picture called “{view}”."))?;
    let area = Canvas { size: place.units(), surface, letters }.into_drawing_area();
    draw::draw(view, &area, session, options, style).and_then(|()| area.present()).map_err(|e| e.to_string())
}

/// A picture in the making.
struct Canvas<'a> {
    size: (u32, u32),
    surface: &'a mut dyn Surface,
    letters: &'a RefCell<Letters>,
}

type Drawn<T = ()> = Result<T, DrawingErrorKind<io::Error>>;

impl Canvas<'_> {
    /// Draws with a visible ink.
    fn with(&mut self, ink: Option<Ink>, draw: impl FnOnce(&mut dyn Surface, Ink) -> io::Result<()>) -> Drawn {
        ink.map_or(Ok(()), |ink| draw(self.surface, ink)).map_err(DrawingErrorKind::DrawingError)
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = io::Error;

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
        self.draw_rect((x, y), (x + 1, y + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, a: BackendCoord, b: BackendCoord, style: &S, fill: bool) -> Drawn {
        let whole = a == (0, 0) && b >= (self.size.0 as i32, self.size.1 as i32);
        if fill && whole && style.color().alpha == 1.0 {
            return self.surface.cover(style.color().rgb.into()).map_err(DrawingErrorKind::DrawingError);
        }
        self.with(ink(style, fill), |surface, ink| surface.rect(ink, [a, b]))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.with(ink(style, false), |surface, ink| surface.path(ink, &mut path.into_iter()))
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.with(ink(style, fill), |surface, ink| surface.circle(ink, center, radius))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        self.with(ink(style, true), |surface, ink| surface.path(ink, &mut corners.into_iter()))
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let visible = Ink::of(style.color(), None);
        self.with(visible, |surface, _| surface.text(text, &Lettering::of(style), at))
    }

    /// plotters-canvas would measure by an element with a style of its own, which the page's policy forbids.
    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        let lettering = Lettering::of(style);
        let height = lettering.size.ceil() as u32;
        Ok((self.letters.borrow_mut().width(text, lettering).ceil() as u32, height))
    }
}

impl Raster for Canvas<'_> {
    fn stretch(&mut self, corners: [BackendCoord; 2], image: &Image) -> Drawn {
        let empty = image.columns == 0 || image.rows() == 0;
        if empty { Ok(()) } else { self.surface.image(corners, image).map_err(DrawingErrorKind::DrawingError) }
    }
}

fn ink(style: &impl BackendStyle, fill: bool) -> Option<Ink> {
    Ink::of(style.color(), (!fill).then(|| style.stroke_width()))
}
