//! The page's own canvas, on which plotters-canvas paints directly, if no worker can paint.
//!
//! plotters-canvas counts in device pixels, has its own notion of a text's middle and bottom, and draws no images. So the canvas is scaled
//! to make its pixels our units, texts are placed like those of the SVG backend, and images are drawn on a canvas of their own size first.

use super::letters::Lettering;
use super::surface::{Ink, Place, Surface};
use crate::draw::{Image, SUBPIXEL};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend};
use plotters_canvas::CanvasBackend;
use std::f64::consts::FRAC_PI_2;
use std::io;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData, js_sys::Error};

/// A canvas of the page while a picture is painted on it.
pub struct PageCanvas<'a> {
    backend: CanvasBackend,
    context: &'a CanvasRenderingContext2d,
    element: HtmlCanvasElement,
    size: (u32, u32),
}

impl<'a> PageCanvas<'a> {
    /// Resizes the canvas of a context to a place; `None`, if the context does not belong to an element.
    pub fn new(context: &'a CanvasRenderingContext2d, place: Place) -> Option<Self> {
        let element = context.canvas()?;
        let (columns, rows) = place.pixels();
        // Setting the size, even to the same value, clears a canvas and resets all of its properties.
        if (element.width(), element.height()) != (columns, rows) {
            element.set_width(columns);
            element.set_height(rows);
        }
        let scale = place.scale();
        context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).ok()?;
        context.set_line_join("round");
        let backend = CanvasBackend::with_canvas_object(element.clone())?;
        Some(Self { backend, context, element, size: place.units() })
    }
}

impl BackendStyle for Ink {
    fn color(&self) -> BackendColor {
        let [r, g, b, opacity] = self.color;
        BackendColor { alpha: f64::from(opacity) / 255.0, rgb: (r, g, b) }
    }

    fn stroke_width(&self) -> u32 {
        self.stroke.unwrap_or(1)
    }
}

impl Surface for PageCanvas<'_> {
    fn cover(&mut self, [r, g, b]: [u8; 3]) -> io::Result<()> {
        // Up to the last pixel, of which the last unit may be only a part.
        let (right, bottom) = (self.size.0 as i32 + SUBPIXEL, self.size.1 as i32 + SUBPIXEL);
        self.rect(Ink { color: [r, g, b, 255], stroke: None }, [(0, 0), (right, bottom)])
    }

    fn rect(&mut self, ink: Ink, [a, b]: [BackendCoord; 2]) -> io::Result<()> {
        self.backend.draw_rect(a, b, &ink, ink.stroke.is_none()).map_err(io::Error::other)
    }

    fn circle(&mut self, ink: Ink, center: BackendCoord, radius: u32) -> io::Result<()> {
        self.backend.draw_circle(center, radius, &ink, ink.stroke.is_none()).map_err(io::Error::other)
    }

    fn path(&mut self, ink: Ink, points: &mut dyn Iterator<Item = BackendCoord>) -> io::Result<()> {
        match ink.stroke {
            Some(_) => self.backend.draw_path(points, &ink),
            None => self.backend.fill_polygon(points, &ink),
        }
        .map_err(io::Error::other)
    }

    fn text(&mut self, text: &str, lettering: &Lettering, (x, y): BackendCoord) -> io::Result<()> {
        let Lettering { color: [r, g, b], font, align, below, quarters, .. } = lettering;
        let context = self.context;
        context.set_fill_style_str(&format!("rgb({r},{g},{b})"));
        context.set_font(font);
        context.set_text_align(["left", "center", "right"][*align as usize]);
        context.save();
        let written = context
            .translate(x.into(), y.into())
            .and_then(|()| context.rotate(f64::from(*quarters) * FRAC_PI_2))
            .and_then(|()| context.fill_text(text, 0.0, (*below).into()));
        context.restore();
        written.map_err(fault)
    }

    fn image(&mut self, [(left, top), (right, bottom)]: [BackendCoord; 2], image: &Image) -> io::Result<()> {
        let stamp = self.stamp(image).map_err(fault)?;
        self.context.set_image_smoothing_enabled(false);
        let [x, y, width, height] = [left, top, right - left, bottom - top].map(f64::from);
        self.context.draw_image_with_html_canvas_element_and_dw_and_dh(&stamp, x, y, width, height).map_err(fault)
    }
}

impl PageCanvas<'_> {
    /// An image on a canvas of its own size, one pixel each.
    fn stamp(&self, image: &Image) -> Result<HtmlCanvasElement, JsValue> {
        let document = self.element.owner_document().ok_or("The canvas has left the page.")?;
        let stamp = document.create_element("canvas")?.dyn_into::<HtmlCanvasElement>()?;
        let (columns, rows) = (image.columns as u32, image.rows() as u32);
        stamp.set_width(columns);
        stamp.set_height(rows);
        let pixels = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&image.pixels), columns, rows)?;
        let context = stamp.get_context("2d")?.ok_or("There is no canvas to draw on.")?;
        context.dyn_into::<CanvasRenderingContext2d>()?.put_image_data(&pixels, 0.0, 0.0)?;
        Ok(stamp)
    }
}

fn fault(thrown: JsValue) -> io::Error {
    io::Error::other(String::from(thrown.unchecked_into::<Error>().message()))
}
