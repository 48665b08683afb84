//! Contours: the lines on which a sampled function is 0, by marching over triangles.
//!
//! The plane is sampled on a grid; each of its squares is cut into two triangles, on which the function is taken as linear. A triangle whose
//! corners have both signs is crossed by one straight piece (there is no ambiguous case, as there is with squares), and pieces that meet
//! on an edge are joined to lines.

use super::frame::Point;
use super::join::{Edge, Pieces};

/// Values on a grid of `columns` × `rows` places, row by row.
pub struct Field<'a> {
    /// How many places there are in a row.
    pub columns: usize,
    /// The places.
    pub places: &'a [Point],
    /// The function's values there.
    pub values: &'a [f64],
}

impl Field<'_> {
    /// The zero lines, as far as `keep` accepts the triangles (three indices of places) that they cross.
    pub fn zeros(&self, keep: impl Fn([usize; 3]) -> bool) -> Vec<Vec<Point>> {
        let mut pieces = Pieces::default();
        let above: Vec<bool> = self.values.iter().map(|value| *value >= 0.0).collect();
        for corners in self.triangles() {
            if let Some((a, b)) = crossing(&above, corners).filter(|_| keep(corners)) {
                pieces.add(a, b);
            }
        }
        pieces.lines().into_iter().map(|line| line.into_iter().map(|edge| self.on(edge)).collect()).collect()
    }

    fn triangles(&self) -> impl Iterator<Item = [usize; 3]> + use<> {
        let columns = self.columns;
        let rows = self.places.len() / columns.max(1);
        (1..rows).flat_map(move |row| {
            (1..columns).flat_map(move |column| {
                let corner = row * columns + column;
                let (left, below) = (corner - 1, corner - columns);
                [[left, corner, below], [left, below, below - 1]]
            })
        })
    }

    /// Where on an edge the linear function is 0.
    fn on(&self, (i, j): Edge) -> Point {
        let (a, b) = (self.places[i], self.places[j]);
        let share = self.values[i] / (self.values[i] - self.values[j]);
        (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
    }
}

/// The two edges of a triangle on which the sign changes.
fn crossing(above: &[bool], [a, b, c]: [usize; 3]) -> Option<(Edge, Edge)> {
    let edge = |i: usize, j: usize| (i.min(j), i.max(j));
    match [above[a] != above[b], above[b] != above[c], above[c] != above[a]] {
        [true, true, _] => Some((edge(a, b), edge(b, c))),
        [_, true, true] => Some((edge(b, c), edge(c, a))),
        [true, _, true] => Some((edge(a, b), edge(c, a))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grid over the square from −1 to 1 with the values of a function.
    fn zeros(f: impl Fn(f64, f64) -> f64, keep: impl Fn(Point) -> bool) -> Vec<Vec<Point>> {
        let side = 21;
        let at = |k: usize| k as f64 / 10.0 - 1.0;
        let places: Vec<Point> = (0..side * side).map(|i| (at(i % side), at(i / side))).collect();
        let values: Vec<f64> = places.iter().map(|(x, y)| f(*x, *y)).collect();
        Field { columns: side, places: &places, values: &values }.zeros(|corners| keep(places[corners[0]]))
    }

    #[test]
    fn a_straight_zero_line_is_one_straight_line() {
        let lines = zeros(|x, y| x + 0.5 * y - 0.03, |_| true);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|(x, y)| (x + 0.5 * y - 0.03).abs() < 1e-12));
        let (first, last) = (lines[0][0], lines[0][lines[0].len() - 1]);
        assert_eq!([first.1.abs(), last.1.abs()], [1.0, 1.0], "from border to border");
    }

    #[test]
    fn a_circle_is_a_closed_line_of_its_radius() {
        let lines = zeros(|x, y| x * x + y * y - 0.49, |_| true);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|(x, y)| ((x * x + y * y).sqrt() - 0.7).abs() < 0.01));
    }

    #[test]
    fn what_is_not_kept_is_left_out_and_a_function_without_zeros_has_no_line() {
        let half = zeros(|_, y| y - 0.03, |(x, _)| x >= 0.0);
        assert!(half.iter().flatten().all(|(x, _)| *x >= -1e-12) && half.len() == 1);
        assert!(zeros(|_, _| 1.0, |_| true).is_empty());
    }
}
