//! The dial: which input maps where on the unit circle. A grid would collapse onto the circle; instead the input plane is coloured.
//!
//! * Regions: every place of the input plane has the colour of the class whose embedded point is nearest on the circle to the place's
//!   embedding. A band within the circle has the same colours, and is thick where much of the plane maps.
//! * Lines: the places that map to one angle φ, where z × u(φ) = 0 and z · u(φ) > 0, for the embedding z of a place and the unit vector
//!   u(φ). They are 30° apart, or round fractions of a degree within the magnifier of a small cloud.

use crate::draw::paint::pen::{HAIR, Pen};
use crate::draw::space::contour::Field;
use crate::draw::space::frame::Frame;
use crate::draw::{Drawn, SUBPIXEL};
use crate::learn::num::{cos, sin};
use crate::learn::words::fixed;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::embedding::dial::{Dial, STEP, degrees};
use crate::tell::embedding::warp::{MANY_FEATURES, Patch, embedded};
use crate::tell::place::{Point, points};
use litemap::LiteMap;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::f64::consts::TAU;

/// Parts of the band between two marks.
const PARTS: f64 = 6.0;
/// The greatest thickness of the band, as a share of the circle's radius, and of the magnifier's.
const THICKEST: [f64; 2] = [0.16, 0.4];
/// The number of places sampled along the side of a grid cell: for the band, and for the regions of points with few features.
const PLACES: [usize; 2] = [3, 4];
/// The strength of colour of the regions and of the band.
const TINTS: [f64; 2] = [0.15, 0.45];

/// The overlap of neighbouring rectangles, so that no ground shows between them.
const SEAM: i32 = SUBPIXEL;

/// The point of the circle at an angle, or so many radii from its centre.
fn unit(degrees: f64, radius: f64) -> Point {
    let angle = degrees * TAU / 360.0;
    (radius * cos(angle), radius * sin(angle))
}

/// Places of the input plane and their embeddings.
struct Sampled {
    columns: usize,
    places: Vec<Point>,
    embedding: Vec<Point>,
}

impl Sampled {
    /// `each` places along the side of a cell.
    fn of(session: &Session, patch: &Patch, each: usize) -> Option<Self> {
        let (columns, rows) = (2 * patch.cells.0 * each, 2 * patch.cells.1 * each);
        let offset = |k: usize, of: usize| (k as f64 - 0.5 * of as f64) / each as f64;
        let places: Vec<Point> = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| patch.at(offset(column, columns), offset(row, rows))))
            .collect();
        let embedding = points(&embedded(session, places.iter().copied())?).collect();
        Some(Self { columns: columns + 1, places, embedding })
    }

    /// The lines of places that map to a mark.
    fn lines(&self, mark: f64) -> Vec<Vec<Point>> {
        let (u, v) = unit(mark, 1.0);
        let values: Vec<f64> = self.embedding.iter().map(|(x, y)| x * v - y * u).collect();
        let field = Field { columns: self.columns, places: &self.places, values: &values };
        field.zeros(|corners| corners.into_iter().all(|i| self.embedding[i].0 * u + self.embedding[i].1 * v > 0.0))
    }

    /// The share of places that map to each part of the circle, for parts of `length` degrees.
    fn shares(&self, length: f64) -> LiteMap<i64, f64> {
        let mut shares = LiteMap::new();
        for place in &self.embedding {
            *shares.entry(Dial::part(length, degrees(*place))).or_insert(0.0) += 1.0 / self.embedding.len() as f64;
        }
        shares
    }
}

/// The regions and lines of the input picture.
pub fn draw_input<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, patch: &Patch) -> Drawn<DB> {
    let many = session.pipeline().dataset.points.nrows() > MANY_FEATURES;
    let Some(sampled) = Sampled::of(session, &patch.covering(frame), PLACES[usize::from(!many)]) else { return Ok(()) };
    let dial = Dial::of(session);
    let style = pen.style;
    let length = dial.step / PARTS;
    let owner = |i: usize| dial.owner(length, Dial::part(length, degrees(sampled.embedding[i])));
    // Row by row, places of one colour as one rectangle, class by class.
    let mut runs: LiteMap<usize, Vec<(usize, usize)>> = LiteMap::new();
    let owners: Vec<Option<usize>> = (0..sampled.places.len()).map(owner).collect();
    for row in 0..owners.len() / sampled.columns {
        let mut from = row * sampled.columns;
        let end = from + sampled.columns;
        while from < end {
            let to = (from..end).find(|i| owners[*i] != owners[from]).unwrap_or(end);
            if let Some(class) = owners[from] {
                runs.entry(class).or_default().push((from, to - 1));
            }
            from = to;
        }
    }
    let half = 0.5 * (sampled.places[1].0 - sampled.places[0].0);
    for (class, runs) in runs {
        let color = style.faint(style.class(class), TINTS[0]);
        for (from, to) in runs {
            let ((left, y), (right, _)) = (sampled.places[from], sampled.places[to]);
            let (low, high) = (frame.at((left - half, y + half)), frame.at((right + half, y - half)));
            pen.block([low, (high.0 + SEAM, high.1 + SEAM)], color)?;
        }
    }
    for mark in &dial.marks {
        for line in sampled.lines(*mark) {
            pen.line(line.iter().map(|p| frame.at(*p)).collect(), HAIR, style.faint(style.soft, 0.8))?;
        }
    }
    Ok(())
}

