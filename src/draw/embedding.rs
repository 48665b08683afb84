//! The embedding: every point of the data set where the encoder puts it, where it was, and which triplets are mined.
//!
//! In the plane the frame follows the cloud: it holds the points of the last steps and zooms by round factors, so that a collapse stays in
//! sight, and the scale says so. On the unit circle the whole circle stays in sight; a cloud that has become a dot gets a magnifier.

use super::axis::{LEAST, RANGES, TICKS, round_down, round_up};
use super::chart::{ground, size};
use super::forces::{self, Arrows, FORCES, LOG_ARROWS, MOVES};
use super::frame::{Extent, Frame, Point, points};
use super::legend::{self, Fill, LegendItem, Mark};
use super::magnifier::{Magnifier, scale_bar};
use super::mark::{Marks, radius, shape_of, wrong};
use super::part;
use super::pen::Pen;
use super::pointed;
use super::spot::nearest;
use super::style::{Style, px};
use super::text::short;
use super::ties::{self, Ties};
use super::warp::{self, GRID};
use super::{Drawn, Options, Spot, Switch, ViewSpec, proxy, trail};
use crate::session::Session;
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;
use std::ops::Range;

/// How many earlier steps the frame holds too, so that it does not shake.
const HELD: usize = 3;
/// A mark is meant by a pointer this near, in CSS pixels.
pub const REACH: f64 = 14.0;
/// The frame's radius around the unit circle.
const CIRCLE: f64 = 1.14;

/// The way of the last steps.
static TRAILS: Switch =
    Switch { id: "trails", name: "trails", gist: "Where every point was in the last steps.", on: true };

/// The mined triplets.
static TIES: Switch = Switch {
    id: "ties",
    name: "mined triplets",
    gist: "A line from every mined anchor to its positive and to its negatives.",
    on: true,
};

/// What is known of it.
pub static SPEC: ViewSpec = ViewSpec {
    id: "embedding",
    name: "Embedding",
    gist: "Where the encoder puts every point. Points of one class should meet, and classes should keep apart.",
    chart: false,
    switches: &[&TRAILS, &TIES, &GRID, &FORCES, &MOVES, &LOG_ARROWS],
    figures: &[],
    legend,
    describe,
    hit,
};

fn legend(session: &Session, options: &Options) -> Vec<LegendItem> {
    let dataset = &session.pipeline().dataset;
    let mut items = legend::classes(dataset);
    items.push(LegendItem::new(Mark::Point(shape_of(0), Fill::Solid), "soft", "in the batch"));
    items.push(LegendItem::new(Mark::Point(shape_of(0), Fill::Hollow), "soft", "not in it"));
    items.extend(proxy::legend(session));
    if wrong(dataset) > 0 {
        items.push(LegendItem::new(Mark::Dot, "soft", "wrong label, in its class’s colour"));
    }
    if options.layer("compared") == Some(true) {
        items.push(LegendItem::new(Mark::Line, "pull", "same label as the anchor"));
        items.push(LegendItem::new(Mark::Line, "push", "another label"));
    } else if options.layer("mined") == Some(true) {
        items.push(LegendItem::new(Mark::Thin, "line", "mined"));
    } else if options.is_on(&TIES) {
        items.extend(ties::legend(session));
    }
    items.extend(forces::legend(session, options));
    if options.is_on(&TRAILS) && options.part.is_none() && session.trail().next().is_some() {
        items.push(LegendItem::new(Mark::Thin, "soft", "the way of the last steps"));
    }
    items.extend(warp::legend(session, options));
    items
}

fn describe(session: &Session, options: &Options) -> String {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let dataset = &pipeline.dataset;
    let place = if pipeline.head.unit { "on the unit circle" } else { "in the plane" };
    let mut text = format!(
        "Step {}: {} points of {} {} {place}, {} of them in the batch, {}.",
        session.now(),
        dataset.len(),
        dataset.classes(),
        if dataset.classes() == 1 { "class" } else { "classes" },
        trace.batch.len(),
        proxy::describe(session).unwrap_or_else(|| format!("of which {} triplets are mined", trace.tuples.triplets()))
    );
    if let Some(extent) = Extent::of(points(session.embedding())) {
        let ((x, y), (dx, dy)) = (extent.center(), extent.half());
        text += &format!(
            " The cloud is {} wide and {} high around ({}, {}).",
            short(2.0 * dx),
            short(2.0 * dy),
            short(x),
            short(y)
        );
    }
    let wrong = wrong(dataset);
    if wrong > 0 {
        text += &format!(" {wrong} labels are wrong.");
    }
    text + &forces::describe(session, options) + &warp::describe(session, options)
}

