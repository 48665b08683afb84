//! The embedding: every point of the data set where the encoder puts it, where it was, and which triplets are mined.
//!
//! In the plane the frame follows the cloud: it holds the points of the last steps and zooms by round factors, so that a collapse stays in
//! sight, and the scale says so. On the unit circle the whole circle stays in sight; a cloud that has become a dot gets a magnifier.

mod dial;
mod forces;
pub mod lens;
pub mod memory;
pub mod proxies;
mod ties;
mod trail;
pub mod warp;

use super::chart::axes::{ground, size};
use super::chart::neighbours::{self, NEAREST};
use super::legend::{self, LegendItem, Mark};
use super::options::ALWAYS;
use super::paint::mark::{Marks, radius, wrong};
use super::paint::pen::Pen;
use super::paint::style::{Style, px};
use super::part;
use super::pointed;
use super::space::camera::{self, Camera, World};
use super::space::cube::Cube;
use super::space::frame::{Extent, Frame, Point};
use super::space::globe;
use super::space::magnifier::{self, Magnifier};
use super::space::plane;
use super::{Drawn, Options, Switch, ViewSpec};
use crate::session::Session;
use crate::tell::Spot;
use crate::tell::held_out;
use crate::tell::spot::nearest;
use crate::tell::text::short;
use forces::{Arrows, FORCES, LOG_ARROWS, MOVES};
use lens::{Glass, Labels};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;
use std::ops::Range;
use ties::Ties;
use warp::GRID;

/// A mark is meant by a pointer this near, in CSS pixels.
pub const REACH: f64 = 14.0;
/// The frame's radius around the unit circle.
const CIRCLE: f64 = 1.2;

/// The way of the last steps.
static TRAILS: Switch = Switch {
    id: "trails",
    name: "trails",
    gist: "Where every point was in the last steps.",
    on: true,
    matters: ALWAYS,
};

/// The mined triplets.
static TIES: Switch = Switch {
    id: "ties",
    name: "mined triplets",
    gist: "A line from every mined anchor to its positive and to its negatives.",
    on: true,
    matters: ALWAYS,
};

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "embedding",
    name: "Embedding",
    gist: "Where the encoder puts every point. Points of one class should meet, and classes should keep apart.",
    chart: false,
    switches: &[&TRAILS, &TIES, &GRID, &FORCES, &MOVES, &LOG_ARROWS, &NEAREST],
    figures: &[],
    legend,
    describe,
    hit,
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dataset = &session.pipeline().dataset;
    let mut items = legend::classes(dataset);
    items.extend(legend::fillings(dataset));
    items.extend(proxies::legend(session));
    items.extend(memory::legend(session));
    if wrong(dataset) > 0 {
        items.push(LegendItem::new(Mark::Dot, "soft", "wrong label, in its class’s colour"));
    }
    if options.layer("compared") == Some(true) {
        items.push(LegendItem::new(Mark::Line, "pull", "same label as the anchor"));
        items.push(LegendItem::new(Mark::Line, "push", "another label"));
    } else if options.layer("mined") == Some(true) {
        items.push(LegendItem::new(Mark::Thin, "line", "mined"));
    } else if let Some(lens) = lens::View::of(session, options) {
        items.extend(lens.legend());
    } else if options.is_on(&TIES) {
        items.extend(ties::legend(session));
    }
    items.extend(neighbours::links_legend(session, options));
    items.extend(forces::legend(session, options));
    if options.is_on(&TRAILS) && options.part.is_none() && session.trail().next().is_some() {
        items.push(LegendItem::new(Mark::Thin, "soft", "the way of the last steps"));
    }
    items.extend(warp::legend(session, options));
    items.extend(camera::legend(session, options));
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let dataset = &pipeline.dataset;
    let (place, camera) = (camera::place(session), Camera::of(session, options));
    let mut text = format!(
        "Step {}: {} points of {} {} {place}, {} of them in the batch, {}.",
        session.now(),
        dataset.len(),
        dataset.classes(),
        if dataset.classes() == 1 { "class" } else { "classes" },
        trace.batch.len(),
        proxies::describe(session).unwrap_or_else(|| format!("of which {} triplets are mined", trace.whole.triplets))
    );
    text += &memory::describe(session);
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
    text += &held_out::describe(dataset);
    let wrong = wrong(dataset);
    if wrong > 0 {
        text += &format!(" {wrong} labels are wrong.");
    }
    for sentence in lens::words::sentences(session, options).into_iter().chain(lens::words::taken(session, options)) {
        text = text + " " + &sentence;
    }
    text + &forces::describe(session, options) + &warp::describe(session, options)
}

