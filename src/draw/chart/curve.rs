//! Curves: draws a plot over time. Later steps are faint, edits are ticks on the axis, and the step pointed at has a line.

use super::axes;
use super::axes::{Chart, size};
use super::beside;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::draw::{Across, Drawn};
use crate::session::Session;
use crate::tell::Options;
use crate::tell::chart::plot::{Band, Line, Plot, Range};
use crate::tell::legend::Sign;
use crate::tell::spot::Spot;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

/// How strong later steps are.
const LATER: f64 = 0.25;

/// Draws a plot, ground and all.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
    plot: &Plot,
) -> Drawn<DB> {
    let [x, y] = plot.axes(session, size(area));
    let chart = Chart::new(area, style, (x, "step"), (y, plot.unit))?;
    let curves = Curves { plot, chart, pen: Pen::new(area, style), columns: (size(area).0 as usize).max(1) };
    let (pen, chart) = (&curves.pen, &curves.chart);
    let [(_, top), (_, bottom)] = chart.corners();
    curves.draw(session)?;
    for edit in session.edits().iter().filter(|e| e.step > 0 && e.step <= session.last()) {
        let (at, _) = chart.at(edit.step as f64, 0.0);
        pen.line(vec![(at, bottom + px(4.0)), (at, bottom - px(7.0))], 2.0, style.ink)?;
    }
    if let Some(Spot::Step(step)) = options.hover.filter(|_| !plot.steps.is_empty()) {
        let step = plot.nearest(step);
        let (at, _) = chart.at(step as f64, 0.0);
        pen.line(vec![(at, top), (at, bottom)], 1.0, style.soft)?;
        curves.dots(step, 3.0)?;
    }
    curves.dots(session.now() as usize, 3.75)?;
    curves.label(session, |_, label| vec![label.to_string()], vec![])
}

/// The step that is pointed at.
pub fn hit(plot: &Plot, session: &Session, size: Across, at: Across) -> Option<Spot> {
    let [x, y] = plot.axes(session, size);
    let sides = axes::sides(&Style::light(), size, (&x, "step"), (&y, plot.unit));
    step_at(plot, x.high, sides, size, at).map(Spot::Step)
}

/// The step at a place of a plot over so many steps, which lies between two sides of a picture.
pub fn step_at(plot: &Plot, steps: f64, [left, right]: [f64; 2], size: Across, (x, y): Across) -> Option<usize> {
    if !(left - 8.0..=right + 8.0).contains(&x) || !(0.0..=size.1).contains(&y) {
        return None;
    }
    let at = (x - left) / (right - left) * steps;
    let off = |k: &&usize| (**k as f64 - at).abs();
    plot.steps.iter().min_by(|a, b| off(a).total_cmp(&off(b))).copied()
}

/// A plot on a chart.
pub struct Curves<'a, DB: DrawingBackend> {
    /// What is drawn.
    pub plot: &'a Plot<'a>,
    /// Where.
    pub chart: Chart<'a, DB>,
    /// With what.
    pub pen: Pen<'a, DB>,
    /// The number of pixel columns.
    pub columns: usize,
}

