//! Marks: one shape and one colour per class, so that classes can be distinguished without colour.
//!
//! Class k has colour k mod 8 and shape (k + ⌊k/8⌋) mod 8: classes 0–7 share neither, and up to 64 classes all marks differ. Filled marks
//! are in this step's batch, faintly filled ones are not, and hollow ones are held out. A dot in another class's colour shows a wrong label.

use super::pen::Pen;
use super::style::px;
use crate::draw::Drawn;
use crate::learn::dataset::Dataset;
use crate::learn::order::sort_by_number;
use crate::tell::legend::Fill;
use crate::tell::shape::{Shape, shape_of};
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The radius of marks for this many points on this area, in CSS pixels and square CSS pixels.
pub fn radius(points: usize, area: f64) -> f64 {
    (0.19 * (area / points.max(1) as f64).sqrt()).clamp(2.8, 5.0)
}

/// The line width of a hollow mark, in CSS pixels.
const LINE: f64 = 1.5;

/// The strength of the colour within a faintly filled mark.
pub const FAINT: f64 = 0.4;

impl Shape {
    /// The corners for a mark of this radius.
    pub fn around(&self, (x, y): BackendCoord, radius: f64) -> Vec<BackendCoord> {
        self.corners.iter().map(|(dx, dy)| (x + px(dx * radius), y + px(dy * radius))).collect()
    }

    /// Fills the shape with any colour.
    pub fn fill<DB: DrawingBackend>(&self, pen: &Pen<DB>, at: BackendCoord, radius: f64, color: RGBColor) -> Drawn<DB> {
        if self.corners.is_empty() { pen.disc(at, radius, color) } else { pen.fill(self.around(at, radius), color) }
    }

    fn outline<DB: DrawingBackend>(&self, pen: &Pen<DB>, at: BackendCoord, radius: f64, color: RGBColor) -> Drawn<DB> {
        let radius = radius - 0.5 * LINE;
        if self.corners.is_empty() {
            pen.ring(at, radius, LINE, color)
        } else {
            pen.outline(self.around(at, radius), LINE, color)
        }
    }
}

/// The points of a data set, sorted for drawing.
pub struct Marks<'a> {
    dataset: &'a Dataset,
    in_batch: Vec<bool>,
    by_class: Vec<Vec<usize>>,
    /// The strength of every point, if not all are equal.
    strengths: Option<Vec<f64>>,
    /// Whether wrong labels are not shown.
    hides: bool,
}

impl<'a> Marks<'a> {
    /// Marks for all points, those of the batch filled.
    pub fn new(dataset: &'a Dataset, batch: &[usize]) -> Self {
        let mut in_batch = vec![false; dataset.len()];
        batch.iter().for_each(|&i| in_batch[i] = true);
        let mut by_class = vec![vec![]; dataset.classes()];
        dataset.truth.iter().enumerate().for_each(|(i, &class)| by_class[class].push(i));
        Self { dataset, in_batch, by_class, strengths: None, hides: false }
    }

    /// Whether a point is in the batch.
    pub fn has(&self, i: usize) -> bool {
        self.in_batch[i]
    }

    /// The strength of a point.
    pub fn strength(&self, i: usize) -> f64 {
        self.strengths.as_ref().map_or(1.0, |strengths| strengths[i])
    }

    /// Whether a point is shown to have a wrong label.
    pub fn shows_wrong(&self, i: usize) -> bool {
        !self.hides && self.dataset.is_mislabelled(i)
    }

    /// How a point's mark is filled.
    fn fill(&self, i: usize) -> Fill {
        match (self.in_batch[i], self.dataset.is_held_out(i)) {
            (true, _) => Fill::Solid,
            (false, true) => Fill::Hollow,
            (false, false) => Fill::Faint,
        }
    }

    /// The same marks, of which wrong labels may be hidden.
    pub fn hiding(self, hides: bool) -> Self {
        Self { hides, ..self }
    }

    /// The same marks with these strengths: 1 is the mark's colour, 0 the ground.
    pub fn faded(mut self, strengths: Vec<f64>) -> Self {
        self.strengths = Some(strengths);
        self
    }

    /// Draws every point that has a place, the faintest first.
    pub fn draw<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        radius: f64,
        place: impl Fn(usize) -> Option<BackendCoord>,
    ) -> Drawn<DB> {
        let Some(strengths) = &self.strengths else { return self.draw_some(pen, radius, 1.0, place) };
        let mut levels = strengths.clone();
        sort_by_number(&mut levels, |level| *level);
        levels.dedup();
        levels
            .into_iter()
            .try_for_each(|level| self.draw_some(pen, radius, level, |i| place(i).filter(|_| strengths[i] == level)))
    }

    /// Class by class, so that a backend can draw many marks at once.
    fn draw_some<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        radius: f64,
        strength: f64,
        place: impl Fn(usize) -> Option<BackendCoord>,
    ) -> Drawn<DB> {
        let color = |class: usize| pen.style.faint(pen.style.class(class), strength);
        for fill in [Fill::Hollow, Fill::Faint, Fill::Solid] {
            for (class, members) in self.by_class.iter().enumerate() {
                let shape = shape_of(class);
                let places = || members.iter().filter(|i| self.fill(**i) == fill).filter_map(|&i| place(i));
                for at in places() {
                    match fill {
                        Fill::Solid => shape.fill(pen, at, radius, color(class))?,
                        Fill::Faint => shape.fill(pen, at, radius, pen.style.faint(color(class), FAINT))?,
                        Fill::Hollow => {
                            // Marks behind must not show through.
                            let half = px(0.62 * radius);
                            pen.block([(at.0 - half, at.1 - half), (at.0 + half, at.1 + half)], pen.style.sheet)?;
                        }
                    }
                }
                if fill != Fill::Solid {
                    places().try_for_each(|at| shape.outline(pen, at, radius, color(class)))?;
                }
            }
        }
        let wrong: Vec<(usize, BackendCoord)> = (0..self.dataset.len())
            .filter(|i| self.shows_wrong(*i))
            .filter_map(|i| Some((self.dataset.given[i], place(i)?)))
            .collect();
        for (_, at) in &wrong {
            pen.disc(*at, 0.66 * radius, pen.style.sheet)?;
        }
        for label in 0..self.by_class.len() {
            for (_, at) in wrong.iter().filter(|(given, _)| *given == label) {
                pen.disc(*at, 0.44 * radius, color(label))?;
            }
        }
        Ok(())
    }
}
