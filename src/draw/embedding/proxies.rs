//! Class proxies as large stars in the colours of their classes, with the classes' marks in them; prototypes as plain stars. On the unit circle, and in a globe, a ray
//! leads from the centre to each, as only its direction counts.

use crate::draw::Drawn;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::learn::num::Matrix;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::proxies::{prototypes, trained};
use crate::tell::place::Point;
use crate::tell::shape::{STAR, shape_of};
use crate::tell::spot::nearest;
use crate::tell::{Options, Spot};
use plotters_backend::DrawingBackend;

/// The size of a star relative to a point's mark.
pub const SIZE: f64 = 1.8;

/// The places of the proxies, each with its class.
fn places(session: &Session, camera: &Camera) -> Vec<(usize, Point)> {
    let seen = |(classes, proxies): (Vec<usize>, Matrix)| classes.into_iter().zip(camera.points(&proxies)).collect();
    trained(session).map_or(vec![], seen)
}

/// Draws the rays to proxies of length one.
pub fn rays<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, camera: &Camera) -> Drawn<DB> {
    places(session, camera).into_iter().try_for_each(|(class, place)| {
        let color = pen.style.faint(pen.style.class(class), 0.8);
        frame.cut(&[(0.0, 0.0), place]).into_iter().try_for_each(|ray| pen.line(ray, 1.5, color))
    })
}

/// Draws the stars, where points' marks have this radius.
pub fn stars<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    radius: f64,
) -> Drawn<DB> {
    let unnamed = prototypes(session).map_or(vec![], |prototypes| camera.points(&prototypes));
    let star = |at, color| {
        pen.outline(STAR.around(at, SIZE * radius), 4.5, pen.style.sheet)?;
        STAR.fill(pen, at, SIZE * radius, color)?;
        pen.outline(STAR.around(at, SIZE * radius), 1.25, pen.style.ink)
    };
    for at in unnamed.into_iter().filter(|place| frame.holds(*place)).map(|place| frame.at(place)) {
        star(at, pen.style.soft)?;
    }
    for (class, place) in places(session, camera).into_iter().filter(|(_, place)| frame.holds(*place)) {
        let at = frame.at(place);
        star(at, pen.style.class(class))?;
        shape_of(class).fill(pen, at, 0.55 * radius, pen.style.sheet)?;
    }
    Ok(())
}

/// Draws the line from a point to the proxy pointed at with it, and a ring around the star.
pub fn pointed<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    options: &Options,
    points: &[Point],
    radius: f64,
) -> Drawn<DB> {
    let Some(Spot::Proxy(i, class)) = options.hover else { return Ok(()) };
    let place = places(session, camera).into_iter().find(|(of, _)| *of == class);
    let Some((from, (_, to))) = points.get(i).copied().zip(place) else { return Ok(()) };
    if let Some((a, b)) = frame.clip(from, to) {
        pen.line(vec![frame.at(a), frame.at(b)], 1.5, pen.style.ink)?;
    }
    let seen = Some(to).filter(|to| frame.holds(*to));
    seen.map_or(Ok(()), |to| pen.ring(frame.at(to), SIZE * radius + 2.5, 1.5, pen.style.ink))
}

/// The proxy whose star is at a place in CSS pixels; `None` without one.
pub fn hit(session: &Session, frame: &Frame, camera: &Camera, at: (f64, f64), reach: f64) -> Option<usize> {
    let stars = places(session, camera).into_iter().filter(|(_, place)| frame.holds(*place));
    nearest(at, stars.map(|(class, place)| (class, frame.css(place))), reach)
}