impl<DB: DrawingBackend> Curves<'_, DB> {
    /// Draws all lines and bands.
    pub fn draw(&self, session: &Session) -> Drawn<DB> {
        let Self { plot, chart, pen, columns } = self;
        let style = pen.style;
        let (past, all) = (plot.until(session.now() as usize), plot.steps.len());
        let [(left, top), (right, bottom)] = chart.corners();
        for band in &plot.bands {
            let fill = |from, to, strength| {
                pen.fill(self.area(band, from, to), style.faint(style.named(band.color), strength))
            };
            fill(past.saturating_sub(1), all, LATER * band.strength)?;
            fill(0, past, band.strength)?;
        }
        if let Range::Signed(above, below) = plot.range {
            let (_, zero) = chart.at(0.0, 0.0);
            pen.line(vec![(left, zero), (right, zero)], 1.0, style.line)?;
            pen.text(above, (left + px(6.0), top + px(7.0)), HPos::Left, style.soft)?;
            pen.text(below, (left + px(6.0), bottom - px(8.0)), HPos::Left, style.soft)?;
        }
        let steps = plot.end(session) as usize;
        let others = |panels: bool| plot.beside.iter().filter(move |run| run.panel.is_some() == panels);
        others(false).try_for_each(|run| run.draw(pen, chart, *columns, steps))?;
        for line in self.solid() {
            let later = self.line(line, past.saturating_sub(1), all);
            later.into_iter().try_for_each(|run| pen.line(run, 1.5, style.faint(self.color(line), LATER)))?;
        }
        for line in self.solid() {
            let past = self.line(line, 0, past);
            past.into_iter().try_for_each(|run| pen.line(run, line.mark.width(), self.color(line)))?;
        }
        for line in plot.lines.iter().filter(|line| line.mark == Sign::Dashed) {
            pen.dashes(self.level(line), 1.5, style.named(line.color))?;
        }
        others(true).try_for_each(|run| run.draw(pen, chart, *columns, steps))?;
        plot.bands.iter().filter(|band| band.stacked).try_for_each(|band| self.name(band))
    }

    /// Writes the panels' numbers and, beside dashed lines, one of their texts, where there is room and no bar.
    pub fn label(
        &self,
        session: &Session,
        texts: impl Fn(&Line, &str) -> Vec<String>,
        mut bars: Vec<BackendCoord>,
    ) -> Drawn<DB> {
        let Self { plot, chart, pen, columns } = self;
        let (all, steps) = (plot.steps.len(), plot.end(session) as usize);
        bars.extend(beside::number(pen, chart, &plot.beside, (*columns, steps))?);
        for line in &plot.lines {
            if let (Some(label), Some(at)) = (&line.label, self.level(line).last()) {
                let under: Vec<BackendCoord> =
                    self.solid().flat_map(|line| self.line(line, 0, all)).flatten().collect();
                let color = pen.style.named(line.color);
                label_beside(pen, &texts(line, label), color, *at, chart.corners(), [&under, &bars])?;
            }
        }
        Ok(())
    }

    /// The colour of a line.
    fn color(&self, line: &Line) -> RGBColor {
        self.pen.style.faint(self.pen.style.named(line.color), line.strength)
    }

    /// The lines that are not dashed.
    fn solid(&self) -> impl Iterator<Item = &Line<'_>> {
        self.plot.lines.iter().filter(|line| line.mark != Sign::Dashed)
    }

    /// The number of steps per pixel column.
    fn stride(&self) -> usize {
        self.plot.steps.len().div_ceil(self.columns).max(1)
    }

    /// The steps of these places in groups of a stride. Groups begin at its multiples, so that a curve keeps its shape while it grows.
    fn groups(&self, from: usize, to: usize) -> impl Iterator<Item = &[usize]> {
        let stride = self.stride();
        let groups = if from < to { from / stride..to.div_ceil(stride) } else { 0..0 };
        groups.map(move |g| &self.plot.steps[(g * stride).max(from)..((g + 1) * stride).min(to)])
    }

    /// A line over these places: the least and the greatest value of every column. It is interrupted by values that the axis does not hold.
    fn line(&self, line: &Line, from: usize, to: usize) -> Vec<Vec<BackendCoord>> {
        let mut kept: Vec<(usize, f64)> = vec![];
        if self.stride() <= 2 {
            kept.extend(self.plot.steps[from..to].iter().filter_map(|k| Some((*k, (line.value)(*k)?))));
        } else {
            for group in self.groups(from, to) {
                let values = group.iter().filter_map(|k| Some((*k, (line.value)(*k)?)));
                let low = values.clone().min_by(|a, b| a.1.total_cmp(&b.1));
                if let (Some(low), Some(high)) = (low, values.max_by(|a, b| a.1.total_cmp(&b.1))) {
                    kept.extend(if low.0 <= high.0 { [low, high] } else { [high, low] });
                }
            }
            kept.dedup();
        }
        let runs = kept.split(|(_, v)| !self.chart.holds(*v));
        runs.map(|run| run.iter().map(|(k, v)| self.chart.at(*k as f64, *v)).collect()).collect()
    }

    /// A dashed line over the whole run; straight across the chart, if it never changes.
    fn level(&self, line: &Line) -> Vec<BackendCoord> {
        let value = |k: usize| (line.value)(k).filter(|v| self.chart.holds(*v));
        let values = || self.plot.steps.iter().filter_map(|k| value(*k));
        let (low, high) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        if low > high {
            return vec![];
        }
        if high - low <= 1e-9 * high.abs() {
            let [(left, _), (right, _)] = self.chart.corners();
            let y = self.chart.at(0.0, low).1;
            return vec![(left, y), (right, y)];
        }
        let steps = self.plot.steps.iter().step_by(self.stride());
        steps.filter_map(|k| Some(self.chart.at(*k as f64, value(*k)?))).collect()
    }

    /// The mean ends of a band in every column of these places.
    fn columns(&self, band: &Band, from: usize, to: usize) -> Vec<[BackendCoord; 2]> {
        let mean = |group: &[usize]| {
            let ends = group.iter().filter_map(|k| Some([(band.ends[0])(*k)?, (band.ends[1])(*k)?]));
            let (sum, n) = ends.fold(([0.0, 0.0], 0.0), |(s, n), e| ([s[0] + e[0], s[1] + e[1]], n + 1.0));
            let middle = 0.5 * (group[0] + group[group.len() - 1]) as f64;
            (n > 0.0).then(|| sum.map(|sum| self.chart.at(middle, sum / n)))
        };
        self.groups(from, to).filter_map(mean).collect()
    }

    /// The outline of a band, clockwise.
    fn area(&self, band: &Band, from: usize, to: usize) -> Vec<BackendCoord> {
        let columns = self.columns(band, from, to);
        let upper = columns.iter().map(|[_, high]| *high);
        upper.chain(columns.iter().rev().map(|[low, _]| *low)).collect()
    }

    /// Writes a band's name as far right as the band is high enough.
    fn name(&self, band: &Band) -> Drawn<DB> {
        let columns = self.columns(band, 0, self.plot.steps.len());
        let [(left, _), (right, _)] = self.chart.corners();
        let half = px(0.5 * self.pen.style.width_of(band.name) + 4.0);
        let mut best: Option<(i32, BackendCoord)> = None;
        for [(x, low), (_, high)] in
            columns.iter().copied().filter(|[(x, _), _]| *x - half >= left && *x + half <= right)
        {
            // The narrowest place under the whole name.
            let near = columns.iter().filter(|[(other, _), _]| (other - x).abs() <= half);
            let (top, bottom) = near.fold((high, low), |(t, b), [(_, low), (_, high)]| (t.max(*high), b.min(*low)));
            if best.is_none_or(|(height, _)| bottom - top >= height) {
                best = Some((bottom - top, (x, (top + bottom) / 2)));
            }
        }
        match best {
            Some((height, at)) if height >= px(self.pen.style.text + 2.0) => {
                self.pen.text(band.name, at, HPos::Center, self.pen.style.ink)
            }
            _ => Ok(()),
        }
    }

    /// A dot on every line at a step.
    pub fn dots(&self, step: usize, radius: f64) -> Drawn<DB> {
        for line in self.solid() {
            if let Some(value) = (line.value)(step).filter(|value| self.chart.holds(*value)) {
                let at = self.chart.at(step as f64, value);
                self.pen.disc(at, radius + 1.75, self.pen.style.sheet)?;
                self.pen.disc(at, radius, self.color(line))?;
            }
        }
        Ok(())
    }
}

