//! Charts: a plotters chart with two guarded axes, few grid lines and small labels.

use crate::draw::paint::pen::{Pen, stroke};
use crate::draw::paint::style::{Style, px};
use crate::learn::words::short;
use crate::tell::axis::Axis;
use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::style::TRANSPARENT;
use plotters_backend::{BackendCoord, DrawingBackend};

/// A chart ready for curves.
pub struct Chart<'a, DB: DrawingBackend> {
    /// The chart itself.
    pub context: ChartContext<'a, DB, Cartesian2d<Axis, Axis>>,
}

impl<'a, DB: DrawingBackend> Chart<'a, DB> {
    /// Draws the axes. `x_word` precedes the first label of the horizontal axis, `y_unit` follows every label of the vertical one.
    pub fn new(
        area: &'a DrawingArea<DB, Shift>,
        style: &Style,
        (x, x_word): (Axis, &str),
        (y, y_unit): (Axis, &str),
    ) -> Result<Self, DrawingAreaErrorKind<DB::ErrorType>> {
        let [left, _] = sides(style, size(area), (&x, x_word), (&y, y_unit));
        Self::framed(area, style, (x, x_word), (y, y_unit), Margins { left, ..MARGINS })
    }

    /// The same with these margins.
    pub fn framed(
        area: &'a DrawingArea<DB, Shift>,
        style: &Style,
        (x, x_word): (Axis, &str),
        (y, y_unit): (Axis, &str),
        Margins { left, right, top, bottom }: Margins,
    ) -> Result<Self, DrawingAreaErrorKind<DB::ErrorType>> {
        let (width, height) = size(area);
        let y = y.spaced(height - top - bottom, |_| style.text);
        let x_label = x_labels(&x, x_word);
        let x = x.spaced(width - right - left, |tick| style.width_of(&x_label(&tick)));
        let y_label = |tick: &f64| format!("{}{y_unit}", short(*tick));
        let mut context = ChartBuilder::on(area)
            .margin_top(px(top))
            .margin_right(px(right))
            .x_label_area_size(px(bottom))
            .y_label_area_size(px(left))
            .build_cartesian_2d(x, y)?;
        let text = style.text(style.soft);
        context
            .configure_mesh()
            .disable_x_mesh()
            .x_max_light_lines(0)
            .y_max_light_lines(0)
            .bold_line_style(stroke(1.0, style.grid))
            .axis_style(TRANSPARENT)
            .set_all_tick_mark_size(px(3.5))
            .x_label_style(text.clone())
            .y_label_style(text)
            .x_label_formatter(&x_label)
            .y_label_formatter(&y_label)
            .draw()?;
        let chart = Self { context };
        let [(left, _), (right, bottom)] = chart.corners();
        Pen::new(area, style).line(vec![(left, bottom), (right, bottom)], 1.0, style.line)?;
        Ok(chart)
    }

    /// Where a point lies on the backend.
    pub fn at(&self, x: f64, y: f64) -> BackendCoord {
        self.context.backend_coord(&(x, y))
    }

    /// Whether the vertical axis holds a value; one that it does not would be drawn at its end.
    pub fn holds(&self, y: f64) -> bool {
        self.context.as_coord_spec().y_spec().holds(y)
    }

    /// The corners of the plot on the backend: top left and bottom right.
    pub fn corners(&self) -> [BackendCoord; 2] {
        let (x, y) = self.context.plotting_area().get_pixel_range();
        [(x.start, y.start), (x.end, y.end)]
    }
}

/// The room on the four sides of a plot, in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Margins {
    /// Left of it.
    pub left: f64,
    /// Right of it.
    pub right: f64,
    /// Above it.
    pub top: f64,
    /// Below it.
    pub bottom: f64,
}

/// The margins of most charts; the left one is as wide as the labels of the vertical axis.
pub const MARGINS: Margins = Margins { left: 0.0, right: 14.0, top: 8.0, bottom: 24.0 };

/// The labels of a horizontal axis; a word precedes the first.
fn x_labels<'a>(x: &Axis, word: &'a str) -> impl Fn(&f64) -> String + use<'a> {
    let first = x.ticks.first().copied();
    move |tick| if first == Some(*tick) { format!("{word} {}", short(*tick)) } else { short(*tick) }
}

/// The left and right end of the plot in a chart with these axes, in CSS pixels.
pub fn sides(
    style: &Style,
    (width, height): (f64, f64),
    (x, x_word): (&Axis, &str),
    (y, y_unit): (&Axis, &str),
) -> [f64; 2] {
    let y = y.clone().spaced(height - MARGINS.top - MARGINS.bottom, |_| style.text);
    let widest = y.ticks.iter().map(|t| style.width_of(&format!("{}{y_unit}", short(*t)))).fold(0.0, f64::max);
    let half_word = x.ticks.first().map_or(0.0, |t| 0.5 * style.width_of(&x_labels(x, x_word)(t)));
    [(widest + 10.0).max(half_word).ceil(), width - MARGINS.right]
}

/// The width and height of an area in CSS pixels.
pub fn size<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>) -> (f64, f64) {
    let (width, height) = area.dim_in_pixel();
    (f64::from(width) / f64::from(crate::draw::SUBPIXEL), f64::from(height) / f64::from(crate::draw::SUBPIXEL))
}

/// Most pictures need this height, in CSS pixels.
pub const LOWEST: f64 = 64.0;

/// Paints the ground. Returns `false`, if the area is too small for a picture that needs this height.
pub fn ground<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    style: &Style,
    lowest: f64,
) -> Result<bool, DrawingAreaErrorKind<DB::ErrorType>> {
    area.fill(&style.sheet)?;
    let (width, height) = size(area);
    Ok(width >= 120.0 && height >= lowest)
}
