//! Rings: the limits of the zones around an anchor, at d(a,p) and d(a,p) + margin, for any affinity.
//!
//! In the plane a ring is a level line of the affinity: a circle for distances, two rays for cosines, a straight line for dot products. On
//! the unit circle it is two places, and the zones are bands just outside the circle.

use super::labels::{Glass, Labels, Place};
use crate::draw::Drawn;
use crate::draw::paint::area::half_of;
use crate::draw::paint::pen::Pen;
use crate::draw::paint::style::Style;
use crate::draw::space::contour::{Grid, circle};
use crate::learn::affinity::{AffinitySpec, Orientation};
use crate::learn::loss::{Band, Reach, Zone};
use crate::learn::num::{atan2, cos, sin};
use crate::learn::order::sort_by_number;
use crate::tell::embedding::lens::{edge, length};
use crate::tell::place::Point;
use plotters::style::RGBColor;
use plotters_backend::{BackendCoord, DrawingBackend};
use std::cell::LazyCell;
use std::f64::consts::{PI, TAU};

/// The side of the squares for finding level lines, in CSS pixels.
const SIDE: f64 = 5.0;
/// The distance of the bands from the unit circle, in CSS pixels.
const OFFSET: f64 = 13.0;
/// The least length of a band with a name, in CSS pixels.
const NAMED: f64 = 9.0;

/// The zones around one anchor.
pub struct Rings {
    affinity: &'static AffinitySpec,
    anchor: Point,
    pub(super) bands: Vec<Band>,
    /// The distances at which the margin begins and ends.
    pub(super) span: Option<(f64, f64)>,
    /// The pieces of the margin: see [`Reach::pieces`].
    pub(super) pieces: Vec<(f64, f64)>,
    /// The distance of the positive.
    positive: f64,
}

/// What a ring is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Edge {
    /// Where the margin begins; without a margin, where the positive is.
    Inner,
    /// Where the margin ends.
    Outer,
    /// Where the positive is, if the margin does not begin there.
    Positive,
}

impl Edge {
    /// Draws a part of such a ring.
    pub(super) fn draw<DB: DrawingBackend>(self, pen: &Pen<DB>, line: Vec<BackendCoord>, strength: f64) -> Drawn<DB> {
        let color = |color| pen.style.faint(color, strength);
        match self {
            Self::Inner => pen.line(line, 1.5, color(pen.style.pull)),
            Self::Outer => pen.dashes(line, 1.5, color(pen.style.push)),
            Self::Positive => pen.line(line, 1.0, color(pen.style.soft)),
        }
    }
}

impl Rings {
    /// The zones around an anchor, given the reach of the loss and the distance of the anchor's positive.
    pub fn new(affinity: &'static AffinitySpec, anchor: Point, reach: Reach, positive: f64) -> Self {
        let (bands, span, pieces) = (reach.bands(positive), reach.span(positive), reach.pieces(positive));
        Self { affinity, anchor, bands, span, pieces, positive }
    }

    /// The distances of the rings, and what each is.
    pub(super) fn levels(&self) -> Vec<(f64, Edge)> {
        let Some((from, to)) = self.span else { return vec![(self.positive, Edge::Inner)] };
        let beside = (from != self.positive).then_some((self.positive, Edge::Positive));
        // A ring around the anchor alone would be nothing.
        let inner = (beside.is_none() || from > 0.0).then_some((from, Edge::Inner));
        inner.into_iter().chain([(to, Edge::Outer)]).chain(beside).collect()
    }

    /// The distance of a place of the plane from the anchor.
    fn distance(&self, (x, y): Point) -> f64 {
        let value = (self.affinity.value)(&[x, y], &[self.anchor.0, self.anchor.1]);
        self.affinity.turned(value, Orientation::Distance)
    }

