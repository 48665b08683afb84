//! Class proxies: large stars in the colours of their classes, with the mark of the class in them. On the unit circle, and in a globe, a ray from the
//! centre leads to each, as only its direction counts.

use crate::draw::legend::{Fill, LegendItem, Mark};
use crate::draw::paint::mark::{STAR, shape_of};
use crate::draw::paint::pen::Pen;
use crate::draw::space::camera::Camera;
use crate::draw::space::frame::{Frame, Point};
use crate::draw::{Drawn, Options};
use crate::learn::loss::Proxies;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::Spot;
use crate::tell::spot::nearest;
use plotters_backend::DrawingBackend;

/// How many times larger than a point's mark a star is.
pub const SIZE: f64 = 1.8;

/// The classes that are trained on and their proxies (d×C); `None` with a loss that has none.
pub fn trained(session: &Session) -> Option<(Vec<usize>, Matrix)> {
    kind(session)?;
    let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
    let of = |(column, who): (usize, &Who)| Some((who.class().filter(|class| !dataset.is_unseen(*class))?, column));
    let (classes, columns): (Vec<usize>, Vec<usize>) = trace.who.iter().enumerate().filter_map(of).unzip();
    Some((classes, trace.references.select_columns(&columns)))
}

/// The proxies of the classes that are trained on (d×C); `None` with a loss that has none.
pub fn embeddings(session: &Session) -> Option<Matrix> {
    trained(session).map(|(_, proxies)| proxies)
}

/// Where they lie, each with its class.
pub fn places(session: &Session, camera: &Camera) -> Vec<(usize, Point)> {
    let seen = |(classes, proxies): (Vec<usize>, Matrix)| classes.into_iter().zip(camera.points(&proxies)).collect();
    trained(session).map_or(vec![], seen)
}

/// What one of them and several are called, where there are some.
fn kind(session: &Session) -> Option<[&'static str; 2]> {
    match session.pipeline().loss.learns().proxies {
        Proxies::None => None,
        Proxies::Gradient => Some(["proxy", "proxies"]),
        Proxies::Means { .. } => Some(["centre", "centres"]),
    }
}

/// Draws the rays to proxies of length one.
pub fn rays<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, camera: &Camera) -> Drawn<DB> {
    if !are_there(session) {
        return Ok(());
    }
    places(session, camera).into_iter().try_for_each(|(class, place)| {
        let color = pen.style.faint(pen.style.class(class), 0.8);
        pen.line(vec![frame.at((0.0, 0.0)), frame.at(place)], 1.5, color)
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
    if are_there(session) { star(pen, frame, session, camera, radius) } else { Ok(()) }
}

fn star<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    session: &Session,
    camera: &Camera,
    radius: f64,
) -> Drawn<DB> {
    for (class, place) in places(session, camera).into_iter().filter(|(_, place)| frame.holds(*place)) {
        let at = frame.at(place);
        pen.outline(STAR.around(at, SIZE * radius), 4.5, pen.style.sheet)?;
        STAR.fill(pen, at, SIZE * radius, pen.style.class(class))?;
        pen.outline(STAR.around(at, SIZE * radius), 1.25, pen.style.ink)?;
        shape_of(class).fill(pen, at, 0.55 * radius, pen.style.sheet)?;
    }
    Ok(())
}

/// Draws the line from a point to the proxy that is pointed at with it, and a ring around the star.
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
    pair(pen, frame, (i, class), places(session, camera), points, radius)
}

fn pair<DB: DrawingBackend>(
    pen: &Pen<DB>,
    frame: &Frame,
    (i, class): (usize, usize),
    places: Vec<(usize, Point)>,
    points: &[Point],
    radius: f64,
) -> Drawn<DB> {
    let place = places.into_iter().find(|(of, _)| *of == class);
    let Some((from, (_, to))) = points.get(i).copied().zip(place) else { return Ok(()) };
    if let Some((a, b)) = frame.clip(from, to) {
        pen.line(vec![frame.at(a), frame.at(b)], 1.5, pen.style.ink)?;
    }
    let seen = Some(to).filter(|to| frame.holds(*to));
    seen.map_or(Ok(()), |to| pen.ring(frame.at(to), SIZE * radius + 2.5, 1.5, pen.style.ink))
}

/// Whether points are compared with them.
pub fn are_there(session: &Session) -> bool {
    kind(session).is_some()
}

/// What one of them is called.
pub fn name(session: &Session, class: usize) -> String {
    let [kind, _] = kind(session).unwrap_or(["proxy", "proxies"]);
    let names = &session.pipeline().dataset.class_names;
    format!("the {kind} of class {}", names.get(class).map_or("–", |name| name))
}

/// The proxy whose star lies at a place in CSS pixels, if there is one.
pub fn hit(session: &Session, frame: &Frame, camera: &Camera, at: (f64, f64), reach: f64) -> Option<usize> {
    let stars = places(session, camera).into_iter().filter(|(_, place)| frame.holds(*place));
    nearest(at, stars.map(|(class, place)| (class, frame.css(place))), reach)
}

/// What the stars mean.
pub fn legend(session: &Session) -> Option<LegendItem> {
    kind(session)
        .map(|[kind, _]| LegendItem::new(Mark::Point(&STAR, Fill::Solid), "soft", format!("{kind} of a class")))
}

/// How many there are, as the end of a sentence on the batch; `None` without any.
pub fn describe(session: &Session) -> Option<String> {
    let [kind, plural] = kind(session)?;
    Some(match embeddings(session)?.ncols() {
        1 => format!("compared with the {kind} of the only class"),
        n => format!("each compared with the {plural} of {n} classes"),
    })
}
