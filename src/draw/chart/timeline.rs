//! The timeline: the loss over the steps, the position as a strong line, marks in a lane above the curve, and a lane for steps below.
//!
//! No label lies on another: a tick makes way for the position and for the step that is pointed at, and a mark has words only where there is
//! room.

use super::axes::{Chart, LOWEST as ROOMY, Margins, size};
use super::curve::{self, Curves};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::{Across, Drawn};
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::axis::Axis;
use crate::tell::chart::plot::{Line, Plot};
use crate::tell::legend::{Fill, Sign};
use crate::tell::marks::{self, Mark};
use crate::tell::spot::Spot;
use crate::tell::{Options, chart};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// A timeline that is lower than other pictures has no words but the dashed line's. It needs this height, in CSS pixels.
pub const LOWEST: f64 = 24.0;
/// The radius of a mark, in CSS pixels.
const RADIUS: f64 = 4.0;
/// Between a label and its mark or line.
const GAP: f64 = 6.0;
/// A pointer this near to a mark means its step.
const NEAR: f64 = 7.0;
/// The left margin, which never moves, has room for a number of so many letters; longer ones are left out.
const LETTERS: usize = 5;
/// Words of a mark that are wider than this are left out.
const WIDEST: f64 = 190.0;

/// Where everything lies, in CSS pixels.
struct Layout {
    axes: [Axis; 2],
    margins: Margins,
    size: Across,
}

impl Layout {
    fn of(plot: &Plot, session: &Session, style: &Style, size: Across) -> Self {
        let lanes = if size.1 < ROOMY { [0.4; 2] } else { [1.6, 1.7] };
        let [top, bottom] = lanes.map(|lines: f64| (lines * style.text).round());
        // Low as it is, it has more values on its axis than other charts.
        let mut axes = plot.axes(session, (size.0, 1.8 * (size.1 - top - bottom)));
        let y = &mut axes[1];
        // The highest one would touch the word above.
        let most = 1.0 - 0.7 * style.text / (size.1 - top - bottom);
        let share = |tick: f64| (y.place(tick) - y.low) / (y.high - y.low);
        let kept = |tick: &f64| size.1 >= ROOMY && share(*tick) <= most && short(*tick).chars().count() <= LETTERS;
        y.ticks = y.ticks.iter().copied().filter(kept).collect();
        let [left, right] = edges(style);
        Self { axes, margins: Margins { left, right, top, bottom }, size }
    }

    fn sides(&self) -> [f64; 2] {
        [self.margins.left, self.size.0 - self.margins.right]
    }

    /// How far right a step lies.
    fn across(&self, step: f64) -> f64 {
        let [left, right] = self.sides();
        left + step / self.axes[0].high * (right - left)
    }

    /// Where a label at a step lies from left to right: beside its line, on the side with more room if this is not free.
    fn beside(&self, step: f64, width: f64, taken: &[Span]) -> Option<Span> {
        let at = self.across(step);
        let spans = [(at + GAP, at + GAP + width), (at - GAP - width, at - GAP)];
        let fits = |span: &Span| span.0 >= 0.0 && span.1 <= self.size.0 - 2.0 && taken.iter().all(|t| apart(*span, *t));
        spans.into_iter().find(fits)
    }
}

/// From left to right.
type Span = (f64, f64);

fn apart(a: Span, b: Span) -> bool {
    a.1 + 4.0 <= b.0 || b.1 + 4.0 <= a.0
}

