//! Ties as lines.

use crate::draw::Drawn;
use crate::draw::paint::pen::{HAIR, Pen};
use crate::draw::space::frame::Frame;
use crate::tell::embedding::ties::{SEAM, Ties};
use crate::tell::place::Point;
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};

impl Ties {
    /// Draws the lines, thinner if there are many.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>, frame: &Frame) -> Drawn<DB> {
        let style = pen.style;
        let many = self.pulls.len() + self.pushes.len() > 60;
        let (thin, thick, strength) = match (self.faint, many) {
            (true, _) => (HAIR, HAIR, 0.35),
            (false, true) => (HAIR, 1.0, 0.65),
            (false, false) => (1.0, 1.5, 0.75),
        };
        seams(pen, frame, &self.wrong, thick + 2.5, if self.faint { 0.5 } else { 1.0 })?;
        for (lines, width, color) in [
            (&self.idle, thin, style.line),
            (&self.pushes, thin, style.faint(style.push, strength)),
            (&self.pulls, thick, style.faint(style.pull, strength)),
        ] {
            draw(pen, frame, lines, width, color)?;
        }
        Ok(())
    }
}

/// Draws the seams of lines with a wrong label at an end.
pub fn seams<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    lines: &[(Point, Point)],
    width: f64,
    strength: f64,
) -> Drawn<DB> {
    draw(pen, frame, lines, width, pen.style.faint(pen.style.warn, strength * SEAM))
}

fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    lines: &[(Point, Point)],
    width: f64,
    color: RGBColor,
) -> Drawn<DB> {
    for (a, b) in lines {
        if let Some((a, b)) = frame.clip(*a, *b) {
            let ends: [BackendCoord; 2] = [frame.at(a), frame.at(b)];
            if ends[0] != ends[1] {
                pen.line(ends.to_vec(), width, color)?;
            }
        }
    }
    Ok(())
}
