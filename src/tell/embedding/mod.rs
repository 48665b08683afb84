//! The embedding: every point of the data set at its place, its trail, and the mined triplets.

use super::camera::{self, Camera};
use super::chart::neighbours::{self, NEAREST};
use super::dataset::{self, wrong};
use super::drag::Drag;
use super::frame;
use super::legend::{self, LegendItem, Sign};
use super::options::{ALWAYS, Options, Switch};
use super::place::Extent;
use super::point_views::{self, VIEWS};
use super::view::{Content, ViewSpec};
use super::world;
use crate::learn::num::Matrix;
use crate::learn::spec::prose;
use crate::learn::words::short;
use crate::session::Session;
use copy::{COPY, SlowCopy};
use forces::{FORCES, LOG_ARROWS, MOVES};
use spotlight::SPOTLIGHT;
use warp::GRID;

pub mod copy;
pub mod dial;
pub mod forces;
pub mod lens;
pub mod memory;
pub mod proxies;
pub mod spotlight;
pub mod ties;
pub mod warp;
pub mod words;

/// The trails.
pub static TRAILS: Switch = Switch {
    id: "trails",
    name: "trails",
    gist: prose("Where each point was in the last few steps; after a fall, where it came from."),
    on: true,
    matters: ALWAYS,
};

/// The mined triplets.
pub static TIES: Switch = Switch {
    id: "ties",
    name: "all mined triplets",
    gist: prose("A line from every mined anchor to its positive and to its negatives."),
    on: false,
    matters: ALWAYS,
};

/// Its spec.
pub static SPEC: ViewSpec = ViewSpec {
    id: "embedding",
    name: "Embedding",
    guide: "",
    other_guide: None,
    gist: prose("Where the encoder puts every point. Points of one class should meet, and classes should keep apart."),
    chart: false,
    switches: &[&SPOTLIGHT, &VIEWS, &COPY, &TIES, &TRAILS, &GRID, &FORCES, &MOVES, &LOG_ARROWS, &NEAREST],
    figures: &[],
    content: Content::Embedding,
    legend,
    describe,
    slider: None,
    walk: None,
    drag: Some(Drag::World),
};

/// Where the points fall together, or have fallen: those of the sample, and their embeddings (d×N) before.
pub fn fallen(session: &Session) -> Option<(&[usize], Matrix)> {
    let before = session.fell_from().filter(|before| before.dimensions() == session.pipeline().dimensions)?;
    let (points, embeddings) = before.embedding();
    let count = session.pipeline().dataset.len();
    points.iter().all(|i| *i < count).then_some((points, embeddings))
}

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dataset = &session.pipeline().dataset;
    let mut items = legend::classes(dataset);
    let spotlight = lens::View::spotlit(session, options);
    if spotlight.is_none() {
        items.extend(legend::fillings(dataset));
    }
    items.extend(proxies::legend(session));
    items.extend(memory::legend(session));
    items.extend(SlowCopy::of(session, options).iter().flat_map(SlowCopy::legend));
    items.extend(point_views::legend(session, options));
    if wrong(dataset) > 0 && !options.hides {
        items.push(LegendItem::new(Sign::Dot, "soft", "wrong label, by the dot’s colour"));
    }
    if options.layer("compared") == Some(true) {
        items.push(LegendItem::new(Sign::Line, "pull", "same label as the anchor"));
        items.push(LegendItem::new(Sign::Line, "push", "another label"));
    } else if options.layer("mined") == Some(true) {
        items.push(LegendItem::new(Sign::Thin, "line", "mined"));
    } else if let Some(lens) = lens::View::of(session, options) {
        items.extend(lens.legend());
    } else if options.is_on(&TIES) {
        items.extend(ties::legend(session, options));
    }
    items.extend(neighbours::links_legend(session, options));
    items.extend(forces::legend(session, options));
    if options.is_on(&TRAILS) && options.part.is_none() {
        let says = match (fallen(session), session.trail().next()) {
            (Some(_), _) => Some("where each point was before the fall"),
            (None, trail) => trail.filter(|_| spotlight.is_none()).map(|_| "the path of the last steps"),
        };
        items.extend(says.map(|says| LegendItem::new(Sign::Thin, "soft", says)));
    }
    items.extend(warp::legend(session, options));
    items.extend(camera::legend(session, options));
    items.extend(spotlight.iter().flat_map(lens::View::spotlight_legend));
    items
}

/// What the loss makes of the batch, as the end of a sentence.
fn compared(session: &Session) -> String {
    if session.pipeline().loss.objective().is_some() {
        return "whose coordinates are compared".to_string();
    }
    if session.pipeline().scheme.predicts() {
        return "each of which predicts its other view".to_string();
    }
    let mined = || format!("of which {} triplets are mined", session.trace().whole.triplets);
    proxies::describe(session).unwrap_or_else(mined)
}

fn describe(session: &Session, options: &Options) -> String {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let dataset = &pipeline.dataset;
    let (place, camera) = (world::place(session), Camera::of(session, options));
    let mut text = format!(
        "Step {}: {} points of {} {} {place}, {} of them in the batch, {}.",
        session.now(),
        dataset.len(),
        dataset.classes(),
        if dataset.classes() == 1 { "class" } else { "classes" },
        trace.batch.len(),
        compared(session)
    );
    text += &memory::describe(session);
    text += &copy::describe(session, options);
    text += &camera::describe(session, options);
    if let Some(extent) = Extent::of(camera.points(session.embedding()).into_iter()) {
        let ((x, y), (dx, dy)) = (extent.center(), extent.half());
        text += &format!(
            " The cloud is {} wide and {} high around ({}, {}).",
            short(2.0 * dx),
            short(2.0 * dy),
            short(x),
            short(y)
        );
    }
    if let Some(zoom) = frame::say(session, options, &camera) {
        text += &format!(" The picture is {zoom}.");
    }
    text += &dataset::describe(dataset, options.hides);
    text += &ties::wrong(session, options).map_or(String::new(), |wrong| format!(" {wrong}."));
    text += &lens::View::spotlit(session, options).map_or(String::new(), |view| view.describe_spotlight());
    for sentence in words::sentences(session, options).into_iter().chain(words::taken(session, options)) {
        text = text + " " + &sentence;
    }
    text + &forces::describe(session, options) + &warp::describe(session, options)
}
