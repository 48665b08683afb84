//! The camera: how embeddings of any dimension are projected to a flat picture, and what lies behind.
//!
//! Two dimensions need no projection. Three are projected orthographically, turned about the vertical axis and then tilted towards the
//! reader: on a globe if embeddings have length one, else in a box. Of more than three, the three principal axes of the current embedding
//! are shown in the same way; the other directions are dropped.

use crate::learn::num::{Matrix, cos, sin};
use crate::learn::principal;
use crate::learn::words::percent;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::place::{Point, points};
use crate::tell::world::World;

/// The initial turn and tilt of the camera, in degrees: three dimensions from aside, principal axes from the front.
const AT_FIRST: [(f64, f64); 2] = [(-25.0, 20.0), (0.0, 0.0)];
/// The strength of points behind, between and before the others.
const STRENGTHS: [f64; 3] = [0.5, 0.75, 1.0];

/// A way of looking at embeddings.
pub struct Camera {
    /// The space looked at.
    pub world: World,
    /// The three directions shown (d×3); `None` in a flat world.
    axes: Option<Matrix>,
    /// The picture's right and up and the direction to the reader, along the three directions.
    ways: [[f64; 3]; 3],
}

impl Camera {
    /// The camera for a session's embeddings.
    pub fn of(session: &Session, options: &Options) -> Self {
        let world = World::of(session);
        let axes = match world {
            World::Plane | World::Circle => None,
            World::Globe => Some(Matrix::identity(3, 3)),
            World::Space if session.pipeline().dimensions == 3 => Some(Matrix::identity(3, 3)),
            World::Space | World::Ball => Some(session.axes()),
        };
        let (turn, tilt) = angles(session, options);
        Self { world, axes, ways: ways(turn, tilt) }
    }

    /// A camera that shows the first two coordinates.
    pub fn flat() -> Self {
        Self { world: World::Plane, axes: None, ways: ways(0.0, 0.0) }
    }

    /// The picture's point for a place along the three directions, and its nearness to the reader.
    pub fn see(&self, place: [f64; 3]) -> (Point, f64) {
        let along = |way: &[f64; 3]| way.iter().zip(place).map(|(w, x)| w * x).sum::<f64>();
        let [x, y, depth] = [0, 1, 2].map(|k| along(&self.ways[k]));
        ((x, y), depth)
    }

    /// The picture's point for a place along the three directions, which in a flat world are its own.
    pub fn point(&self, place: [f64; 3]) -> Point {
        if self.world.is_flat() { (place[0], place[1]) } else { self.see(place).0 }
    }

    /// What a way in the picture is along the three directions.
    pub fn unseen(&self, (x, y): Point) -> [f64; 3] {
        let [right, up, _] = if self.world.is_flat() { ways(0.0, 0.0) } else { self.ways };
        [0, 1, 2].map(|k| x * right[k] + y * up[k])
    }

    /// The places of embeddings along the three directions (3×N); `None` in a flat world.
    pub fn along(&self, embeddings: &Matrix) -> Option<Matrix> {
        self.axes.as_ref().filter(|axes| axes.nrows() == embeddings.nrows()).map(|axes| axes.tr_mul(embeddings))
    }

    /// The picture's points for embeddings (d×N), or for moves of them.
    pub fn points(&self, embeddings: &Matrix) -> Vec<Point> {
        match self.along(embeddings) {
            Some(along) => along.column_iter().map(|c| self.see([c[0], c[1], c[2]]).0).collect(),
            None => points(embeddings).collect(),
        }
    }

    /// Their nearness to the reader; 0 in a flat world.
    pub fn depths(&self, embeddings: &Matrix) -> Vec<f64> {
        match self.along(embeddings) {
            Some(along) => along.column_iter().map(|c| self.see([c[0], c[1], c[2]]).1).collect(),
            None => vec![0.0; embeddings.ncols()],
        }
    }