/// The colour of the unit circle.
pub fn circle_color(style: &Style) -> RGBColor {
    style.faint(style.soft, 0.45)
}

/// Where everything lies.
struct Scene {
    frame: Frame,
    magnifier: Option<Magnifier>,
    places: Vec<Point>,
    /// The marks' radius.
    radius: f64,
}

impl Scene {
    fn of(session: &Session, rectangle: (Range<i32>, Range<i32>), (width, height): (f64, f64)) -> Self {
        let frame = if session.pipeline().head.unit {
            Frame::new(rectangle, (0.0, 0.0), CIRCLE)
        } else {
            follow(session, rectangle, (width, height))
        };
        let places: Vec<Point> = points(session.embedding()).collect();
        let cloud = Extent::of(places.iter().copied()).filter(|_| session.pipeline().head.unit && places.len() > 1);
        let magnifier = cloud.and_then(|cloud| Magnifier::over(&cloud, &frame));
        Self { magnifier, radius: radius(places.len(), width * height), frame, places }
    }

    /// The frame in which a place of the picture lies.
    fn frame_at(&self, at: (f64, f64)) -> &Frame {
        self.magnifier.as_ref().and_then(|m| m.frame_at(at)).unwrap_or(&self.frame)
    }
}

/// The point whose mark lies at a place, or is nearest to it.
fn hit(session: &Session, _: &Options, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
    let scene = Scene::of(session, (0..px(size.0), 0..px(size.1)), size);
    let frame = scene.frame_at(at);
    let places = scene.places.iter().enumerate().filter(|(_, p)| frame.holds(**p));
    nearest(at, places.map(|(i, p)| (i, frame.css(*p))), REACH).map(Spot::Point)
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
    let scene = Scene::of(session, area.get_pixel_range(), size);
    let frame = &scene.frame;
    let unit = session.pipeline().head.unit;
    if unit {
        pen.ring(frame.at((0.0, 0.0)), frame.pixels(), 1.25, circle_color(style))?;
    } else if !warp::replaces_coordinates(session, options) {
        grid(&pen, frame, area.get_pixel_range())?;
    }
    warp::draw_bent(&pen, frame, session, options)?;
    let marks = Marks::new(&session.pipeline().dataset, &session.trace().batch);
    let ties = lines(session, options);
    let arrows = Arrows::of(session, options);
    if options.is_on(&TRAILS) && options.part.is_none() {
        trail::draw(&pen, frame, session)?;
    }
    if unit {
        proxy::rays(&pen, frame, session)?;
    }
    ties.draw(&pen, frame)?;
    let alone = options.layer("alone") == Some(true);
    let shown = |i: usize| scene.places.get(i).filter(|_| !alone || marks.has(i));
    let within = |frame: &Frame, i: usize| shown(i).filter(|p| frame.holds(**p)).map(|p| frame.at(*p));
    marks.draw(&pen, scene.radius, |i| within(frame, i))?;
    proxy::stars(&pen, frame, session, scene.radius)?;
    // A cloud that has become a dot would be a hedgehog: then the arrows are in the magnifier only.
    if scene.magnifier.is_none() {
        arrows.draw(&pen, frame, scene.radius)?;
    }
    pointed::draw(&pen, session, options, scene.radius, |i| within(frame, i))?;
    arrows.scale(&pen, scene.magnifier.as_ref().map_or(frame, Magnifier::frame), frame.lower_right())?;
    if !unit {
        scale(&pen, frame, size)?;
    }
    if let Some(magnifier) = &scene.magnifier {
        magnifier.draw(&pen, scene.radius, |frame| {
            warp::draw_magnified(&pen, frame, session, options)?;
            ties.draw(&pen, frame)?;
            marks.draw(&pen, scene.radius, |i| within(frame, i))?;
            proxy::stars(&pen, frame, session, scene.radius)?;
            arrows.draw(&pen, frame, scene.radius)?;
            pointed::draw(&pen, session, options, scene.radius, |i| within(frame, i))
        })?;
    }
    Ok(())
}

