//! Turning: the view of three dimensions that a pointer or a key chooses.

use crate::session::{Session, TextError};
use crate::tell::Options;
use crate::tell::camera::angles;
use crate::tell::drag::has_left;
use crate::tell::place::Point;
use crate::tell::place::direction;
use crate::tell::world::World;
use std::ops::RangeInclusive;

/// All turns, in degrees.
pub const TURN: RangeInclusive<f64> = -180.0..=180.0;
/// All tilts: from straight below to straight above.
pub const TILT: RangeInclusive<f64> = -90.0..=90.0;

/// Degrees per key press.
const STEP: f64 = 10.0;
/// Degrees per half of the picture's shorter side that a pointer moves.
const HALF_SIDE: f64 = 90.0;
/// Beyond this distance from the picture's middle, in halves of its shorter side, a pointer does not take hold.
const WITHIN: f64 = 0.95;

/// A world that a pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    /// Where the pointer took it, in CSS pixels.
    from: Point,
    /// The turn and tilt at that moment.
    angles: (f64, f64),
    /// Whether it was turned.
    pub moved: bool,
}

/// Whether the world of a session can be turned, where a picture shows it.
pub fn can(session: &Session) -> bool {
    !World::of(session).is_flat()
}

impl Held {
    /// The world that a pointer at a place of a picture takes, if there is one.
    pub fn take(session: &Session, options: &Options, size: Point, at: Point) -> Option<Self> {
        let off = libm::hypot(at.0 - 0.5 * size.0, at.1 - 0.5 * size.1);
        let within = off < WITHIN * 0.5 * size.0.min(size.1);
        (can(session) && within).then(|| Self { from: at, angles: angles(session, options), moved: false })
    }

    /// Turns the camera to where the pointer has brought the world.
    pub fn drag(&mut self, options: &mut Options, size: Point, at: Point) {
        self.moved |= has_left(self.from, at);
        if self.moved {
            let (dx, dy) = (at.0 - self.from.0, at.1 - self.from.1);
            let scale = HALF_SIDE / (0.5 * size.0.min(size.1)).max(1.0);
            turn_to(options, self.angles.0 + scale * dx, self.angles.1 + scale * dy);
        }
    }
}

/// Turns by a key.
pub fn nudge(session: &Session, options: &mut Options, way: &str) {
    let (turn, tilt) = angles(session, options);
    if let Some((dx, dy)) = direction(way) {
        turn_to(options, turn + STEP * dx, tilt - STEP * dy);
    }
}

/// Sets turn and tilt, rounded to a tenth of a degree, so that links stay short.
fn turn_to(options: &mut Options, turn: f64, tilt: f64) {
    let rounded = |v: f64| (10.0 * v).round() / 10.0 + 0.0;
    options.turn = Some(rounded((turn + 180.0).rem_euclid(360.0) - 180.0));
    options.tilt = Some(rounded(tilt.clamp(*TILT.start(), *TILT.end())));
}

/// An angle from text.
///
/// # Errors
/// [`TextError`] where it is none of these.
pub fn angle(key: &str, text: &str, allowed: RangeInclusive<f64>) -> Result<f64, TextError> {
    let angle = text.parse().ok().filter(|angle| allowed.contains(angle)).map(|angle: f64| angle + 0.0);
    angle.ok_or_else(|| {
        TextError::new(key, text, format!("an angle in degrees from {} to {}", allowed.start(), allowed.end()))
    })
}
