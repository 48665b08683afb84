//! The canvas backend: plotters-canvas behind a layer that merges.
//!
//! `plotters_canvas::CanvasBackend` strokes and fills every primitive by itself, each time with a new style text, which costs most of a
//! slow machine's frame. This layer gathers consecutive primitives of one kind, colour and width into one path. (Filled shapes that
//! overlap in one path must run the same way round, or they would leave a hole: those of `draw` run clockwise.) It writes texts itself,
//! too: plotters-canvas sets five properties for each, which takes longer than to draw it, and uses other sizes and baselines than the
//! SVG backend, with which pictures are to agree. Single pixels go through. Nothing here touches the document: texts are measured on
//! the canvas.
//!
//! Coordinates are whole numbers of [`SUBPIXEL`] units per CSS pixel, so they are always finite; the canvas's transformation scales them to
//! device pixels.

use crate::draw::{Options, SUBPIXEL, Style, TEXT_SCALE, views};
use crate::session::Session;
use plotters::drawing::IntoDrawingArea;
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use plotters_canvas::CanvasBackend;
use std::f64::consts::{FRAC_PI_2, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws the view with this id on a canvas that is so many CSS pixels large on a screen with `ratio` device pixels for each.
///
/// # Errors
/// A sentence, where there is no such view or the browser gives no context to draw on.
#[allow(clippy::too_many_arguments, reason = "it is called from one place, with what the page measured")]
pub fn draw_view(
    view: &str,
    canvas: &HtmlCanvasElement,
    width: f64,
    height: f64,
    ratio: f64,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Result<(), String> {
    let view = views()
        .into_iter()
        .find(|v| v.spec.id == view)
        .ok_or_else(|| format!("There is no picture called “{view}”."))?;
    let area = Canvas::new(canvas, width, height, ratio)?.into_drawing_area();
    (view.draw)(&area, session, options, style).and_then(|()| area.present()).map_err(|e| e.to_string())
}

/// A canvas and the path that is being gathered.
pub struct Canvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
    gathered: Option<Ink>,
    /// The properties that the last text was written with.
    written: Option<TextInk>,
}

/// How a text is written.
#[derive(Clone, PartialEq)]
struct TextInk {
    rgb: (u8, u8, u8),
    size: f64,
    family: String,
    align: &'static str,
}

/// How a path is painted.
#[derive(Clone, Copy, PartialEq)]
struct Ink {
    color: [u8; 4],
    /// The width of a stroke, or `None` for a filled path.
    stroke: Option<u32>,
}

impl Canvas {
    /// A backend for a canvas, whose pixels are brought to the asked size.
    ///
    /// # Errors
    /// A sentence, where the browser gives no context to draw on.
    pub fn new(canvas: &HtmlCanvasElement, width: f64, height: f64, ratio: f64) -> Result<Self, String> {
        let context = canvas.get_context("2d").ok().flatten().and_then(|c| c.dyn_into().ok());
        let inner = CanvasBackend::with_canvas_object(canvas.clone());
        let (Some(context), Some(inner)): (Option<CanvasRenderingContext2d>, _) = (context, inner) else {
            return Err("The browser gives no context to draw on.".to_string());
        };
        // Browsers refuse canvases beyond some ten thousand pixels.
        let pixels = |length: f64| (length * ratio).round().clamp(1.0, 8192.0) as u32;
        // Setting a size clears the canvas and costs time, even if it is the same.
        if (canvas.width(), canvas.height()) != (pixels(width), pixels(height)) {
            canvas.set_width(pixels(width));
            canvas.set_height(pixels(height));
        }
        let scale = ratio / f64::from(SUBPIXEL);
        context
            .set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0)
            .map_err(|_| "The canvas cannot be scaled.".to_string())?;
        context.set_line_join("round");
        let units = |length: f64| (length.clamp(0.0, 8192.0) * f64::from(SUBPIXEL)).round() as u32;
        Ok(Self { inner, context, size: (units(width), units(height)), gathered: None, written: None })
    }

    /// Goes on with the gathered path if it is painted alike; else paints it and begins another. Nothing is drawn with an invisible colour.
    fn gather(&mut self, color: BackendColor, stroke: Option<u32>) -> bool {
        let (r, g, b) = color.rgb;
        let ink = Ink { color: [r, g, b, (255.0 * color.alpha).round() as u8], stroke };
        if self.gathered != Some(ink) {
            self.paint();
            self.context.begin_path();
            self.gathered = Some(ink);
        }
        ink.color[3] > 0
    }

    /// Paints the gathered path.
    fn paint(&mut self) {
        let Some(Ink { color: [r, g, b, a], stroke }) = self.gathered.take() else { return };
        let color = format!("#{r:02x}{g:02x}{b:02x}{a:02x}");
        if let Some(width) = stroke {
            self.context.set_stroke_style_str(&color);
            self.context.set_line_width(f64::from(width));
            self.context.stroke();
        } else {
            self.written = None;
            self.context.set_fill_style_str(&color);
            self.context.fill();
        }
    }

    fn trace(&self, points: impl IntoIterator<Item = BackendCoord>) {
        let mut points = points.into_iter().map(|(x, y)| (f64::from(x), f64::from(y)));
        if let Some((x, y)) = points.next() {
            self.context.move_to(x, y);
            points.for_each(|(x, y)| self.context.line_to(x, y));
        }
    }
}