    /// The distances at which zones end.
    fn ends(&self) -> impl Iterator<Item = f64> + '_ {
        self.bands.iter().map(|band| band.to).filter(|to| to.is_finite())
    }

    /// Draws the rings in the plane.
    pub(super) fn draw_rings<DB: DrawingBackend>(&self, pen: &Pen<DB>, Glass { frame, .. }: &Glass) -> Drawn<DB> {
        let lines = self.lines(frame.corners(), SIDE / frame.pixels());
        for ((_, edge), (_, lines)) in self.levels().into_iter().zip(lines) {
            for part in lines.iter().flat_map(|line| frame.cut(line)) {
                edge.draw(pen, part, 1.0)?;
            }
        }
        Ok(())
    }

    /// Draws the rings in the plane, and the zones' names within the zones.
    pub fn draw_plane<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass, labels: &mut Labels) -> Drawn<DB> {
        let frame = glass.frame;
        self.draw_rings(pen, glass)?;
        let places = lattice(glass, frame.css(self.anchor));
        for band in &self.bands {
            let text = band.zone.spec().name;
            let half = half_of(text, pen.style);
            // The whole text lies in one zone, above the anchor rather than below it, and near it.
            let inside = |(x, y): Place, band: &Band| {
                let corners = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0), (0.0, 0.0)];
                corners.into_iter().all(|(u, v)| {
                    let d = self.distance(frame.point((x + u * half.0, y + v * half.1)));
                    band.from < d && d <= band.to
                })
            };
            let of = |band: Band| places.iter().copied().filter(move |at| inside(*at, &band));
            let (own, color) = (of(*band), ink_of(band.zone, pen.style));
            if labels.put_clear(glass, text, half, color, own.clone()).is_some() {
                continue;
            }
            // If the zone is too small for its name, the name is outside all rings, with a line to the zone.
            let outermost = self.bands.last().filter(|last| last.zone != band.zone);
            let beside = outermost.and_then(|last| labels.put_clear(glass, text, half, color, of(*last)));
            match beside {
                Some(area) => self.lead(pen, glass, area.middle, band, color)?,
                None => _ = labels.put(glass, text, half, color, own),
            }
        }
        Ok(())
    }

    /// A line from a text to the middle of the zone on its side of the anchor.
    fn lead<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        text: Place,
        band: &Band,
        color: RGBColor,
    ) -> Drawn<DB> {
        let frame = glass.frame;
        let (x, y) = frame.css(self.anchor);
        let (dx, dy) = (text.0 - x, text.1 - y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let on = |r: f64| frame.point((x + r * dx / length, y + r * dy / length));
        let until = |level: f64| edge(length, |r| self.distance(on(r)) > level);
        let middle = on(0.5 * (until(band.from) + until(band.to)));
        pen.line(vec![frame.at(middle), frame.at(frame.point(text))], 1.0, color)
    }

    /// The rings around a part of the plane, by distance: circles where the affinity is a function of lengths, else level lines, found in
    /// squares with this side.
    pub fn lines(&self, corners: (Point, Point), side: f64) -> Vec<(f64, Vec<Vec<Point>>)> {
        let grid = LazyCell::new(|| Grid::new(corners, side, |at| self.distance(at)));
        let (low, high) = corners;
        let middle = (0.5 * (low.0 + high.0), 0.5 * (low.1 + high.1));
        let line = |level| match length(self.affinity, level) {
            Some(radius) => vec![circle(self.anchor, radius, middle)],
            None => grid.lines(level),
        };
        self.levels().into_iter().map(|(level, _)| (level, line(level))).collect()
    }

    /// The rings on the unit circle: for each limit of a zone, the angle on either side of the anchor.
    pub fn angles(&self) -> Vec<(f64, f64)> {
        let start = atan2(self.anchor.1, self.anchor.0);
        self.ends().map(|level| (level, self.angle(start, level))).collect()
    }

    /// The angle from the anchor, from 0 to π, at which points of the unit circle have this distance.
    pub fn angle(&self, start: f64, distance: f64) -> f64 {
        let far = |angle: f64| self.distance(on_circle(start + angle, 1.0)) > distance;
        if distance == f64::INFINITY || !far(PI) {
            return PI;
        }
        edge(PI, far)
    }

    /// The pieces of the unit circle between two distances, as angles from the anchor at `start`.
    pub(super) fn parts(&self, start: f64, (from, to): (f64, f64)) -> Vec<(f64, f64)> {
        let (from, to) = (self.angle(start, from), self.angle(start, to));
        match (from <= 0.0, to >= PI) {
            (true, _) => vec![(-to, to)],
            (false, true) => vec![(from, TAU - from)],
            (false, false) => vec![(from, to), (-to, -from)],
        }
    }

    /// Draws the zones as bands just outside the unit circle, with their names.
    pub fn draw_circle<DB: DrawingBackend>(&self, pen: &Pen<DB>, glass: &Glass, labels: &mut Labels) -> Drawn<DB> {
        let (frame, pixels) = (glass.frame, glass.frame.pixels());
        let start = atan2(self.anchor.1, self.anchor.0);
        let point = |angle: f64, out: f64| on_circle(start + angle, 1.0 + out / pixels);
        for band in &self.bands {
            let (parts, to) = (self.parts(start, (band.from, band.to)), self.angle(start, band.to));
            let seen: Vec<(f64, f64)> = parts.into_iter().flat_map(|part| seen(glass, start, part)).collect();
            let (color, width) = (color(band.zone, pen.style), width(band.zone));
            for (from, to) in &seen {
                let count = ((to - from) * pixels / 3.0).ceil().clamp(1.0, 2000.0);
                let angle = |k: f64| from + (to - from) * k / count;
                let angles = (0..=count as usize).map(|k| angle(k as f64));
                let line: Vec<Point> = angles.map(|angle| point(angle, OFFSET)).collect();
                frame.cut(&line).into_iter().try_for_each(|part| pen.line(part, width, color))?;
            }
            for end in [-to, to].into_iter().filter(|_| to < PI) {
                let tick = frame.cut(&[point(end, -9.0), point(end, OFFSET + 6.0)]);
                tick.into_iter().try_for_each(|part| pen.line(part, 1.5, pen.style.ink))?;
            }
            let text = band.zone.spec().name;
            let half = half_of(text, pen.style);
            let long = seen.iter().filter(|(from, to)| (to - from) * pixels >= NAMED);
            // From the middle of each part outwards; outside the circle first, then inside.
            let steps = (0..40).map(|k| f64::from((k + 1) / 2) * if k % 2 == 0 { 0.025 } else { -0.025 });
            let angles: Vec<f64> =
                steps.flat_map(|s| long.clone().map(move |(from, to)| from + (0.5 + s) * (to - from))).collect();
            let beside = |out: f64| {
                angles.iter().filter_map(move |angle| {
                    let (x, y) = frame.seen(point(*angle, 0.0))?;
                    let (u, v) = (cos(start + angle), -sin(start + angle));
                    let far = out + out.signum() * (u.abs() * half.0 + v.abs() * half.1);
                    Some((x + u * far, y + v * far))
                })
            };
            let places: Vec<Place> = beside(OFFSET + 6.0).chain(beside(-12.0)).collect();
            labels.put(glass, text, half, ink_of(band.zone, pen.style), places.into_iter());
        }
        Ok(())
    }
}

