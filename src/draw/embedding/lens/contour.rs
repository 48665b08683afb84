//! Level lines of a function of the plane: marching squares (Lorensen & Cline 1987, in two dimensions), every crossing of a square's side
//! found to the last digit by bisection, and crossings joined into lines.

use crate::draw::space::frame::Point;
use crate::draw::space::join::{Edge, Pieces};

/// How often a side is halved: the rest is a millionth of a pixel.
const HALVINGS: u32 = 24;

/// Values of a function at the corners of squares.
pub struct Grid<F: Fn(Point) -> f64> {
    function: F,
    low: Point,
    side: f64,
    columns: usize,
    values: Vec<f64>,
}

impl<F: Fn(Point) -> f64> Grid<F> {
    /// Squares with sides of this length that cover the box from `low` to `high`.
    pub fn new((low, high): (Point, Point), side: f64, function: F) -> Self {
        let count = |from: f64, to: f64| ((to - from) / side).ceil().clamp(1.0, 400.0) as usize + 1;
        let (columns, rows) = (count(low.0, high.0), count(low.1, high.1));
        let mut grid = Self { function, low, side, columns, values: vec![] };
        grid.values = (0..columns * rows).map(|k| (grid.function)(grid.corner(k % columns, k / columns))).collect();
        grid
    }

    fn corner(&self, i: usize, j: usize) -> Point {
        (self.low.0 + i as f64 * self.side, self.low.1 + j as f64 * self.side)
    }

    /// The lines along which the function has this value. The first point of a closed line is its last one, too.
    pub fn lines(&self, level: f64) -> Vec<Vec<Point>> {
        let below = |i: usize, j: usize| self.values[j * self.columns + i] <= level;
        let rows = self.values.len() / self.columns;
        let mut pieces = Pieces::default();
        for j in 0..rows - 1 {
            for i in 0..self.columns - 1 {
                let (low, up) = (j * self.columns + i, self.columns);
                let [bottom, right, top, left] =
                    [(low, low + 1), (low + 1, low + 1 + up), (low + up, low + up + 1), (low, low + up)];
                let corners = [below(i, j), below(i + 1, j), below(i + 1, j + 1), below(i, j + 1)];
                let crossed = [(0, 1, bottom), (1, 2, right), (2, 3, top), (3, 0, left)];
                let sides: Vec<Edge> =
                    crossed.into_iter().filter(|(a, b, _)| corners[*a] != corners[*b]).map(|(_, _, s)| s).collect();
                match sides[..] {
                    [a, b] => pieces.add(a, b),
                    // A saddle: its middle says which two corners are joined.
                    [..] if sides.len() == 4 => {
                        let (x, y) = self.corner(i, j);
                        let middle = (self.function)((x + 0.5 * self.side, y + 0.5 * self.side)) <= level;
                        let pairs = if middle == corners[0] {
                            [(bottom, right), (top, left)]
                        } else {
                            [(bottom, left), (top, right)]
                        };
                        pairs.into_iter().for_each(|(a, b)| pieces.add(a, b));
                    }
                    _ => {}
                }
            }
        }
        pieces
            .lines()
            .into_iter()
            .map(|line| line.into_iter().map(|side| self.crossing(side, level)).collect())
            .collect()
    }

    /// Where a side is crossed.
    fn crossing(&self, (from, to): Edge, level: f64) -> Point {
        let [from, to] = [from, to].map(|k| self.corner(k % self.columns, k / self.columns));
        let at = |t: f64| (from.0 + t * (to.0 - from.0), from.1 + t * (to.1 - from.1));
        let below = |t: f64| (self.function)(at(t)) <= level;
        let begins = below(0.0);
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if below(middle) == begins {
                low = middle;
            } else {
                high = middle;
            }
        }
        at(0.5 * (low + high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: (Point, Point) = ((-2.0, -2.0), (2.0, 2.0));

    #[test]
    fn a_circle_is_one_closed_line_on_the_circle() {
        let grid = Grid::new(BOX, 0.07, |(x, y)| x * x + y * y);
        let lines = grid.lines(1.3);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].len() > 80);
        assert!(lines[0].iter().all(|(x, y)| (x * x + y * y - 1.3).abs() < 1e-6));
    }

    #[test]
    fn what_the_border_cuts_is_an_open_line_and_two_hills_are_two_lines() {
        let wide = Grid::new(BOX, 0.1, |(x, y)| (x + 2.0) * (x + 2.0) + y * y).lines(1.0);
        assert_eq!(wide.len(), 1);
        assert_ne!(wide[0].first(), wide[0].last());
        let two = Grid::new(BOX, 0.05, |(x, y)| ((x - 1.0).abs()).min((x + 1.0).abs()) + y.abs()).lines(0.5);
        assert_eq!(two.len(), 2);
        assert!(two.iter().all(|line| line.first() == line.last()));
    }

    #[test]
    fn a_function_that_is_no_number_has_no_lines() {
        assert!(Grid::new(BOX, 0.5, |_| f64::NAN).lines(0.0).is_empty());
        assert!(Grid::new(BOX, 0.5, |_| f64::INFINITY).lines(0.0).is_empty());
    }
}
