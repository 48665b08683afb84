//! Images on a canvas: put pixel by pixel on a small canvas off the screen, and from there stretched, with sharp pixels, to where they belong.

use crate::draw::Image;
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// A small canvas off the screen.
pub struct Stamp {
    canvas: OffscreenCanvas,
    context: OffscreenCanvasRenderingContext2d,
}

impl Stamp {
    /// A canvas for images.
    ///
    /// # Errors
    /// What the browser says.
    pub fn new() -> Result<Self, JsValue> {
        let canvas = OffscreenCanvas::new(1, 1)?;
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
        Ok(Self { canvas, context })
    }

    /// Stretches an image over a rectangle: left, top, width, height.
    ///
    /// # Errors
    /// What the browser says.
    pub fn draw(
        &self,
        on: &CanvasRenderingContext2d,
        [x, y, width, height]: [f64; 4],
        image: &Image,
    ) -> Result<(), JsValue> {
        let (columns, rows) = (image.columns as u32, image.rows() as u32);
        if columns == 0 || rows == 0 {
            return Ok(());
        }
        if (self.canvas.width(), self.canvas.height()) != (columns, rows) {
            self.canvas.set_width(columns);
            self.canvas.set_height(rows);
        }
        let pixels = ImageData::new_with_u8_clamped_array(Clamped(&image.pixels), columns)?;
        self.context.put_image_data(&pixels, 0.0, 0.0)?;
        on.set_image_smoothing_enabled(false);
        on.draw_image_with_offscreen_canvas_and_dw_and_dh(&self.canvas, x, y, width, height)
    }
}
