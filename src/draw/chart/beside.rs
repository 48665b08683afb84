//! Other runs beside the current one: their losses in the loss chart and on the timeline. A branch is a faint line from its fork; a panel's
//! run has the panel's colour, with its number at the end. Panels' lines show means of several steps, as six noisy curves would be one.

use super::axes::Chart;
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::learn::order::sort_by_number;
use crate::tell::beside::{Beside, FAINT, color};
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The distance between points of a panel's line, in CSS pixels.
const APART: usize = 5;
/// The radius of the disc with a panel's number, in CSS pixels.
pub const RADIUS: f64 = 6.5;

impl Beside {
    /// The points of its line, each the mean of `stride` steps. It is interrupted by values that the axis does not hold.
    fn line<DB: DrawingBackend>(&self, chart: &Chart<DB>, stride: usize, to: usize) -> Vec<Vec<BackendCoord>> {
        let to = to.min(self.losses.len());
        let groups =
            (self.from / stride..to.div_ceil(stride)).map(|g| (g * stride).max(self.from)..((g + 1) * stride).min(to));
        let mean = |steps: std::ops::Range<usize>| {
            let middle = 0.5 * (steps.start + steps.end.max(steps.start + 1) - 1) as f64;
            let known = self.losses.get(steps)?.iter().filter(|loss| loss.is_finite());
            let (sum, n) = known.fold((0.0, 0.0), |(sum, n), loss| (sum + loss, n + 1.0));
            (n > 0.0).then(|| (middle, sum / n))
        };
        let means: Vec<(f64, f64)> = groups.filter_map(mean).collect();
        let runs = means.split(|(_, mean)| !chart.holds(*mean));
        runs.map(|run| run.iter().map(|(step, mean)| chart.at(*step, *mean)).collect()).collect()
    }

    /// Draws it, `columns` pixels being `steps` wide.
    pub fn draw<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        chart: &Chart<DB>,
        columns: usize,
        steps: usize,
    ) -> Drawn<DB> {
        let Some(panel) = self.panel else {
            let mut line = self.line(chart, steps.div_ceil(columns).max(1), usize::MAX).into_iter();
            return line.try_for_each(|run| pen.line(run, 1.25, pen.style.faint(pen.style.soft, FAINT)));
        };
        let color = pen.style.named(color(panel));
        let stride = (APART * steps).div_ceil(columns).max(1);
        let mut all = self.line(chart, stride, usize::MAX).into_iter();
        all.try_for_each(|run| pen.line(run, 1.0, pen.style.faint(color, 0.25)))?;
        self.until_now(chart, stride).into_iter().try_for_each(|run| pen.line(run, 1.75, color))
    }

    fn until_now<DB: DrawingBackend>(&self, chart: &Chart<DB>, stride: usize) -> Vec<Vec<BackendCoord>> {
        self.line(chart, stride, self.now.map_or(usize::MAX, |now| now + 1))
    }
}

/// Writes the panels' numbers at the ends of their lines, moved apart if they would overlap. Returns their places.
pub fn number<DB: DrawingBackend>(
    pen: &Pen<DB>,
    chart: &Chart<DB>,
    runs: &[Beside],
    (columns, steps): (usize, usize),
) -> Drawn<DB, Vec<BackendCoord>> {
    let stride = (APART * steps).div_ceil(columns).max(1);
    let end = |run: &Beside| Some((run.panel?, *run.until_now(chart, stride).concat().last()?));
    let mut ends: Vec<(usize, BackendCoord)> = runs.iter().filter_map(end).collect();
    sort_by_number(&mut ends, |(_, (_, y))| f64::from(*y));
    let [(left, top), (right, bottom)] = chart.corners();
    let (top, bottom) = (top + px(RADIUS), bottom - px(RADIUS));
    let apart = px(2.0 * RADIUS + 1.0);
    // As many side by side as do not fit over each other.
    let columns = ends.len().div_ceil((((bottom - top).max(0) / apart) as usize + 1).min(ends.len()).max(1));
    let heights =
        |column| spread(ends.iter().skip(column).step_by(columns).map(|(_, (_, y))| *y), apart, (top, bottom));
    let heights: Vec<Vec<i32>> = (0..columns).map(heights).collect();
    // Right of the ends; left of them where the chart ends; nowhere in a chart that is too small.
    let edge = ends.iter().map(|(_, (x, _))| *x).max().unwrap_or(left);
    let width = columns as i32 * apart;
    let ways = [(1, right + px(RADIUS) - edge), (-1, edge)];
    let Some((way, _)) = ways.into_iter().find(|(_, room)| width <= *room) else { return Ok(vec![]) };
    let mut places = vec![];
    for (k, (panel, (x, y))) in ends.iter().enumerate() {
        let color = pen.style.named(color(*panel));
        let (column, row) = (k % columns, k / columns);
        let at = (edge + way * (px(RADIUS + 1.5) + column as i32 * apart), heights[column][row]);
        let (x, y) = (*x, *y);
        pen.line(vec![(x, y), at], 1.0, color)?;
        pen.disc(at, RADIUS, pen.style.sheet)?;
        pen.ring(at, RADIUS, 1.0, color)?;
        pen.text(&panel.to_string(), (at.0, at.1 - px(0.5)), HPos::Center, color)?;
        places.push(at);
    }
    Ok(places)
}

/// Ascending numbers, moved apart to this distance, between two limits as far as space allows.
fn spread(numbers: impl Iterator<Item = i32>, apart: i32, (low, high): (i32, i32)) -> Vec<i32> {
    let mut spread: Vec<i32> = vec![];
    for number in numbers {
        spread.push(spread.last().map_or(number.max(low), |last| number.max(last + apart)));
    }
    let mut most = high;
    for number in spread.iter_mut().rev() {
        *number = (*number).min(most);
        most = *number - apart;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_would_lie_on_each_other_are_spread() {
        let spread = |numbers: &[i32]| spread(numbers.iter().copied(), 10, (0, 100));
        assert_eq!(spread(&[5, 40, 90]), [5, 40, 90]);
        assert_eq!(spread(&[50, 50, 52]), [50, 60, 70]);
        assert_eq!(spread(&[95, 96, 97]), [80, 90, 100]);
        assert_eq!(spread(&[-5]), [0]);
    }
}