    /// The strength of embeddings: those behind are fainter. `None`, if nothing lies behind.
    pub fn strengths(&self, embeddings: &Matrix) -> Option<Vec<f64>> {
        let depths = self.depths(embeddings);
        let [behind, between, before] = STRENGTHS;
        let finite = || depths.iter().copied().filter(|d| d.is_finite());
        let (low, high) = finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), d| (l.min(d), h.max(d)));
        let third = (high - low) / 3.0;
        let strength = |depth: f64| match self.world {
            World::Globe if self.is_behind(depth) => behind,
            World::Globe => before,
            _ if depth < low + third => behind,
            _ if depth < high - third => between,
            _ => before,
        };
        (!self.world.is_flat()).then(|| depths.iter().map(|depth| strength(*depth)).collect())
    }

    /// Whether this nearness belongs to the far side of the globe.
    pub fn is_behind(&self, depth: f64) -> bool {
        self.world == World::Globe && depth < 0.0
    }

    /// The sides of the world, far to near, each with its strength.
    pub fn sides(&self) -> &'static [(Option<bool>, f64)] {
        if self.world == World::Globe { &[(Some(true), STRENGTHS[0]), (Some(false), 1.0)] } else { &[(None, 1.0)] }
    }

    /// The share of the embeddings' variance that the picture shows.
    pub fn share(&self, embeddings: &Matrix) -> Option<f64> {
        let axes = self.axes.as_ref()?;
        let seen = axes * Matrix::from_fn(3, 2, |i, j| self.ways[j][i]);
        principal::share(embeddings, &seen)
    }
}

/// The picture's right and up and the direction to the reader, along three directions, after a turn and a tilt in degrees. A turn moves the
/// front to the right, a tilt moves it down.
fn ways(turn: f64, tilt: f64) -> [[f64; 3]; 3] {
    let angle = |degrees: f64| degrees.to_radians();
    let (c, s, u, v) = (cos(angle(turn)), sin(angle(turn)), cos(angle(tilt)), sin(angle(tilt)));
    [[c, 0.0, s], [v * s, u, -v * c], [-u * s, v, u * c]]
}

/// The camera's turn and tilt, in degrees.
pub fn angles(session: &Session, options: &Options) -> (f64, f64) {
    let (turn, tilt) = AT_FIRST[usize::from(session.pipeline().dimensions > 3)];
    (options.turn.unwrap_or(turn), options.tilt.unwrap_or(tilt))
}

/// The visible share of the dimensions: "2 of 8 dimensions, 71 % of the variance".
pub fn seen(session: &Session, options: &Options) -> Option<String> {
    let dimensions = session.pipeline().dimensions;
    if dimensions <= 3 {
        return None;
    }
    let share = Camera::of(session, options).share(session.embedding())?;
    Some(format!("2 of {dimensions} dimensions, {} of the variance", percent(share)))
}

/// Remarks on the projection.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let note = |text: String| LegendItem::new(Sign::Note, "soft", text);
    let turn = || note("drag to turn, or use Shift with the arrow keys; what is fainter is farther away".to_string());
    seen(session, options).map(note).into_iter().chain((!World::of(session).is_flat()).then(turn)).collect()
}

/// The projection, in sentences that begin with a space.
pub fn describe(session: &Session, options: &Options) -> String {
    let (turn, tilt) = angles(session, options);
    let shown = seen(session, options).map_or(String::new(), |seen| format!(" {seen} are seen."));
    match World::of(session) {
        World::Plane | World::Circle => String::new(),
        _ => {
            format!("{shown} The picture is turned by {turn}° and tilted by {tilt}°; what is farther away is fainter.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_are_at_right_angles_whatever_the_turn() {
        for (turn, tilt) in [(0.0, 0.0), (30.0, 20.0), (-170.0, -90.0)] {
            let ways = ways(turn, tilt);
            for (i, j) in [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)] {
                let product: f64 = ways[i].iter().zip(ways[j]).map(|(a, b)| a * b).sum();
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn a_turn_brings_the_front_to_the_right_and_a_tilt_brings_it_down() {
        let see = |turn, tilt| Camera { ways: ways(turn, tilt), ..Camera::flat() }.see([0.0, 0.0, 1.0]);
        assert_eq!(see(0.0, 0.0), ((0.0, 0.0), 1.0));
        assert!(see(30.0, 0.0).0.0 > 0.4 && see(0.0, 30.0).0.1 < -0.4);
        assert!(see(120.0, 0.0).1 < 0.0, "behind");
    }
}
