//! The frame of the embedding's picture: which part of its world is shown. It rests: it follows from how the run begins, and neither a
//! collapse nor an explosion moves it. Only a reader does, on purpose.
//!
//! It is as wide as the initial cloud, with the proxies, and three margins, half of them on each side, so that healthy runs stay inside and fill about half of it.
//! Where a loss has no margin, a length takes its place. On the circle and the globe all embeddings have length one, and the frame holds
//! all of that.

use crate::learn::ball::Ball;
use crate::learn::num::Matrix;
use crate::learn::words::{digits, exact, short};
use crate::session::{Session, TextError};
use crate::tell::Options;
use crate::tell::axis::{GREATEST, LEAST};
use crate::tell::camera::Camera;
use crate::tell::drag::{self, has_left};
use crate::tell::embedding::lens::length;
use crate::tell::embedding::{memory, proxies};
use crate::tell::place::Point;
use crate::tell::place::direction;
use crate::tell::world::World;

/// The half width around embeddings of length one.
pub const UNIT: f64 = 1.2;
/// The number of margins on each side of the initial cloud.
const MARGINS: f64 = 1.5;
/// The length, in units of the embedding, that takes the place of a margin: losses of similarities let embeddings grow.
const WITHOUT: f64 = 2.5;
/// Room for marks at the border.
const ROOM: f64 = 1.05;
/// The room to drag points in, as a multiple of how far from the origin they were made.
const DRAGGED: f64 = 1.8;
/// A key moves the picture by this many halves of its shorter side.
const STEP: f64 = 0.2;
/// A box in space fits into a frame this many times as wide, however it is turned.
pub const TURNED: f64 = 1.5;

/// The resting frame of a run.
pub fn resting(session: &Session) -> Ball {
    let around_origin = |radius: f64| Ball { center: Matrix::zeros(session.pipeline().dimensions, 1), radius };
    if World::of(session).is_unit() {
        return around_origin(UNIT);
    }
    if drag::shows_data(session) {
        return around_origin((DRAGGED * drag::reach(&session.pipeline().dataset)).max(LEAST));
    }
    let beginning = session.beginning();
    let (pipeline, learned) = (&beginning.pipeline, &beginning.state.learned);
    let Some(Ball { center, radius }) = beginning.cloud.clone() else { return around_origin(1.0) };
    let margin = match pipeline.reach(learned.numbers()).margin() {
        margin if margin > 0.0 => length(pipeline.affinity, margin).unwrap_or(WITHOUT),
        _ => WITHOUT,
    };
    Ball { center, radius: (ROOM * (radius + MARGINS * margin)).min(GREATEST) }
}

/// The frame that panels with these runs share, which holds theirs. `None`, if they live in different worlds.
pub fn shared<'a>(runs: impl Iterator<Item = &'a Session> + Clone) -> Option<Ball> {
    let mut worlds = runs.clone().map(|run| (World::of(run), run.pipeline().dimensions));
    let first = worlds.next()?;
    if worlds.any(|other| other != first) {
        return None;
    }
    let balls: Vec<Ball> = runs.map(resting).collect();
    let center = Ball::around(first.1, balls.iter().map(|ball| &ball.center))?.center;
    let radius = balls.iter().map(|ball| (&ball.center - &center).norm() + ball.radius).fold(0.0, f64::max);
    Some(Ball { center, radius })
}

/// What the picture shows: the place in its middle, along the camera's directions, and how far it goes along its shorter side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    /// The place in the middle; in two dimensions the last is 0.
    pub center: [f64; 3],
    /// Half the width of the shorter side.
    pub half: f64,
}

impl Aim {
    /// The resting frame, or that shared by panels.
    pub fn at_rest(session: &Session, options: &Options, camera: &Camera) -> Self {
        let fits = |ball: &&Ball| ball.center.nrows() == session.pipeline().dimensions;
        let ball = options.shared.as_ref().filter(fits).cloned().unwrap_or_else(|| resting(session));
        let center = camera.along(&ball.center).unwrap_or(ball.center);
        let turned = if camera.world == World::Space { TURNED } else { 1.0 };
        Self { center: [0, 1, 2].map(|k| center.get(k).copied().unwrap_or(0.0)), half: turned * ball.radius }
    }

