//! Class proxies: large stars in the colours of their classes, with the mark of the class in them. On the unit circle a ray from the
//! centre leads to each, as only its direction counts.

use super::Drawn;
use super::frame::{Frame, Point, points};
use super::legend::{Fill, LegendItem, Mark};
use super::mark::{STAR, shape_of};
use super::pen::Pen;
use crate::learn::loss::Proxies;
use crate::session::Session;
use plotters_backend::DrawingBackend;

/// How many times larger than a point's mark a star is.
const SIZE: f64 = 1.8;

/// Where the proxies of the classes that are trained on lie, each with its class; none with a loss that has none.
pub fn places(session: &Session) -> Vec<(usize, Point)> {
    let (references, dataset) = (session.trace().references.as_ref(), &session.pipeline().dataset);
    let all = references.filter(|_| kind(session).is_some()).into_iter().flat_map(points);
    all.enumerate().filter(|(class, _)| !dataset.is_unseen(*class)).collect()
}

/// What one of them and several are called, where there are some.
fn kind(session: &Session) -> Option<[&'static str; 2]> {
    match session.pipeline().loss.learns().proxies {
        Proxies::None => None,
        Proxies::Gradient => Some(["proxy", "proxies"]),
        Proxies::Means { .. } => Some(["centre", "centres"]),
    }
}

/// Draws the rays to proxies on the unit circle.
pub fn rays<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session) -> Drawn<DB> {
    for (class, place) in places(session) {
        pen.line(vec![frame.at((0.0, 0.0)), frame.at(place)], 1.5, pen.style.faint(pen.style.class(class), 0.8))?;
    }
    Ok(())
}

/// Draws the stars, where points' marks have this radius.
pub fn stars<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, session: &Session, radius: f64) -> Drawn<DB> {
    for (class, place) in places(session).into_iter().filter(|(_, place)| frame.holds(*place)) {
        let at = frame.at(place);
        pen.outline(STAR.around(at, SIZE * radius), 4.5, pen.style.sheet)?;
        STAR.fill(pen, at, SIZE * radius, pen.style.class(class))?;
        pen.outline(STAR.around(at, SIZE * radius), 1.25, pen.style.ink)?;
        shape_of(class).fill(pen, at, 0.55 * radius, pen.style.sheet)?;
    }
    Ok(())
}

/// What the stars mean.
pub fn legend(session: &Session) -> Option<LegendItem> {
    kind(session)
        .map(|[kind, _]| LegendItem::new(Mark::Point(&STAR, Fill::Solid), "soft", format!("{kind} of a class")))
}

/// How many there are, as the end of a sentence on the batch; `None` without any.
pub fn describe(session: &Session) -> Option<String> {
    let places = places(session);
    let [kind, plural] = kind(session)?;
    Some(match places.len() {
        1 => format!("compared with the {kind} of the only class"),
        n => format!("each compared with the {plural} of {n} classes"),
    })
}