type Drawn<T = ()> = Result<T, DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for Canvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.paint();
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.paint();
        self.written = None;
        self.inner.draw_pixel(point, color)
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
        if self.gather(style.color(), (!fill).then(|| style.stroke_width())) {
            let [x, y, width, height] = [left, top, right - left, bottom - top].map(f64::from);
            self.context.rect(x, y, width, height);
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
            let [x, y, radius] = [f64::from(x), f64::from(y), f64::from(radius)];
            self.context.move_to(x + radius, y);
            // Only a negative radius is refused.
            let _ = self.context.arc(x, y, radius, 0.0, TAU);
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        if self.gather(style.color(), None) {
            self.trace(corners);
            self.context.close_path();
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Drawn {
        self.paint();
        if style.color().alpha == 0.0 {
            return Ok(());
        }
        let Pos { h_pos, v_pos } = style.anchor();
        let align = match h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        };
        let ink =
            TextInk { rgb: style.color().rgb, size: size(style), family: style.family().as_str().to_string(), align };
        if self.written.as_ref() != Some(&ink) {
            let (r, g, b) = ink.rgb;
            self.context.set_fill_style_str(&format!("#{r:02x}{g:02x}{b:02x}"));
            self.context.set_font(&font(style));
            self.context.set_text_align(align);
        }
        // The baseline lies as far below the point as the SVG backend puts it; half the height of an x is about 0.27 em.
        let below = match v_pos {
            VPos::Top => 0.76,
            VPos::Center => 0.27,
            VPos::Bottom => -0.27,
        } * ink.size;
        self.written = Some(ink);
        let quarters = match style.transform() {
            FontTransform::None => 0.0,
            FontTransform::Rotate90 => 1.0,
            FontTransform::Rotate180 => 2.0,
            FontTransform::Rotate270 => 3.0,
        };
        let (x, y) = (f64::from(x), f64::from(y));
        // None of these fails with finite numbers.
        if quarters == 0.0 {
            let _ = self.context.fill_text(text, x, y + below);
        } else {
            self.context.save();
            let _ = self.context.translate(x, y);
            let _ = self.context.rotate(quarters * FRAC_PI_2);
            let _ = self.context.fill_text(text, 0.0, below);
            self.context.restore();
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> Drawn<(u32, u32)> {
        self.context.save();
        self.context.set_font(&font(style));
        let width = self.context.measure_text(text).map_or(0.0, |measured| measured.width());
        self.context.restore();
        Ok((width.ceil() as u32, size(style).ceil() as u32))
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