    /// What is shown: the resting frame, or what a reader has chosen.
    pub fn of(session: &Session, options: &Options, camera: &Camera) -> Self {
        let Self { center, half } = Self::at_rest(session, options, camera);
        Self { center: options.center.unwrap_or(center), half: options.frame.unwrap_or(half) }
    }

    /// A frame that just holds everything that is shown now.
    fn fitting(session: &Session, camera: &Camera) -> Option<Self> {
        let kept = memory::kept(session).map(|kept| kept.embeddings);
        let others = [proxies::embeddings(session), kept, memory::words(session).map(|(_, words)| words)];
        let dimensions = session.pipeline().dimensions;
        let along = |m: &Matrix| camera.along(m).unwrap_or_else(|| m.clone());
        let shown: Vec<Matrix> =
            std::iter::once(session.embedding()).chain(others.iter().flatten()).map(along).collect();
        let ball = Ball::around(dimensions.min(3), &shown)?;
        let center = [0, 1, 2].map(|k| ball.center.get(k).copied().unwrap_or(0.0));
        Some(Self { center, half: 1.15 * ball.radius })
    }
}

impl Options {
    /// Whether a reader has chosen what the embedding's picture shows.
    pub fn is_zoomed(&self) -> bool {
        self.frame.is_some() || self.center.is_some()
    }

    /// Shows the resting frame.
    pub fn rest(&mut self) {
        (self.frame, self.center) = (None, None);
    }
}

/// The least half width that is chosen by hand: places have nine decimals.
const FINEST: f64 = 1e-6;

/// By how much the picture is zoomed, on purpose, as the resting frame's width in those of the shown part: 2 if half of it is seen. `None`,
/// if it rests.
fn zoom(session: &Session, options: &Options, camera: &Camera) -> Option<f64> {
    options.is_zoomed().then(|| Aim::at_rest(session, options, camera).half / Aim::of(session, options, camera).half)
}

/// The zoom in words: "zoomed in ×3"; `None`, if the frame rests.
pub fn say(session: &Session, options: &Options, camera: &Camera) -> Option<String> {
    let zoom = zoom(session, options, camera)?;
    Some(match zoom {
        1.01.. => format!("zoomed in ×{}", short(zoom)),
        0.99.. => "moved".to_string(),
        _ => format!("zoomed out ×{}", short(1.0 / zoom)),
    })
}

/// Shows all points as they lie now; if the picture was zoomed already, the resting frame again. Says what it did.
pub fn fit(session: &Session, options: &mut Options) -> String {
    let camera = Camera::of(session, options);
    if options.is_zoomed() {
        options.rest();
        return "The whole frame again".to_string();
    }
    let Some(aim) = Aim::fitting(session, &camera) else { return "There is nothing to show".to_string() };
    look_at(options, aim);
    format!("All points, {}", say(session, options, &camera).unwrap_or_default())
}

/// Zooms by a factor, so that the same place remains `off` (in halves of the picture's shorter side, to the right and up) from its middle.
pub fn zoom_by(session: &Session, options: &mut Options, factor: f64, off: (f64, f64)) {
    let camera = Camera::of(session, options);
    let Aim { half, .. } = Aim::of(session, options, &camera);
    let new = (half / factor).clamp(FINEST, GREATEST);
    move_by(session, options, ((half - new) * off.0, (half - new) * off.1), new);
}

/// Moves the picture's middle by so many halves of its shorter side to the right and up.
pub fn pan(session: &Session, options: &mut Options, off: (f64, f64)) {
    let half = Aim::of(session, options, &Camera::of(session, options)).half;
    move_by(session, options, (half * off.0, half * off.1), half);
}

/// A picture of a flat world that a pointer holds, to move it about. Only one that is zoomed is held: elsewhere a finger scrolls the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Held {
    from: Point,
    last: Point,
    /// Whether it was moved.
    pub moved: bool,
}