/// Draws the timeline, ground and all.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let whole = size(area);
    let plot = chart::timeline::plot(session, options);
    let mut layout = Layout::of(&plot, session, style, whole);
    let now = session.now() as usize;
    let hovered = match options.hover {
        Some(Spot::Step(step)) if !plot.steps.is_empty() => Some(plot.nearest(step)).filter(|step| *step != now),
        _ => None,
    };
    let mut below: Vec<(Span, String)> = vec![];
    let first = plot.lines.iter().find(|line| line.label.is_none());
    let value =
        |step: usize| first.and_then(|line| (line.value)(step)).map_or(String::new(), |v| format!(": {}", short(v)));
    let texts =
        [(now, format!("step {now}"))].into_iter().chain(hovered.map(|step| (step, format!("{step}{}", value(step)))));
    for (step, text) in texts {
        let taken: Vec<Span> = below.iter().map(|(span, _)| *span).collect();
        below.extend(layout.beside(step as f64, style.width_of(&text), &taken).map(|span| (span, text)));
    }
    let free = |tick: &f64| {
        let (at, half) = (layout.across(*tick), 0.5 * style.width_of(&short(*tick)));
        below.iter().all(|(span, _)| apart((at - half, at + half), *span))
    };
    let ticks = layout.axes[0].ticks.iter().copied().filter(|tick| whole.1 >= ROOMY && free(tick)).collect();
    layout.axes[0].ticks = ticks;

    let [x, y] = layout.axes.clone();
    let chart = Chart::framed(area, style, (x, ""), (y, ""), layout.margins)?;
    let curves = Curves { plot: &plot, chart, pen: Pen::new(area, style), columns: (layout.size.0 as usize).max(1) };
    let pen = &curves.pen;
    let [(left, top), (_, bottom)] = curves.chart.corners();
    let end = layout.axes[0].high;
    let marks: Vec<Mark> = marks::all(session, options).into_iter().filter(|mark| mark.step as f64 <= end).collect();
    for mark in &marks {
        let at = px(layout.across(mark.step as f64));
        pen.line(vec![(at, top), (at, bottom)], 1.0, style.faint(style.named(mark.color), 0.3))?;
    }
    curves.draw(session)?;
    if let Some(step) = hovered {
        let at = px(layout.across(step as f64));
        pen.line(vec![(at, top), (at, bottom)], 1.0, style.soft)?;
        curves.dots(step, 3.0)?;
    }
    let at = px(layout.across(now as f64));
    pen.line(vec![(at, top - px(3.0)), (at, bottom + px(5.0))], 2.5, style.ink)?;
    curves.dots(now, 3.75)?;
    let texts = |line: &Line, label: &str| vec![format!("{}: {label}", line.name), label.to_string()];
    let bars = (top..bottom).step_by(px(2.0) as usize).map(|y| (at, y)).collect();
    curves.label(session, texts, bars)?;
    if whole.1 < ROOMY {
        return Ok(());
    }
    for ((from, _), text) in &below {
        let color = if text.starts_with("step") { style.ink } else { style.soft };
        pen.text(text, (px(*from), bottom + px(0.5 * layout.margins.bottom + 2.0)), HPos::Left, color)?;
    }
    let middle = px(0.5 * layout.margins.top);
    pen.text("loss", (left - px(8.0), middle), HPos::Right, style.soft)?;
    lane(pen, &layout, &marks, middle)
}

/// Draws the marks, and the words for which there is room.
fn lane<DB: DrawingBackend>(pen: &Pen<DB>, layout: &Layout, marks: &[Mark], middle: i32) -> Drawn<DB> {
    let around = |step: u64| (layout.across(step as f64) - RADIUS - 1.0, layout.across(step as f64) + RADIUS + 1.0);
    let mut taken: Vec<Span> = vec![(0.0, layout.margins.left - 8.0)];
    for (k, mark) in marks.iter().enumerate() {
        let width = pen.style.width_of(&mark.word);
        let others = marks.iter().enumerate().filter(|(other, _)| *other != k).map(|(_, other)| around(other.step));
        let all: Vec<Span> = taken.iter().copied().chain(others).collect();
        let span = layout.beside(mark.step as f64, width, &all).filter(|_| width > 0.0 && width <= WIDEST);
        if let Some(span) = span {
            pen.text(&mark.word, (px(span.0), middle), HPos::Left, pen.style.named(mark.color))?;
            taken.push(span);
        }
    }
    // The most important mark lies on top.
    for mark in marks.iter().rev() {
        let (at, color) = (px(layout.across(mark.step as f64)), pen.style.named(mark.color));
        match mark.sign {
            Sign::Point(shape, Fill::Solid) => shape.fill(pen, (at, middle), RADIUS, color)?,
            Sign::Point(shape, _) => pen.outline(shape.around((at, middle), RADIUS), 1.5, color)?,
            _ => pen.line(vec![(at, middle - px(RADIUS)), (at, middle + px(RADIUS + 1.0))], 2.5, color)?,
        }
    }
    Ok(())
}

/// The step that is pointed at; near a mark, the mark's.
pub fn hit(session: &Session, options: &Options, size: Across, at: Across) -> Option<Spot> {
    let plot = chart::timeline::plot(session, options);
    let layout = Layout::of(&plot, session, &Style::light(), size);
    let in_lane = at.1 <= layout.margins.top + 2.0;
    let off = |mark: &Mark| (layout.across(mark.step as f64) - at.0).abs();
    let known = marks::all(session, options).into_iter().filter(|mark| in_lane && mark.step <= session.last());
    let mark = known.min_by(|a, b| off(a).total_cmp(&off(b))).filter(|mark| off(mark) <= NEAR);
    let step = || curve::step_at(&plot, layout.axes[0].high, layout.sides(), size, at);
    mark.map(|mark| mark.step as usize).or_else(step).map(Spot::Step)
}

/// The step to which a pointer has been dragged, however far beyond the ends.
pub fn dragged(session: &Session, options: &Options, (width, height): Across, x: f64) -> u64 {
    let plot = chart::timeline::plot(session, options);
    let layout = Layout::of(&plot, session, &Style::light(), (width, height));
    let [left, right] = layout.sides();
    let share = ((x - left) / (right - left).max(1.0)).clamp(0.0, 1.0);
    ((share * layout.axes[0].high).round() as u64).min(session.last())
}

/// Where step 0 and the last step lie, in CSS pixels from the left and from the right: the page puts the marks' buttons between them.
pub fn edges(style: &Style) -> [f64; 2] {
    [(style.width_of(&"0".repeat(LETTERS)) + 10.0).ceil(), 14.0]
}
