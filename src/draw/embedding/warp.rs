//! The warp: a square grid over the input plane, and what the encoder makes of it. In the input picture the grid is straight; in the
//! embedding the same lines are bent, stretched and folded as the encoder bends the plane on which they lie.
//!
//! Lines that stand upright in the input are stronger than level ones, and the middle line of each family is an axis: the upright one is
//! drawn through, the level one dashed. So a line can be found again on the other side. More than two features: the plane of the first two
//! principal components, of which the points themselves stand off.
//!
//! On the unit circle there is no room for a grid; [`super::dial`] says instead which input goes where on the circle.

use super::dial;
use crate::draw::legend::{LegendItem, Mark};
use crate::draw::options::ALWAYS;
use crate::draw::paint::pen::Pen;
use crate::draw::space::camera::{Camera, World};
use crate::draw::space::frame::{Frame, Point};
use crate::draw::{Drawn, Options, Switch, drag};
use crate::learn::num::Matrix;
use crate::learn::order::sort_by_number;
use crate::session::Session;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The input plane, as the encoder sees it.
pub static GRID: Switch = Switch {
    id: "grid",
    name: "input grid",
    gist: "A grid over the input plane, in the input and as the encoder bends it. On the unit circle: which input goes where.",
    on: false,
    matters: ALWAYS,
};

/// Cells along the longer side of the data.
const CELLS: f64 = 12.0;
/// How far the grid reaches, in half sides of the box around the data.
const REACH: f64 = 1.08;
/// Straight pieces of a line within one cell: so many look like a bend. Half of them where points have many features, which take long.
const PIECES: usize = 6;
/// So many features are many.
pub const MANY_FEATURES: usize = 8;
/// Pieces shorter than this many CSS pixels are joined.
const SHORTEST: f64 = 1.0;

/// One line of the grid.
#[derive(Clone)]
struct Line {
    upright: bool,
    axis: bool,
    from: Point,
    to: Point,
    /// How many straight pieces it is made of.
    pieces: usize,
}

/// What the grid covers.
#[derive(Clone, Copy)]
pub struct Patch {
    /// Its middle.
    pub center: Point,
    /// The side of a cell.
    pub side: f64,
    /// How many cells there are on either side of the middle, across and up.
    pub cells: (usize, usize),
}

impl Patch {
    /// The patch of the input plane on which the data lie; `None` without two different points.
    pub fn of(session: &Session) -> Option<Self> {
        let extent = drag::extent(&session.pipeline().dataset)?;
        let (dx, dy) = extent.half();
        let side = 2.0 * dx.max(dy) * REACH / CELLS;
        let cells = |half: f64| ((REACH * half / side).ceil() as usize).max(1);
        (side > 0.0 && side.is_finite()).then(|| Self { center: extent.center(), side, cells: (cells(dx), cells(dy)) })
    }

    /// The place so many cells to the right of the middle and above it.
    pub fn at(&self, across: f64, up: f64) -> Point {
        (self.center.0 + across * self.side, self.center.1 + up * self.side)
    }

    /// The patch with as many more cells as a whole picture needs.
    pub fn covering(self, frame: &Frame) -> Self {
        let (low, high) = frame.corners();
        let most = |low: f64, middle: f64, high: f64| (high - middle).max(middle - low) / self.side;
        let cells = |needed: f64| (needed.ceil() as usize).clamp(1, 4 * CELLS as usize);
        let (across, up) = (most(low.0, self.center.0, high.0), most(low.1, self.center.1, high.1));
        Self { cells: (cells(across), cells(up)), ..self }
    }

    fn lines(&self, pieces: usize) -> Vec<Line> {
        let (columns, rows) = (self.cells.0 as f64, self.cells.1 as f64);
        let offsets = |cells: usize| (0..=2 * cells).map(move |k| k as f64 - cells as f64);
        let upright = offsets(self.cells.0).map(|k| Line {
            upright: true,
            axis: k == 0.0,
            from: self.at(k, -rows),
            to: self.at(k, rows),
            pieces: 2 * self.cells.1 * pieces,
        });
        let level = offsets(self.cells.1).map(|k| Line {
            upright: false,
            axis: k == 0.0,
            from: self.at(-columns, k),
            to: self.at(columns, k),
            pieces: 2 * self.cells.0 * pieces,
        });
        let mut lines: Vec<Line> = upright.chain(level).collect();
        // The faintest first, and what looks alike together.
        sort_by_number(&mut lines, |line| f64::from(2 * u8::from(line.axis) + u8::from(line.upright)));
        lines
    }
}

impl Line {
    fn samples(&self) -> impl Iterator<Item = Point> + '_ {
        (0..=self.pieces).map(|k| {
            let share = k as f64 / self.pieces as f64;
            (self.from.0 + share * (self.to.0 - self.from.0), self.from.1 + share * (self.to.1 - self.from.1))
        })
    }

    fn paint<DB: DrawingBackend>(&self, pen: &Pen<DB>, path: Vec<BackendCoord>, strength: f64) -> Drawn<DB> {
        let (ink, soft) = (pen.style.ink, pen.style.soft);
        match (self.axis, self.upright) {
            (false, false) => pen.line(path, 1.0, pen.style.faint(soft, 0.42 * strength)),
            (false, true) => pen.line(path, 1.0, pen.style.faint(soft, 0.75 * strength)),
            (true, false) => pen.dashes(path, 1.5, pen.style.faint(ink, 0.8 * strength)),
            (true, true) => pen.line(path, 1.5, pen.style.faint(ink, 0.8 * strength)),
        }
    }
}

/// Places of the input plane, as a matrix.
pub fn matrix(places: impl Iterator<Item = Point>) -> Matrix {
    let flat: Vec<f64> = places.flat_map(|(x, y)| [x, y]).collect();
    Matrix::from_vec(2, flat.len() / 2, flat)
}

