//! What is pointed at and what was chosen: rings around marks, in ink.

use super::embedding::proxies;
use super::paint::pen::Pen;
use super::{Drawn, OVER_TIME, Options};
use crate::session::Session;
use crate::tell::spot::Spot;
use crate::tell::text::short;
use plotters_backend::{BackendCoord, DrawingBackend};

/// Draws the rings around marks of this radius, where they have a place.
pub fn draw<DB: DrawingBackend>(
    pen: &Pen<DB>,
    session: &Session,
    options: &Options,
    radius: f64,
    place: impl Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    if options.hover.is_none() && options.focus.is_none() && options.layer("ringed") != Some(true) {
        return Ok(());
    }
    rings(pen, session, options, radius, place)
}

fn rings<DB: DrawingBackend>(
    pen: &Pen<DB>,
    session: &Session,
    options: &Options,
    radius: f64,
    place: impl Fn(usize) -> Option<BackendCoord>,
) -> Drawn<DB> {
    let (ink, sheet) = (pen.style.ink, pen.style.sheet);
    if options.layer("ringed") == Some(true) {
        let drawn: Vec<BackendCoord> = session.trace().batch.iter().filter_map(|i| place(*i)).collect();
        drawn.into_iter().try_for_each(|at| pen.ring(at, radius + 2.5, 1.5, ink))?;
    }
    if let Some(at) = options.focus.and_then(|focus| place(focus.anchor)) {
        pen.ring(at, radius + 3.5, 4.0, sheet)?;
        pen.ring(at, radius + 3.5, 2.0, ink)?;
    }
    let hovered = match options.hover {
        Some(Spot::Point(i) | Spot::Proxy(i, _)) => vec![i],
        Some(Spot::Pair(i, j)) => vec![i, j],
        Some(Spot::Step(_)) | None => vec![],
    };
    let at: Vec<BackendCoord> = hovered.into_iter().filter_map(place).collect();
    if let [a, b] = at[..] {
        pen.line(vec![a, b], 1.5, ink)?;
    }
    at.into_iter().try_for_each(|at| pen.ring(at, radius + 2.5, 1.5, ink))
}

/// What is pointed at, else what is looked at, in words: "point 17, class B, in this step’s batch".
pub fn say(session: &Session, options: &Options) -> String {
    let points = session.pipeline().dataset.len();
    let hovered = options.hover.and_then(|spot| spot.within(points));
    match hovered.or(options.focus.and_then(|focus| Spot::Point(focus.anchor).within(points))) {
        Some(Spot::Point(i)) => point(session, i),
        Some(Spot::Pair(i, j)) => format!("{} and {}{}", point(session, i), point(session, j), pair(session, i, j)),
        Some(Spot::Proxy(i, class)) => {
            format!("{} and {}{}", point(session, i), proxies::name(session, class), to_proxy(session, i, class))
        }
        Some(Spot::Step(step)) => at_step(session, options, step),
        None => String::new(),
    }
}

/// A step with the values that the shown charts have there.
fn at_step(session: &Session, options: &Options, step: usize) -> String {
    let shown = OVER_TIME.iter().filter(|(spec, _)| options.shows(spec)).map(|(_, plot)| plot(session, options));
    let said = shown.map(|plot| plot.reading(plot.nearest(step))).filter(|said| !said.is_empty());
    format!("step {step}: {}", said.collect::<Vec<_>>().join("; "))
}

/// The same of a point and the proxy of a class.
fn to_proxy(session: &Session, i: usize, class: usize) -> String {
    let (row, proxy) = (session.trace().row_of(i), session.trace().proxy_of(class));
    row.zip(proxy).map_or(String::new(), |(a, b)| between(session, a, b))
}

/// How far apart the two are in this step, what the loss does to the pair, and whether it was mined.
fn pair(session: &Session, i: usize, j: usize) -> String {
    let (row, reference) = (session.trace().row_of(i), session.trace().reference_of(j));
    row.zip(reference).map_or(String::new(), |(a, b)| between(session, a, b))
}

/// The same of a row and a reference.
fn between(session: &Session, a: usize, b: usize) -> String {
    let trace = session.trace();
    let weight = trace.weights[(a, b)];
    let force = match (weight > 0.0, weight < 0.0) {
        (true, _) => format!("pull {}", short(weight)),
        (_, true) => format!("push {}", short(-weight)),
        _ => "no force".to_string(),
    };
    let mined = trace.tuples.hold(a, b);
    format!(": distance {}, {force}{}", short(trace.distances[(a, b)]), if mined { ", mined" } else { "" })
}

/// A point in words.
pub fn point(session: &Session, i: usize) -> String {
    let dataset = &session.pipeline().dataset;
    let name = |class: usize| &dataset.class_names[class];
    let label = match (dataset.truth[i], dataset.given[i]) {
        (truth, given) if truth == given => String::new(),
        (_, given) => format!(", labelled {}", name(given)),
    };
    let batch = match (dataset.is_held_out(i), session.trace().batch.contains(&i)) {
        (true, _) => ", held out",
        (false, true) => "",
        (false, false) => ", not in this batch",
    };
    let moved = if dataset.by_hand.places.contains_key(&i) { ", moved by hand" } else { "" };
    format!("point {i}, class {}{label}{moved}{batch}", name(dataset.truth[i]))
}
