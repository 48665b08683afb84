//! Contours: the lines on which a function of the plane has a value, by marching over cells (Lorensen & Cline 1987, in two dimensions).
//!
//! A cell is a polygon of places. If two of its sides join places on different sides of the line, a straight piece crosses the cell between
//! them; pieces that meet on a side are joined to lines. A triangle has at most two such sides. A square can have four, and then its middle
//! decides which are joined.
//!
//! A function known only at places ([`Field`]) is taken as linear on triangles. One that can be evaluated anywhere ([`Grid`]) is sampled in
//! squares, and every crossing is found to the last digit by bisection.

use crate::learn::num::{atan2, cos, sin};
use crate::tell::place::Point;
use litemap::LiteMap;
use std::f64::consts::PI;

/// How often a side is halved: the rest is a millionth of a pixel.
const HALVINGS: u32 = 24;
/// Straight pieces of a circle.
const PIECES: u32 = 360;

/// A circle, closed. Its pieces are the shorter, the nearer they lie to the direction of a place: a part that is seen enlarged looks round.
pub fn circle((x, y): Point, radius: f64, towards: Point) -> Vec<Point> {
    let start = atan2(towards.1 - y, towards.0 - x);
    let shares = (0..=PIECES).map(|k| f64::from(2 * k) / f64::from(PIECES) - 1.0);
    let angles = shares.map(|share| start + PI * share * share * share);
    angles.map(|angle| (x + radius * cos(angle), y + radius * sin(angle))).collect()
}

/// Values on a grid of `columns` × `rows` places, row by row.
pub struct Field<'a> {
    /// The number of places per row.
    pub columns: usize,
    /// The places.
    pub places: &'a [Point],
    /// The function's values there.
    pub values: &'a [f64],
}

impl Field<'_> {
    /// The zero lines within triangles (three indices of places) that `keep` accepts.
    pub fn zeros(&self, keep: impl Fn([usize; 3]) -> bool) -> Vec<Vec<Point>> {
        let above: Vec<bool> = self.values.iter().map(|value| *value >= 0.0).collect();
        let cells = squares(self.columns, self.places.len())
            .flat_map(|[lowest, right, corner, left]| [[left, corner, right], [left, right, lowest]])
            .filter(|corners| keep(*corners));
        // The middle of a triangle is never needed.
        march(&above, cells, |_| false, |side| self.on(side))
    }

    /// The place on a side where the linear function is 0.
    fn on(&self, (i, j): Side) -> Point {
        let (a, b) = (self.places[i], self.places[j]);
        let share = self.values[i] / (self.values[i] - self.values[j]);
        (a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
    }
}

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
        grid.values = (0..columns * rows).map(|k| (grid.function)(grid.place(k))).collect();
        grid
    }

    fn place(&self, k: usize) -> Point {
        let (i, j) = (k % self.columns, k / self.columns);
        (self.low.0 + i as f64 * self.side, self.low.1 + j as f64 * self.side)
    }

    /// The lines along which the function has this value. A closed line ends with its first point.
    pub fn lines(&self, level: f64) -> Vec<Vec<Point>> {
        let below: Vec<bool> = self.values.iter().map(|value| *value <= level).collect();
        let middle = |[lowest, ..]: [usize; 4]| {
            let (x, y) = self.place(lowest);
            (self.function)((x + 0.5 * self.side, y + 0.5 * self.side)) <= level
        };
        march(&below, squares(self.columns, self.values.len()), middle, |side| self.crossing(side, level))
    }

    /// The crossing of a side.
    fn crossing(&self, (from, to): Side, level: f64) -> Point {
        let [from, to] = [from, to].map(|k| self.place(k));
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

/// The squares between these places, row by row: their corners in order, the lowest index first.
fn squares(columns: usize, places: usize) -> impl Iterator<Item = [usize; 4]> {
    let rows = places / columns.max(1);
    (1..rows).flat_map(move |row| {
        (1..columns).map(move |column| {
            let corner = row * columns + column;
            [corner - columns - 1, corner - columns, corner, corner - 1]
        })
    })
}

/// The lines between places that are `inside` and those that are not. `middle` tells whether the middle of a cell is inside, `on` gives the
/// crossing of a side.
fn march<const N: usize>(
    inside: &[bool],
    cells: impl Iterator<Item = [usize; N]>,
    middle: impl Fn([usize; N]) -> bool,
    on: impl Fn(Side) -> Point,
) -> Vec<Vec<Point>> {
    let mut pieces = Pieces::default();
    for cell in cells {
        let around = (0..N).map(|k| (cell[k], cell[(k + 1) % N])).filter(|(a, b)| inside[*a] != inside[*b]);
        let sides: Vec<Side> = around.map(|(a, b)| (a.min(b), a.max(b))).collect();
        match sides[..] {
            [a, b] => pieces.add(a, b),
            // A saddle.
            [a, b, c, d] if middle(cell) == inside[cell[0]] => {
                pieces.add(a, b);
                pieces.add(c, d);
            }
            [a, b, c, d] => {
                pieces.add(a, d);
                pieces.add(c, b);
            }
            _ => {}
        }
    }
    pieces.lines().into_iter().map(|line| line.into_iter().map(&on).collect()).collect()
}

/// A side that a line crosses: two places, the lower index first.
type Side = (usize, usize);

/// Pieces from side to side; each side is the end of at most two.
#[derive(Default)]
struct Pieces(LiteMap<Side, Vec<Side>>);

impl Pieces {
    /// Adds a piece.
    fn add(&mut self, a: Side, b: Side) {
        self.0.entry(a).or_default().push(b);
        self.0.entry(b).or_default().push(a);
    }

    /// The lines, open ones first; a closed one ends with its first side.
    fn lines(mut self) -> Vec<Vec<Side>> {
        let mut lines = vec![];
        // Open lines from their ends, then closed ones from any side.
        for ends in [true, false] {
            let starts: Vec<Side> = self.0.iter().filter(|(_, to)| !ends || to.len() == 1).map(|(at, _)| *at).collect();
            for start in starts {
                let line = self.follow(start);
                if line.len() > 1 {
                    lines.push(line);
                }
            }
        }
        lines
    }

    /// The line from a side on, removing its pieces.
    fn follow(&mut self, start: Side) -> Vec<Side> {
        let mut line = vec![start];
        let mut at = start;
        while let Some(to) = self.0.get_mut(&at).and_then(Vec::pop) {
            if let Some(back) = self.0.get_mut(&to) {
                back.retain(|side| *side != at);
            }
            line.push(to);
            at = to;
        }
        line
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