/// The grid in the input picture, fainter than in the embedding.
pub fn draw_flat<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, options: &Options) -> Drawn<DB> {
    let Some(patch) = shown(session, options) else { return Ok(()) };
    if on_circle(session) {
        return dial::draw_input(pen, frame, session, &patch);
    }
    for line in patch.lines(1) {
        if let Some((a, b)) = frame.clip(line.from, line.to) {
            line.paint(pen, vec![frame.at(a), frame.at(b)], 0.6)?;
        }
    }
    Ok(())
}

/// The same where a small cloud is magnified, which happens on the circle only.
pub fn draw_magnified<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
) -> Drawn<DB> {
    let patch = shown(session, options).filter(|_| on_circle(session));
    patch.map_or(Ok(()), |patch| dial::draw_magnified(pen, frame, session, &patch))
}

/// The grid in the embedding, bent.
pub fn draw_bent<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
    camera: &Camera,
) -> Drawn<DB> {
    let Some(patch) = shown(session, options) else { return Ok(()) };
    bend(pen, frame, session, options, camera, &patch)
}

fn bend<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
    camera: &Camera,
    patch: &Patch,
) -> Drawn<DB> {
    if on_circle(session) {
        return dial::draw_circle(pen, frame, session, options, patch);
    }
    let many = session.pipeline().dataset.points.nrows() > MANY_FEATURES;
    let lines = patch.lines(if many { PIECES / 2 } else { PIECES });
    let Some(bent) = embedded(session, lines.iter().flat_map(Line::samples)) else { return Ok(()) };
    let (places, depths) = (camera.points(&bent), camera.depths(&bent));
    for (behind, strength) in camera.sides() {
        let mut from = 0;
        for line in &lines {
            let samples = from..from + line.pieces + 1;
            from = samples.end;
            let here = |i: &usize| behind.is_none_or(|behind| camera.is_behind(depths[*i]) == behind);
            let samples: Vec<usize> = samples.collect();
            for part in samples.chunk_by(|a, b| here(a) == here(b)).filter(|part| here(&part[0])) {
                // One sample more, so that the parts meet.
                let end = (part[part.len() - 1] + 2).min(from);
                for path in within(frame, &places[part[0]..end]) {
                    line.paint(pen, path, *strength)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether there is no room for a grid.
fn on_circle(session: &Session) -> bool {
    World::of(session) == World::Circle
}

/// Where the encoder puts places of the input plane; `None` where it is no map.
pub fn embedded(session: &Session, places: impl Iterator<Item = Point>) -> Option<Matrix> {
    session.warp(session.pipeline().dataset.plane().lift(&matrix(places)))
}

/// The grid's patch, where there is a grid to be shown.
fn shown(session: &Session, options: &Options) -> Option<Patch> {
    Patch::of(session).filter(|_| options.is_on(&GRID) && session.pipeline().encoder.is_map())
}

/// Whether the embedding shows a bent grid of its own, which the grid of its coordinates would disturb.
pub fn replaces_coordinates(session: &Session, options: &Options) -> bool {
    shown(session, options).is_some() && World::of(session) == World::Plane
}

/// The parts of a path that lie within a frame, without steps too short to be seen.
fn within(frame: &Frame, samples: &[Point]) -> Vec<Vec<BackendCoord>> {
    let shortest = SHORTEST / frame.pixels();
    let mut paths: Vec<Vec<BackendCoord>> = vec![];
    let mut connected = false;
    let Some((mut last, rest)) = samples.split_first().map(|(first, rest)| (*first, rest)) else { return paths };
    for (k, next) in rest.iter().enumerate() {
        let (dx, dy) = (next.0 - last.0, next.1 - last.1);
        if dx * dx + dy * dy < shortest * shortest && k + 1 < rest.len() {
            continue;
        }
        match frame.clip(last, *next) {
            Some((a, b)) => {
                match paths.last_mut().filter(|_| connected) {
                    Some(path) => path.push(frame.at(b)),
                    None => paths.push(vec![frame.at(a), frame.at(b)]),
                }
                connected = b == *next;
            }
            None => connected = false,
        }
        last = *next;
    }
    paths
}

/// What the lines mean in the embedding, or why there are none.
pub fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    if !options.is_on(&GRID) {
        return vec![];
    }
    let note = |text: &str| LegendItem::new(Mark::Note, "soft", text);
    if !session.pipeline().encoder.is_map() {
        return vec![note("no input grid: free points are a table, which says nothing of places between its points")];
    }
    let mut items = if on_circle(session) {
        vec![dial::legend()]
    } else {
        vec![
            LegendItem::new(Mark::Line, "soft", "the input’s grid, bent by the encoder"),
            LegendItem::new(Mark::Line, "ink", "its upright axis"),
            LegendItem::new(Mark::Dashed, "ink", "its level axis"),
        ]
    };
    if session.pipeline().dataset.plane().shares.is_some() {
        items.push(note("the grid lies in the plane of the first two principal components; points lie off it"));
    }
    items
}

/// What the regions and lines in the input picture mean; the straight grid stands for itself.
pub fn legend_input(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dialled = on_circle(session) && shown(session, options).is_some();
    if dialled { dial::legend_input(session) } else { vec![] }
}

/// What the grid says, in a sentence that begins with a space; nothing while it is off.
pub fn describe(session: &Session, options: &Options) -> String {
    if !options.is_on(&GRID) {
        return String::new();
    }
    if !session.pipeline().encoder.is_map() {
        return " There is no grid of the input: a table of points is no map.".to_string();
    }
    if on_circle(session) {
        dial::describe(session)
    } else {
        " A grid over the input plane is shown as the encoder bends it.".to_string()
    }
}
