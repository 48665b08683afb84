//! Growth: the cost of several ways to one result by the size of the task, on two logarithmic axes. A power law is a straight line, with
//! its exponent as slope.

use super::axes::{Chart, LOWEST, ground};
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::{Style, px};
use crate::tell::axis::Axis;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;

/// One way.
pub struct Way {
    /// Its name.
    pub name: String,
    /// Its sizes, ascending, with the cost of each.
    pub costs: Vec<(f64, f64)>,
}

/// Draws all ways. `size` precedes the first label of the horizontal axis, `unit` follows those of the vertical one.
pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    style: &Style,
    ways: &[Way],
    size: &str,
    unit: &str,
) -> Drawn<DB> {
    if !ground(area, style, LOWEST)? {
        return Ok(());
    }
    let all = || ways.iter().flat_map(|way| &way.costs);
    let x = Axis::log(all().map(|(size, _)| *size), 8);
    let y = Axis::log(all().map(|(_, cost)| *cost), 8);
    let chart = Chart::new(area, style, (x, size), (y, unit))?;
    let pen = Pen::new(area, style);
    for (k, way) in ways.iter().enumerate() {
        let color = style.class(k);
        let places: Vec<_> = way.costs.iter().map(|(size, cost)| chart.at(*size, *cost)).collect();
        for place in &places {
            pen.disc(*place, 3.0, color)?;
        }
        if let Some((x, y)) = places.last() {
            // Above its end, where no steeper line goes.
            pen.text(&way.name, (x - px(6.0), y - px(10.0)), HPos::Right, style.ink)?;
        }
        pen.line(places, 1.75, color)?;
    }
    Ok(())
}
