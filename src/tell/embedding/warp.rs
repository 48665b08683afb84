//! The warp: a square grid over the input plane, as the encoder bends it. On the unit circle there is no space for a grid; [`super::dial`]
//! shows instead which input maps where.

use super::dial;
use crate::learn::num::Matrix;
use crate::learn::spec::prose;
use crate::session::Session;
use crate::tell::drag;
use crate::tell::legend::{LegendItem, Sign};
use crate::tell::options::{ALWAYS, Options, Switch};
use crate::tell::place::Point;
use crate::tell::world::World;

/// The input plane, as the encoder sees it.
pub static GRID: Switch = Switch {
    id: "grid",
    name: "input grid",
    gist: prose(
        "A grid over the input plane, in the input and as the encoder bends it. Shows on the unit circle which part of the input goes where.",
    ),
    on: false,
    matters: ALWAYS,
};

/// From this number on features are many.
pub const MANY_FEATURES: usize = 8;
/// Cells along the longer side of the data.
pub const CELLS: f64 = 12.0;

/// The extent of the grid, in half sides of the box around the data.
const REACH: f64 = 1.08;

/// The extent of the grid.
#[derive(Clone, Copy)]
pub struct Patch {
    /// Its middle.
    pub center: Point,
    /// The side of a cell.
    pub side: f64,
    /// The number of cells on either side of the middle, across and up.
    pub cells: (usize, usize),
}

impl Patch {
    /// The patch of the input plane with the data; `None` without two different points.
    pub fn of(session: &Session) -> Option<Self> {
        let extent = drag::extent(&session.pipeline().dataset)?;
        let (dx, dy) = extent.half();
        let side = 2.0 * dx.max(dy) * REACH / CELLS;
        let cells = |half: f64| ((REACH * half / side).ceil() as usize).max(1);
        (side > 0.0 && side.is_finite()).then(|| Self { center: extent.center(), side, cells: (cells(dx), cells(dy)) })
    }

    /// The place this many cells to the right of the middle and above it.
    pub fn at(&self, across: f64, up: f64) -> Point {
        (self.center.0 + across * self.side, self.center.1 + up * self.side)
    }
}

/// Whether there is no space for a grid.
pub fn on_circle(session: &Session) -> bool {
    World::of(session) == World::Circle
}

/// The embeddings of places of the input plane; `None`, if the encoder is not a function of features.
pub fn embedded(session: &Session, places: impl Iterator<Item = Point>) -> Option<Matrix> {
    session.warp(session.pipeline().dataset.plane().lift(&matrix(places)))
}

/// Places of the input plane, as a matrix.
pub fn matrix(places: impl Iterator<Item = Point>) -> Matrix {
    let flat: Vec<f64> = places.flat_map(|(x, y)| [x, y]).collect();
    Matrix::from_vec(2, flat.len() / 2, flat)
}

/// The grid's patch, if the grid is shown.
pub fn shown(session: &Session, options: &Options) -> Option<Patch> {
    Patch::of(session).filter(|_| options.is_on(&GRID) && session.pipeline().encoder.is_map())
}

/// Whether the embedding shows a bent grid, which the grid of its coordinates would disturb.
pub fn replaces_coordinates(session: &Session, options: &Options) -> bool {
    shown(session, options).is_some() && World::of(session) == World::Plane
}

/// The legend in the embedding, or why there is no grid.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    if !options.is_on(&GRID) {
        return vec![];
    }
    let note = |text: &str| LegendItem::new(Sign::Note, "soft", text);
    if !session.pipeline().encoder.is_map() {
        return vec![note("no input grid: free points are a table, which says nothing about the places between them")];
    }
    let mut items = if on_circle(session) {
        vec![dial::legend()]
    } else {
        vec![
            LegendItem::new(Sign::Line, "soft", "the input’s grid, bent by the encoder"),
            LegendItem::new(Sign::Line, "ink", "its upright axis"),
            LegendItem::new(Sign::Dashed, "ink", "its level axis"),
        ]
    };
    if session.pipeline().dataset.plane().shares.is_some() {
        items.push(note(
            "the grid lies in the plane of most spread (the first two principal components), the points do not",
        ));
    }
    items
}

/// The legend in the input picture; the straight grid needs none.
pub fn legend_input(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dialled = on_circle(session) && shown(session, options).is_some();
    if dialled { dial::legend_input(session) } else { vec![] }
}

/// The description, as a sentence that begins with a space; empty while the grid is off.
pub fn describe(session: &Session, options: &Options) -> String {
    if !options.is_on(&GRID) {
        return String::new();
    }
    if !session.pipeline().encoder.is_map() {
        return " There is no grid of the input: free points are a table, not a map that could bend one.".to_string();
    }
    if on_circle(session) {
        dial::describe(session)
    } else {
        " A grid over the input plane is shown as the encoder bends it.".to_string()
    }
}
