//! Shapes: one shape and one colour per class, so that classes can be distinguished without colour.
//!
//! Class k has colour k mod 8 and shape (k + ⌊k/8⌋) mod 8: classes 0–7 share neither, and up to 64 classes all marks differ.

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

/// All shapes. Their areas are similar, so that no class looks more important.
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