/// The band and the marks on the circle. Around a chosen anchor its zones take the place of the marks.
pub fn draw_circle<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    options: &Options,
    patch: &Patch,
) -> Drawn<DB> {
    let Some(sampled) = Sampled::of(session, patch, PLACES[0]) else { return Ok(()) };
    band(pen, frame, &Dial::of(session), &sampled.shares(STEP / PARTS), (STEP / PARTS, THICKEST[0]))?;
    if options.focus.is_some() {
        return Ok(());
    }
    let style = pen.style;
    let reach = 1.0 / frame.pixels();
    for mark in (0..(360.0 / STEP) as usize).map(|k| k as f64 * STEP) {
        let out = |pixels: f64| frame.at(unit(mark, 1.0 + pixels * reach));
        pen.line(vec![out(0.0), out(5.0)], 1.0, style.soft)?;
        label(pen, frame, mark, &out)?;
    }
    Ok(())
}

/// The angle beside its mark: outside, or inside where the picture ends too soon.
fn label<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, mark: f64, out: &dyn Fn(f64) -> BackendCoord) -> Drawn<DB> {
    let text = format!("{}°", fixed(mark, 0));
    let width = pen.style.width_of(&text) / frame.pixels();
    let (x, _) = unit(mark, 1.0 + 13.0 / frame.pixels());
    let (low, high) = frame.corners();
    let (right, left) = (x > 0.1, x < -0.1);
    let fits = (!right || x + width < high.0) && (!left || x - width > low.0);
    let side = match (right, left) {
        (true, _) if fits => HPos::Left,
        (true, _) => HPos::Right,
        (_, true) if fits => HPos::Right,
        (_, true) => HPos::Left,
        _ => HPos::Center,
    };
    let within = -8.0 - THICKEST[0] * frame.pixels();
    pen.text(&text, out(if fits { 13.0 } else { within }), side, pen.style.soft)
}

/// The same in a magnifier, whose marks are finer.
pub fn draw_magnified<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, patch: &Patch) -> Drawn<DB> {
    let dial = Dial::of(session);
    let (Some(sampled), Some((middle, reach))) = (Sampled::of(session, patch, PLACES[0]), dial.window) else {
        return Ok(());
    };
    let length = dial.step / PARTS;
    let mut shares = sampled.shares(length);
    shares.retain(|part, _| ((*part as f64 + 0.5) * length - middle).abs() < 0.9 * reach);
    band(pen, frame, &dial, &shares, (length, THICKEST[1] * reach * TAU / 360.0))?;
    let off = |mark: f64, pixels: f64| frame.at(unit(mark, 1.0 + pixels / frame.pixels()));
    for mark in dial.marks.iter().filter(|mark| frame.holds(unit(**mark, 1.0))) {
        pen.line(vec![off(*mark, 0.0), off(*mark, 9.0)], 1.0, pen.style.soft)?;
        pen.text(&dial.label(*mark), off(*mark, 26.0), HPos::Center, pen.style.soft)?;
    }
    Ok(())
}

/// The band within the circle, in parts of `length` degrees.
fn band<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    dial: &Dial,
    shares: &LiteMap<i64, f64>,
    (length, thickest): (f64, f64),
) -> Drawn<DB> {
    let most = shares.values().copied().fold(0.0, f64::max);
    for (part, share) in shares {
        let Some(class) = dial.owner(length, *part) else { continue };
        let (from, to) = (*part as f64 * length, (*part + 1) as f64 * length);
        // Square roots keep small shares visible beside large ones.
        let inner = 1.0 - thickest * (share / most).sqrt();
        let corners: [BackendCoord; 4] =
            [unit(to, 1.0), unit(from, 1.0), unit(from, inner), unit(to, inner)].map(|corner| frame.at(corner));
        pen.fill(corners.to_vec(), pen.style.faint(pen.style.class(class), TINTS[1]))?;
    }
    Ok(())
}