/// Writes one of these texts, rather an earlier one, at a dashed line: where it covers least of the curve and none of the bars, at the right
/// or left end, above or below. Where there is no room, nothing is written.
fn label_beside<DB: DrawingBackend>(
    pen: &Pen<DB>,
    texts: &[String],
    color: RGBColor,
    (end, line): BackendCoord,
    [(left, top), (right, bottom)]: [BackendCoord; 2],
    [curve, bars]: [&[BackendCoord]; 2],
) -> Drawn<DB> {
    let half = px(0.62 * pen.style.text);
    let gap = half + px(4.0);
    let places = texts.iter().flat_map(|text| {
        let width = px(pen.style.width_of(text));
        let ends = [end.max(left + width).min(right), left + width + px(6.0)];
        ends.into_iter().flat_map(move |until| [line - gap, line + gap].map(|middle| (text, width, until, middle)))
    });
    let covers = |width: i32, until: i32, middle: i32, (x, y): &BackendCoord, room: i32| {
        (until - width - px(6.0)..=until + px(6.0)).contains(x) && (y - middle).abs() <= half + room
    };
    let fits = |(_, width, until, middle): &(&String, i32, i32, i32)| {
        let within = until - width >= left - px(2.0) && middle - half >= top - px(8.0) && middle + half <= bottom;
        within && !bars.iter().any(|at| covers(*width, *until, *middle, at, px(beside::RADIUS)))
    };
    let covered = |(_, width, until, middle): &(&String, i32, i32, i32)| {
        curve.iter().filter(|at| covers(*width, *until, *middle, at, px(1.0))).count()
    };
    match places.filter(fits).min_by_key(covered) {
        Some((text, _, until, middle)) => pen.text(text, (until, middle), HPos::Right, color),
        None => Ok(()),
    }
}