/// The lines between points: those of the part that slow motion stands at, else the mined triplets if they are on.
fn lines(session: &Session, options: &Options) -> Ties {
    let trace = session.trace();
    if options.layer("compared") == Some(true) && !trace.batch.is_empty() {
        return Ties::compared(trace, part::example(session, options));
    }
    if options.layer("mined") == Some(true) {
        return Ties::of(trace).at_rest();
    }
    if options.is_on(&TIES) { Ties::of(trace) } else { Ties::default() }
}

/// The frame around the cloud of this step and of a few steps before. Its radius has a round size and its centre lies on a grid, so that
/// it stays where it is while the cloud moves a little; around the origin, if that costs nothing.
fn follow(session: &Session, rectangle: (Range<i32>, Range<i32>), (width, height): (f64, f64)) -> Frame {
    let trace = session.trace();
    let trail: Vec<_> = session.trail().collect();
    let held = trail[trail.len().saturating_sub(HELD)..].iter().copied();
    let shown = held.chain([session.embedding()]).chain(trace.references.as_ref());
    let Some(extent) = Extent::of(shown.flat_map(points)) else {
        return Frame::new(rectangle, (0.0, 0.0), 1.0);
    };
    let shorter = width.min(height);
    // The longer side of the picture has room for more.
    let needed = |dx: f64, dy: f64| 1.12 * (dx * shorter / width).max(dy * shorter / height);
    let (dx, dy) = extent.half();
    let radius =
        |needed: f64| if session.pipeline().dataset.len() > 1 { round_up(needed.max(LEAST), RANGES) } else { 1.0 };
    // The centre may be an eighth of the radius off on the longer side, too.
    let own = radius(needed(dx, dy) / 0.86);
    let farthest = |low: f64, high: f64| low.abs().max(high.abs());
    let around_origin = radius(needed(farthest(extent.low.0, extent.high.0), farthest(extent.low.1, extent.high.1)));
    if around_origin <= own {
        return Frame::new(rectangle, (0.0, 0.0), around_origin);
    }
    let step = 0.25 * own;
    let snapped = |v: f64| (v / step).round() * step;
    let (x, y) = extent.center();
    Frame::new(rectangle, (snapped(x), snapped(y)), own)
}

/// The length of a side of the grid's squares.
fn square(frame: &Frame, shorter: f64) -> f64 {
    round_down(0.27 * shorter / frame.pixels(), TICKS)
}

/// Squares of a round size behind the points, the axes a little stronger.
fn grid<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, (columns, rows): (Range<i32>, Range<i32>)) -> Drawn<DB> {
    let (low, high) = frame.corners();
    let shorter = (high.0 - low.0).min(high.1 - low.1) * frame.pixels();
    let side = square(frame, shorter);
    let lines = |low: f64, high: f64| {
        let first = (low / side).ceil();
        let count = ((high / side).floor() - first).clamp(0.0, 60.0) as usize;
        (0..=count).map(move |k| first + k as f64)
    };
    for zero in [false, true] {
        let color = if zero { pen.style.line } else { pen.style.grid };
        for k in lines(low.0, high.0).filter(|k| (*k == 0.0) == zero) {
            let (x, _) = frame.at((k * side, low.1));
            pen.line(vec![(x, rows.start), (x, rows.end)], 1.0, color)?;
        }
        for k in lines(low.1, high.1).filter(|k| (*k == 0.0) == zero) {
            let (_, y) = frame.at((low.0, k * side));
            pen.line(vec![(columns.start, y), (columns.end, y)], 1.0, color)?;
        }
    }
    Ok(())
}

/// The scale in the lower left corner: the side of a square, and the zoom where it is far from life size.
fn scale<DB: DrawingBackend>(pen: &Pen<DB>, frame: &Frame, (width, height): (f64, f64)) -> Drawn<DB> {
    let (low, high) = frame.corners();
    let side = square(frame, width.min(height));
    let length = px(side * frame.pixels());
    let (left, bottom) = frame.at(low);
    let (x, y) = (left + px(14.0), bottom - px(14.0));
    let zoom = 2.0 / (high.0 - low.0).min(high.1 - low.1);
    let label = if zoom >= 10.0 { format!("{}, magnified ×{}", short(side), short(zoom)) } else { short(side) };
    let ground = pen.style.sheet;
    let text_width = px(pen.style.width_of(&label));
    pen.block([(x - px(5.0), y - px(9.0)), (x + length + text_width + px(13.0), y + px(9.0))], ground)?;
    scale_bar(pen, (x, y), length)?;
    pen.text(&label, (x + length + px(8.0), y), HPos::Left, pen.style.soft)
}