/// The colour of the unit circle.
pub fn circle_color(style: &Style) -> RGBColor {
    style.faint(style.soft, 0.45)
}

/// Where everything lies.
struct Scene {
    camera: Camera,
    /// The box around a cloud in space.
    cube: Option<Cube>,
    frame: Frame,
    magnifier: Option<Magnifier>,
    places: Vec<Point>,
    /// The marks' radius.
    radius: f64,
}

impl Scene {
    fn of(
        session: &Session,
        camera: Camera,
        lens: Option<&lens::View>,
        rectangle: (Range<i32>, Range<i32>),
        (width, height): (f64, f64),
    ) -> Self {
        let cube = (camera.world == World::Space).then(|| Cube::of(session, &camera));
        let frame = match &cube {
            Some(cube) => cube.frame(&camera, rectangle),
            None if camera.world.is_unit() => Frame::new(rectangle, (0.0, 0.0), CIRCLE),
            None => {
                let frame = plane::follow(session, rectangle.clone(), (width, height));
                lens.and_then(|lens| lens.wider(&frame, rectangle)).unwrap_or(frame)
            }
        };
        let places = camera.points(session.embedding());
        // A cloud may look small because its points lie behind each other.
        let depths = camera.depths(session.embedding()).into_iter().map(|depth| (depth, 0.0));
        let deep = Extent::of(depths).and_then(|deep| magnifier::window(&deep)).is_none();
        let cloud = Extent::of(places.iter().copied()).filter(|_| camera.world.is_unit() && places.len() > 1 && !deep);
        let magnifier = cloud.and_then(|cloud| Magnifier::over(&cloud, &frame, camera.world == World::Circle));
        Self { magnifier, radius: radius(places.len(), width * height), frame, places, camera, cube }
    }

    /// The frame in which a place of the picture lies.
    fn frame_at(&self, at: (f64, f64)) -> &Frame {
        self.magnifier.as_ref().and_then(|m| m.frame_at(at)).unwrap_or(&self.frame)
    }
}

/// The point whose mark lies at a place, or is nearest to it.
fn hit(session: &Session, options: &Options, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
    let lens = lens::View::of(session, options);
    let scene = Scene::of(session, Camera::of(session, options), lens.as_ref(), (0..px(size.0), 0..px(size.1)), size);
    let frame = scene.frame_at(at);
    let depths = scene.camera.depths(session.embedding());
    // What lies in front comes first.
    let on_side = |behind: bool| {
        let places = scene.places.iter().enumerate().filter(|(_, p)| frame.holds(**p));
        let places = places.filter(|(i, _)| scene.camera.is_behind(depths[*i]) == behind);
        nearest(at, places.map(|(i, p)| (i, frame.css(*p))), REACH)
    };
    let point = on_side(false).or_else(|| on_side(true));
    // A star is large, and points may lie on it: it is pointed at where there is none, and means its pair with the anchor.
    let star = proxies::hit(session, frame, &scene.camera, at, REACH).filter(|_| point.is_none());
    point.map(Spot::Point).or(options.focus.zip(star).map(|(focus, class)| Spot::Proxy(focus.anchor, class)))
}

pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    if !ground(area, style)? {
        return Ok(());
    }
    let pen = Pen::new(area, style);
    let size = size(area);
    let lens = lens::View::of(session, options);
    let camera = Camera::of(session, options);
    let scene = Scene::of(session, camera, lens.as_ref(), area.get_pixel_range(), size);
    let (frame, camera) = (&scene.frame, &scene.camera);
    let unit = camera.world.is_unit();
    if let Some(cube) = &scene.cube {
        cube.draw(&pen, frame, camera)?;
    } else if unit {
        globe::draw(&pen, frame, camera)?;
    } else if !warp::replaces_coordinates(session, options) {
        plane::grid(&pen, frame, area.get_pixel_range())?;
    }
    warp::draw_bent(&pen, frame, session, options, camera)?;
    let mut marks = Marks::new(&session.pipeline().dataset, &session.trace().batch);
    let strengths = [lens.as_ref().map(lens::View::strengths), camera.strengths(session.embedding())];
    if let Some(strengths) =
        strengths.into_iter().flatten().reduce(|a, b| a.iter().zip(b).map(|(a, b)| a.min(b)).collect())
    {
        marks = marks.faded(strengths);
    }
    let ties = if lens.is_some() { Ties::default() } else { lines(session, options, camera) };
    let arrows = Arrows::of(session, options, camera);
    if options.is_on(&TRAILS) && options.part.is_none() {
        let others = lens.is_some() || options.is_on(&FORCES) || options.is_on(&MOVES);
        trail::draw(&pen, frame, session, camera, if others { 0.3 } else { 0.65 })?;
    }
    if unit {
        proxies::rays(&pen, frame, session, camera)?;
    }
    let alone = options.layer("alone") == Some(true);
    let shown = |i: usize| scene.places.get(i).filter(|_| !alone || marks.has(i));
    let within = |frame: &Frame, i: usize| shown(i).filter(|p| frame.holds(**p)).map(|p| frame.at(*p));
    let content = |glass: Glass| -> Drawn<DB> {
        // A cloud that has become a dot would be a hedgehog: then lines, arrows and numbers are in the magnifier only.
        let whole = scene.magnifier.is_none() || glass.magnifier.is_some();
        let mut labels = Labels::default();
        if !unit {
            labels.reserve(plane::scale_area(frame, size));
        }
        if let (None, Some(magnifier)) = (glass.magnifier, &scene.magnifier) {
            labels.reserve(magnifier.area());
        }
        memory::draw(&pen, glass.frame, session, camera)?;
        ties.draw(&pen, glass.frame)?;
        neighbours::links(&pen, session, options, |i| within(glass.frame, i))?;
        if let Some(lens) = &lens {
            lens.draw_below(&pen, &glass, scene.radius, whole, &mut labels)?;
        }
        marks.draw(&pen, scene.radius, |i| within(glass.frame, i))?;
        proxies::stars(&pen, glass.frame, session, camera, scene.radius)?;
        if let Some(lens) = lens.as_ref().filter(|_| whole) {
            lens.draw_above(&pen, &glass, scene.radius, &mut labels)?;
        }
        if whole {
            arrows.draw(&pen, glass.frame, scene.radius)?;
        }
        pointed::draw(&pen, session, options, scene.radius, |i| within(glass.frame, i))?;
        proxies::pointed(&pen, glass.frame, session, camera, options, &scene.places, scene.radius)?;
        labels.draw(&pen)
    };
    content(Glass { frame, magnifier: None })?;
    arrows.scale(&pen, scene.magnifier.as_ref().map_or(frame, Magnifier::frame), frame.lower_right())?;
    if !unit {
        plane::scale(&pen, frame, size)?;
    }
    if let Some(magnifier) = &scene.magnifier {
        magnifier.draw(&pen, scene.radius, |frame| {
            warp::draw_magnified(&pen, frame, session, options)?;
            content(Glass { frame, magnifier: Some(magnifier) })
        })?;
    }
    Ok(())
}

/// The lines between points: those of the part that slow motion stands at, else the mined triplets if they are on.
fn lines(session: &Session, options: &Options, camera: &Camera) -> Ties {
    let trace = session.trace();
    if options.layer("compared") == Some(true) && !trace.batch.is_empty() {
        return Ties::compared(trace, part::example(session, options), camera);
    }
    if options.layer("mined") == Some(true) {
        return Ties::of(trace, camera).at_rest();
    }
    match (options.is_on(&TIES), options.is_on(&FORCES)) {
        (true, false) => Ties::of(trace, camera),
        (true, true) => Ties::of(trace, camera).in_the_background(),
        (false, _) => Ties::default(),
    }
}