/// A point in this direction.
pub(super) fn on_circle(angle: f64, radius: f64) -> Point {
    (radius * cos(angle), radius * sin(angle))
}

/// The parts of a piece of the unit circle that are visible in a glass, as angles from `start`.
pub(super) fn seen(glass: &Glass, start: f64, (from, to): (f64, f64)) -> Vec<(f64, f64)> {
    let Some((middle, reach)) = glass.magnifier.map(|m| m.arc_seen()) else { return vec![(from, to)] };
    let middle = (middle - start).rem_euclid(TAU);
    let turns = [-TAU, 0.0, TAU].map(|turn| (from.max(middle + turn - reach), to.min(middle + turn + reach)));
    turns.into_iter().filter(|(from, to)| from < to).collect()
}

/// Places for a label all over a glass, those just above the anchor first.
fn lattice(glass: &Glass, (x, y): Place) -> Vec<Place> {
    let (low, high) = glass.frame.box_css();
    let steps = |from: f64, to: f64| {
        let count = ((to - from) / 9.0).clamp(0.0, 200.0) as usize;
        (0..=count).map(move |k| from + 9.0 * k as f64)
    };
    let mut places: Vec<Place> = steps(low.1, high.1).flat_map(|y| steps(low.0, high.0).map(move |x| (x, y))).collect();
    let cost = |(u, v): &Place| (u - x).abs() + (v - (y - 18.0)).abs() * if *v > y { 1.5 } else { 1.0 };
    sort_by_number(&mut places, cost);
    places
}

/// The colour of a zone: the more it is pushed, the stronger.
pub fn color(zone: Zone, style: &Style) -> RGBColor {
    match zone {
        Zone::Hard | Zone::Pushed => style.push,
        Zone::SemiHard | Zone::Fading => style.faint(style.push, 0.45),
        Zone::Easy | Zone::NotHard | Zone::LeftAlone => style.faint(style.soft, 0.5),
    }
}

/// The colour of a zone's name.
pub fn ink_of(zone: Zone, style: &Style) -> RGBColor {
    match zone {
        Zone::Hard | Zone::Pushed | Zone::SemiHard | Zone::Fading => style.push,
        Zone::Easy | Zone::NotHard | Zone::LeftAlone => style.soft,
    }
}

/// The width of a zone's band, in CSS pixels.
fn width(zone: Zone) -> f64 {
    match zone {
        Zone::Hard | Zone::Pushed | Zone::SemiHard | Zone::Fading => 4.5,
        Zone::Easy | Zone::NotHard | Zone::LeftAlone => 1.5,
    }
}