impl Held {
    /// The picture that a pointer at this place takes.
    pub fn take(session: &Session, options: &Options, at: Point) -> Option<Self> {
        can_move(session, options).then_some(Self { from: at, last: at, moved: false })
    }

    /// Moves the picture with the pointer, in a picture of this size in CSS pixels.
    pub fn drag(&mut self, session: &Session, options: &mut Options, size: Point, at: Point) {
        self.moved |= has_left(self.from, at);
        if self.moved {
            let half = (0.5 * size.0.min(size.1)).max(1.0);
            pan(session, options, ((self.last.0 - at.0) / half, (at.1 - self.last.1) / half));
            self.last = at;
        }
    }
}

/// Whether a pointer or a key can move the picture about.
pub fn can_move(session: &Session, options: &Options) -> bool {
    World::of(session).is_flat() && options.is_zoomed()
}

/// Moves the picture by a key: what it shows goes the other way.
pub fn nudge(session: &Session, options: &mut Options, way: &str) {
    if let Some((dx, dy)) = direction(way) {
        pan(session, options, (STEP * dx, STEP * dy));
    }
}

/// Zooms a picture of this size in CSS pixels by a factor, around a place in it.
pub fn zoom_at(session: &Session, options: &mut Options, factor: f64, (width, height): Point, (x, y): Point) {
    let half = (0.5 * width.min(height)).max(1.0);
    zoom_by(session, options, factor, ((x - 0.5 * width) / half, (0.5 * height - y) / half));
}

fn move_by(session: &Session, options: &mut Options, by: (f64, f64), half: f64) {
    let camera = Camera::of(session, options);
    let (center, by) = (Aim::of(session, options, &camera).center, camera.unseen(by));
    look_at(options, Aim { center: [0, 1, 2].map(|k| center[k] + by[k]), half });
}

/// Chooses a frame, rounded so that links stay short.
fn look_at(options: &mut Options, Aim { center, half }: Aim) {
    let half = half.clamp(FINEST, GREATEST);
    let to = |value: f64, unit: f64| (value / unit).round() * unit;
    let rounded = |value: f64, unit: f64| digits(to(value, unit), 9).parse().unwrap_or(value) + 0.0;
    let unit = crate::tell::axis::round_down(0.002 * half, &[1.0]);
    options.frame = Some(rounded(half, unit));
    options.center = Some(center.map(|x| rounded(x.clamp(-GREATEST, GREATEST), unit)));
}

/// A half width from text.
///
/// # Errors
/// [`TextError`] where it is none.
pub fn half_width(key: &str, text: &str) -> Result<f64, TextError> {
    let half = text.parse().ok().filter(|half| (FINEST..=GREATEST).contains(half));
    half.ok_or_else(|| {
        let allowed = format!("half the width of the picture, a number from {} to {}", exact(FINEST), exact(GREATEST));
        TextError::new(key, text, allowed)
    })
}

/// A place from text.
///
/// # Errors
/// [`TextError`] where it is none.
pub fn place(key: &str, text: &str) -> Result<[f64; 3], TextError> {
    let numbers: Option<Vec<f64>> =
        text.split(',').map(|part| part.parse().ok().filter(|x: &f64| x.abs() <= GREATEST)).collect();
    match numbers.as_deref() {
        Some([x, y]) => Ok([*x, *y, 0.0]),
        Some([x, y, z]) => Ok([*x, *y, *z]),
        _ => Err(TextError::new(key, text, "two or three coordinates, as in 0.5,-0.2")),
    }
}

/// A place as text.
pub fn text([x, y, z]: [f64; 3]) -> String {
    if z == 0.0 { format!("{x},{y}") } else { format!("{x},{y},{z}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_can_be_read_again() {
        for half in [0.0, FINEST, 0.3, 1.0, GREATEST, 2.0 * GREATEST] {
            let mut options = Options::default();
            look_at(&mut options, Aim { center: [0.0; 3], half });
            let chosen = options.frame.unwrap().to_string();
            assert_eq!(half_width("view.frame", &chosen).ok(), options.frame, "{half}: {chosen}");
        }
    }
}
