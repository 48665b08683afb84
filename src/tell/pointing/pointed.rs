//! What is pointed at and what is chosen, in words.

use crate::learn::affinity::Orientation;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::chart::timeline;
use crate::tell::embedding::proxies;
use crate::tell::embedding::words::word_of;
use crate::tell::spot::Spot;
use crate::tell::view::Content;
use crate::tell::{Options, SPECS, marks};

/// What is pointed at, else what is chosen, in words: "point 17, class B, in this step’s batch".
pub fn say(session: &Session, options: &Options) -> String {
    let points = session.pipeline().dataset.len();
    let hovered = options.hover.and_then(|spot| spot.within(points));
    match hovered.or(options.focus.and_then(|focus| Spot::Point(focus.anchor).within(points))) {
        Some(Spot::Point(i)) => point(session, i),
        Some(Spot::Pair(i, j)) => format!("{} and {}{}", point(session, i), other(session, j), pair(session, i, j)),
        Some(Spot::Proxy(i, class)) => {
            format!("{} and {}{}", point(session, i), proxies::name(session, class), to_proxy(session, i, class))
        }
        Some(Spot::Step(step)) => at_step(session, options, step),
        None => String::new(),
    }
}

/// A step with the values that the shown charts have there.
fn at_step(session: &Session, options: &Options, step: usize) -> String {
    let shown = SPECS.iter().filter(|spec| options.shows(spec)).filter_map(|spec| match spec.content {
        Content::OverTime(plot) => Some(plot(session, options)),
        Content::Timeline => Some(timeline::plot(session, options)),
        _ => None,
    });
    let mut said: Vec<String> = vec![];
    for reading in shown.map(|plot| plot.reading(plot.nearest(step))).filter(|reading| !reading.is_empty()) {
        // The loss may be in two pictures.
        if !said.contains(&reading) {
            said.push(reading);
        }
    }
    let marks = marks::all(session, options).into_iter().filter(|mark| mark.step == step as u64);
    said.extend(marks.map(|mark| mark.word).filter(|word| !word.is_empty()));
    format!("step {step}: {}", said.join("; "))
}

/// A point as that with which others are compared.
fn other(session: &Session, j: usize) -> String {
    let said = point(session, j);
    if session.pipeline().reads_words() { word_of(said) } else { said }
}

/// The same of a point and the proxy of a class, or its word, which no point of the batch has without noise.
fn to_proxy(session: &Session, i: usize, class: usize) -> String {
    let (pipeline, words) = (session.pipeline(), proxies::words(session).filter(|words| class < words.ncols()));
    if let Some(words) = words {
        let affinity = pipeline.affinity;
        let measured = affinity.between(&session.embedding().select_columns(&[i]), &words.select_columns(&[class]));
        let distance = affinity.turned(measured[(0, 0)], Orientation::Distance);
        return format!(" without noise: distance {}", short(distance));
    }
    let (row, proxy) = (session.trace().row_of(i), session.trace().proxy_of(class));
    row.zip(proxy).map_or(String::new(), |(a, b)| between(session, a, b))
}

/// The distance of two points in this step, the loss's effect on the pair, and whether it was mined.
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
