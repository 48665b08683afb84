//! Marks: one shape and one colour per class, so that classes can be told apart without colour.
//!
//! Class k has colour k mod 8 and shape (k + ⌊k/8⌋) mod 8: classes 0–7 share nothing, and up to 64 classes none is like another.
//! Filled: in this step's batch. Hollow: not. Where points are held out, they are the hollow ones, and points that are trained on without
//! being in this batch are faintly filled. A dot in another class's colour: the label says that class, and is wrong.

use super::pen::Pen;
use super::style::px;
use crate::draw::Drawn;
use crate::draw::legend::Fill;
use crate::learn::dataset::Dataset;
use crate::learn::order::sort_by_number;
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::TAU;

/// The outline of a mark: corners around the centre for a mark of radius 1; no corners for the circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shape {
    /// A word for tests and texts.
    pub name: &'static str,
    /// x to the right, y downwards.
    pub corners: &'static [(f64, f64)],
}

const STAR_SHAPE: Shape = Shape {
    name: "star",
    corners: &[
        (0.0, -1.45),
        (0.38, -0.53),
        (1.38, -0.45),
        (0.62, 0.2),
        (0.85, 1.17),
        (0.0, 0.65),
        (-0.85, 1.17),
        (-0.62, 0.2),
        (-1.38, -0.45),
        (-0.38, -0.53),
    ],
};

/// The star on its own, for class proxies.
pub static STAR: Shape = STAR_SHAPE;

/// All shapes. Their areas are alike, so that no class looks more important.
pub static SHAPES: [Shape; 8] = [
    Shape { name: "disc", corners: &[] },
    Shape { name: "square", corners: &[(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)] },
    Shape { name: "triangle", corners: &[(0.0, -1.3), (1.2, 0.85), (-1.2, 0.85)] },
    Shape { name: "diamond", corners: &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)] },
    Shape { name: "inverted triangle", corners: &[(-1.2, -0.85), (1.2, -0.85), (0.0, 1.3)] },
    Shape {
        name: "cross",
        corners: &[
            (-0.42, -1.2),
            (0.42, -1.2),
            (0.42, -0.42),
            (1.2, -0.42),
            (1.2, 0.42),
            (0.42, 0.42),
            (0.42, 1.2),
            (-0.42, 1.2),
            (-0.42, 0.42),
            (-1.2, 0.42),
            (-1.2, -0.42),
            (-0.42, -0.42),
        ],
    },
    STAR_SHAPE,
    Shape {
        name: "hourglass",
        corners: &[(-1.05, -1.2), (1.05, -1.2), (0.3, 0.0), (1.05, 1.2), (-1.05, 1.2), (-0.3, 0.0)],
    },
];

/// The shape of a class.
pub fn shape_of(class: usize) -> &'static Shape {
    &SHAPES[(class + class / SHAPES.len()) % SHAPES.len()]
}

/// The radius of the marks of a picture with so many points on so many square CSS pixels.
pub fn radius(points: usize, area: f64) -> f64 {
    (0.19 * (area / points.max(1) as f64).sqrt()).clamp(2.8, 5.0)
}

/// How wide the line of a hollow mark is.
const LINE: f64 = 1.5;

/// How strong the colour within a faintly filled mark is.
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
    /// How strongly every point is drawn, where not all are drawn alike.
    strengths: Option<Vec<f64>>,
}

impl<'a> Marks<'a> {
    /// All points, those of the batch filled.
    pub fn new(dataset: &'a Dataset, batch: &[usize]) -> Self {
        let mut in_batch = vec![false; dataset.len()];
        batch.iter().for_each(|&i| in_batch[i] = true);
        let mut by_class = vec![vec![]; dataset.classes()];
        dataset.truth.iter().enumerate().for_each(|(i, &class)| by_class[class].push(i));
        Self { dataset, in_batch, by_class, strengths: None }
    }

    /// Whether a point is in the batch.
    pub fn has(&self, i: usize) -> bool {
        self.in_batch[i]
    }

    /// How a point's mark is filled.
    fn fill(&self, i: usize) -> Fill {
        match (self.in_batch[i], self.dataset.held_out().is_empty() || self.dataset.is_held_out(i)) {
            (true, _) => Fill::Solid,
            (false, true) => Fill::Hollow,
            (false, false) => Fill::Faint,
        }
    }

    /// The same marks, each drawn this strongly: 1 is its colour, 0 the ground.
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
                            // What lies behind must not show through.
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
        let wrong = |i: &usize| self.dataset.given[*i] != self.dataset.truth[*i];
        let wrong: Vec<(usize, BackendCoord)> =
            (0..self.dataset.len()).filter(wrong).filter_map(|i| Some((self.dataset.given[i], place(i)?))).collect();
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

/// The number of points with a wrong label.
pub fn wrong(dataset: &Dataset) -> usize {
    dataset.given.iter().zip(&dataset.truth).filter(|(given, truth)| given != truth).count()
}

impl Shape {
    /// The shape as an SVG path around (x, y).
    pub fn path(&self, x: f64, y: f64, radius: f64) -> String {
        if self.corners.is_empty() {
            // Two half circles.
            let (left, twice) = (x - radius, 2.0 * radius);
            return format!(
                "M{left:.1} {y:.1}a{radius} {radius} 0 1 0 {twice:.1} 0a{radius} {radius} 0 1 0 -{twice:.1} 0z"
            );
        }
        let corners: Vec<String> =
            self.corners.iter().map(|(dx, dy)| format!("{:.1} {:.1}", x + radius * dx, y + radius * dy)).collect();
        format!("M{}z", corners.join("L"))
    }

    /// The area of the shape for radius 1.
    pub fn area(&self) -> f64 {
        if self.corners.is_empty() {
            return TAU / 2.0;
        }
        let next = self.corners.iter().cycle().skip(1);
        0.5 * self.corners.iter().zip(next).map(|((x, y), (u, v))| x * v - u * y).sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn sixty_four_classes_have_different_marks() {
        let marks: HashSet<_> = (0..64).map(|class| (class % 8, shape_of(class).name)).collect();
        assert_eq!(marks.len(), 64);
        let first: HashSet<_> = (0..8).map(|class| shape_of(class).name).collect();
        assert_eq!(first.len(), 8);
    }

    #[test]
    fn marks_run_clockwise_and_are_about_equally_large() {
        for shape in &SHAPES {
            assert!((2.1..3.6).contains(&shape.area()), "{}: {}", shape.name, shape.area());
        }
    }
}
