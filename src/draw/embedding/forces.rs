//! Forces: −∂L/∂z as arrows at the rows of the batch, split into pull and push; beside them the moves, the encoder's response in the coming
//! step, also for points outside the batch.
//!
//! The longest force has a set length; pulls and pushes share one scale, so that they can be compared. Moves are true to scale if visible,
//! else magnified by a round factor. On the unit circle all arrows are tangent and would overlap: pulls are drawn outside the circle,
//! pushes inside, and moves farther inside.

use super::proxies::SIZE;
use crate::draw::Drawn;
use crate::draw::paint::arrow::{self, Arrow};
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::px;
use crate::draw::space::frame::Frame;
use crate::draw::space::magnifier::scale_bar;
use crate::learn::num::log10;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::axis::{LEAST, TICKS, round_down};
use crate::tell::camera::Camera;
use crate::tell::embedding::forces::{FORCES, LOG_ARROWS, MOVES, Vectors, forces, longest, moves, on_proxies};
use crate::tell::place::Point;
use crate::tell::world::World;
use plotters::style::text_anchor::HPos;
use plotters_backend::{BackendCoord, DrawingBackend};

/// The range of a logarithmic arrow in powers of ten; shorter ones vanish.
const DECADES: f64 = 4.0;
/// The width of the shafts of arrows on proxies, in CSS pixels.
const ON_PROXIES: f64 = 2.5;
/// If the longest move has at least this many CSS pixels, moves are drawn to scale.
const VISIBLE: f64 = 12.0;

impl Vectors {
    /// Arrows of these lengths, moved outwards by `outside` CSS pixels.
    pub(super) fn arrows(&self, frame: &Frame, outside: f64, pixels: impl Fn(f64) -> f64) -> Vec<Arrow> {
        let held = self.0.iter().filter(|(place, vector, _)| frame.holds(*place) && length(*vector) > 0.0);
        let arrow = |&(place, vector, whole): &(Point, Point, f64)| {
            let size = length(vector);
            // Arrows towards or away from the reader are foreshortened.
            let foreshortened = if whole == size { 1.0 } else { size / whole };
            let ((x, y), from_origin) = (frame.css(place), length(place).max(f64::MIN_POSITIVE));
            let tail = (x + outside * place.0 / from_origin, y - outside * place.1 / from_origin);
            Arrow { tail, way: (vector.0 / size, -vector.1 / size), length: pixels(whole) * foreshortened }
        };
        held.map(arrow).collect()
    }
}

fn length((x, y): Point) -> f64 {
    libm::hypot(x, y)
}

/// The arrows of a step, before they have a frame.
pub struct Arrows {
    /// Pull and push.
    forces: Option<[Vectors; 2]>,
    /// The same on proxies, on their own scale: each represents a whole class.
    proxies: Option<[Vectors; 2]>,
    moves: Option<Vectors>,
    logarithmic: bool,
    unit: bool,
}

/// The set length of the longest arrow in a frame, in CSS pixels.
pub(super) fn longest_arrow(frame: &Frame) -> f64 {
    let (low, high) = frame.corners();
    (0.12 * (high.0 - low.0).min(high.1 - low.1) * frame.pixels()).clamp(20.0, 44.0)
}

/// The magnification of moves, relative to the picture.
fn magnification(moves: &Vectors, frame: &Frame) -> f64 {
    let true_length = moves.longest() * frame.pixels();
    if true_length >= VISIBLE {
        1.0
    } else {
        round_down(longest_arrow(frame) / true_length.max(LEAST), TICKS).clamp(1.0, 1e6)
    }
}

impl Arrows {
    /// The arrows that are switched on.
    pub fn of(session: &Session, options: &Options, camera: &Camera) -> Self {
        Self {
            forces: options.is_on(&FORCES).then(|| forces(session, camera)),
            proxies: if options.is_on(&FORCES) { on_proxies(session, camera) } else { None },
            moves: if options.is_on(&MOVES) { moves(session, camera) } else { None },
            logarithmic: options.is_on(&LOG_ARROWS),
            unit: camera.world == World::Circle,
        }
    }

    /// Draws them in a frame in which marks have this radius.
    pub fn draw<DB: DrawingBackend>(&self, pen: &Pen<DB>, frame: &Frame, radius: f64) -> Drawn<DB> {
        let (style, most) = (pen.style, longest_arrow(frame));
        let logarithm = |size: f64, longest: f64| most * (1.0 + log10(size / longest) / DECADES).max(0.0);
        let lane = |number: f64| if self.unit { number * (radius + 4.0) } else { 0.0 };
        let draw = |parts: &[Vectors; 2], lane: f64, width: f64| {
            let longest = longest(parts).max(LEAST);
            let pixels = |size| if self.logarithmic { logarithm(size, longest) } else { most * size / longest };
            let [pull, push] = parts;
            arrow::draw(pen, &push.arrows(frame, -lane, pixels), width, style.push)?;
            arrow::draw(pen, &pull.arrows(frame, lane, pixels), width, style.pull)
        };
        if let Some(moves) = &self.moves {
            let (longest, scale) = (moves.longest(), magnification(moves, frame) * frame.pixels());
            let pixels = |size| if self.logarithmic { logarithm(size, longest) } else { scale * size };
            arrow::draw(pen, &moves.arrows(frame, lane(-2.0), pixels), 0.9, style.soft)?;
        }
        if let Some(parts) = &self.forces {
            draw(parts, lane(1.0), 1.5)?;
        }
        if let Some(parts) = &self.proxies {
            draw(parts, if self.unit { SIZE * radius + 4.0 } else { 0.0 }, ON_PROXIES)?;
        }
        Ok(())
    }

    /// Writes the scales of the arrows in this frame into a corner: the lower right one.
    pub fn scale<DB: DrawingBackend>(&self, pen: &Pen<DB>, frame: &Frame, corner: BackendCoord) -> Drawn<DB> {
        let mut lines = vec![];
        for (parts, on) in [(&self.forces, ""), (&self.proxies, " on proxies")] {
            let Some(longest) = parts.as_ref().map(longest) else { continue };
            let round = round_down(longest, TICKS);
            lines.push(match (longest < LEAST, self.logarithmic) {
                (true, _) => (format!("no force{on}"), 0.0),
                (_, true) => (format!("forces{on}: logarithmic"), 0.0),
                _ => (format!("force {}{on}", short(round)), longest_arrow(frame) * round / longest),
            });
        }
        if let Some(moves) = &self.moves {
            lines.push(match (magnification(moves, frame), self.logarithmic) {
                (_, true) => ("moves: logarithmic".to_string(), 0.0),
                (1.0, _) => ("moves as they are".to_string(), 0.0),
                (times, _) => (format!("moves ×{}", short(times)), 0.0),
            });
        }
        for (k, (label, bar)) in lines.iter().rev().enumerate() {
            let (x, y) = (corner.0 - px(14.0), corner.1 - px(14.0 + 17.0 * k as f64));
            let bar = px(*bar);
            let end = if bar > 0 { x - bar - px(8.0) } else { x };
            let width = px(pen.style.width_of(label));
            pen.block([(end - width, y - px(8.0)), (x + px(4.0), y + px(8.0))], pen.style.sheet)?;
            if bar > 0 {
                scale_bar(pen, (x - bar, y), bar)?;
            }
            pen.text(label, (end, y), HPos::Right, pen.style.soft)?;
        }
        Ok(())
    }
}
