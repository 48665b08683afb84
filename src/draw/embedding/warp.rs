//! The warp: a square grid over the input plane, and its image under the encoder. In the input picture the grid is straight; in the
//! embedding the same lines are bent, stretched and folded.
//!
//! Lines that are vertical in the input are stronger than horizontal ones, and the middle line of each family is an axis: solid if
//! vertical, dashed if horizontal, so that lines can be recognised. For more than two features the plane is that of the first two principal
//! components, from which the points themselves deviate.
//!
//! On the unit circle there is no space for a grid; [`super::dial`] shows instead which input maps where.

use super::dial;
use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::learn::order::sort_by_number;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::camera::Camera;
use crate::tell::embedding::warp::{CELLS, MANY_FEATURES, Patch, embedded, on_circle, shown};
use crate::tell::place::Point;
use plotters_backend::{BackendCoord, DrawingBackend};
/// Pieces shorter than this many CSS pixels are joined.
const SHORTEST: f64 = 1.0;

/// Straight pieces of a line within one cell, enough to look curved; half of them for points with many features, which take long.
const PIECES: usize = 6;

/// One line of the grid.
#[derive(Clone)]
struct Line {
    upright: bool,
    axis: bool,
    from: Point,
    to: Point,
    /// The number of its straight pieces.
    pieces: usize,
}

impl Patch {
    /// The patch with enough cells to fill a picture.
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
        // The faintest first, lines of one look together.
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

/// The same in the magnifier, on the circle only.
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
    if on_circle(session) {
        return dial::draw_circle(pen, frame, session, options, &patch);
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
                // One sample more, so that parts meet.
                let end = (part[part.len() - 1] + 2).min(from);
                for path in frame.cut(&without_short(frame, &places[part[0]..end])) {
                    line.paint(pen, path, *strength)?;
                }
            }
        }
    }
    Ok(())
}

/// The places of a path without steps too short to be seen.
fn without_short(frame: &Frame, samples: &[Point]) -> Vec<Point> {
    let shortest = SHORTEST / frame.pixels();
    let mut path: Vec<Point> = vec![];
    for (k, next) in samples.iter().enumerate() {
        let short = |last: &Point| libm::hypot(next.0 - last.0, next.1 - last.1) < shortest;
        if k + 1 == samples.len() || !path.last().is_some_and(short) {
            path.push(*next);
        }
    }
    path
}
