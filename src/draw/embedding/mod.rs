//! The embedding: every point of the data set at its place, its trail, and the mined triplets.
//!
//! The frame rests ([`crate::tell::frame`]): a cloud that has become a dot is shown enlarged beside it, and if many points have left the
//! frame, a small map shows all of them.

mod copy;
mod dial;
mod fall;
mod forces;
pub mod lens;
pub mod memory;
pub mod proxies;
mod ties;
mod trail;
pub mod warp;

use super::Drawn;
use super::chart::axes::size;
use super::chart::neighbours;
use super::paint::area::{Area, half_of};
use super::paint::mark::{Marks, radius};
use super::paint::pen::Pen;
use super::paint::style::{Style, px};
use super::paint::thumbnail::{Thumbnails, tile};
use super::space::afar::Afar;
use super::space::cube::Cube;
use super::space::frame::Frame;
use super::space::globe;
use super::space::magnifier::Magnifier;
use super::space::plane;
use crate::draw::paint::ringed;
use crate::draw::point_views;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::copy::SlowCopy;
use crate::tell::embedding::forces::{FORCES, MOVES};
use crate::tell::embedding::lens::View;
use crate::tell::embedding::ties::Ties;
use crate::tell::embedding::warp::replaces_coordinates;
use crate::tell::embedding::{TIES, TRAILS, fallen};
use crate::tell::frame::{self, Aim};
use crate::tell::place::{Extent, Point, window};
use crate::tell::spot::nearest;
use crate::tell::world::World;
use crate::tell::{Options, Spot, part};
use forces::Arrows;
use lens::{Glass, Labels};
use plotters::coord::Shift;
use plotters::drawing::DrawingArea;
use plotters::style::text_anchor::HPos;
use plotters_backend::DrawingBackend;
use std::ops::Range;

/// A pointer this near to a mark points at it, in CSS pixels.
pub const REACH: f64 = 14.0;

/// The places of everything.
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
        options: &Options,
        rectangle: (Range<i32>, Range<i32>),
        (width, height): (f64, f64),
    ) -> Self {
        let cube = (camera.world == World::Space).then(|| Cube::within(&Aim::at_rest(session, options, &camera)));
        let aim = Aim::of(session, options, &camera);
        let frame = Frame::new(rectangle, camera.point(aim.center), aim.half);
        let places = camera.points(session.embedding());
        // A cloud may look small because its points lie behind each other.
        let depths = camera.depths(session.embedding()).into_iter().map(|depth| (depth, 0.0));
        let deep = Extent::of(depths).and_then(|deep| window(&deep, aim.half)).is_none();
        let cloud = Extent::of(places.iter().copied()).filter(|_| places.len() > 1 && !deep);
        let magnifier =
            cloud.and_then(|cloud| Magnifier::over(&cloud, &frame, aim.half, camera.world == World::Circle));
        Self { magnifier, radius: radius(places.len(), width * height), frame, places, camera, cube }
    }

    /// The frame that contains a place of the picture.
    fn frame_at(&self, at: (f64, f64)) -> &Frame {
        self.magnifier.as_ref().and_then(|m| m.frame_at(at)).unwrap_or(&self.frame)
    }
}

/// The frame of a whole picture of this size in CSS pixels, the points' places, and the radius of their marks.
pub fn scene(session: &Session, options: &Options, size: (f64, f64)) -> (Frame, Vec<Point>, f64) {
    let scene = whole(session, options, size);
    (scene.frame, scene.places, scene.radius)
}

fn whole(session: &Session, options: &Options, size: (f64, f64)) -> Scene {
    Scene::of(session, Camera::of(session, options), options, (0..px(size.0), 0..px(size.1)), size)
}

/// The point whose mark lies at a place, or is nearest to it.
pub fn hit(session: &Session, options: &Options, size: (f64, f64), at: (f64, f64)) -> Option<Spot> {
    let scene = whole(session, options, size);
    let frame = scene.frame_at(at);
    let depths = scene.camera.depths(session.embedding());
    // Points in front come first.
    let on_side = |behind: bool| {
        let places = scene.places.iter().enumerate().filter(|(_, p)| frame.holds(**p));
        let places = places.filter(|(i, _)| scene.camera.is_behind(depths[*i]) == behind);
        nearest(at, places.map(|(i, p)| (i, frame.css(*p))), REACH)
    };
    let point = on_side(false).or_else(|| on_side(true));
    // A star is large, and points may lie on it: it is pointed at where there is no point, and stands for its pair with the anchor.
    let star = proxies::hit(session, frame, &scene.camera, at, REACH).filter(|_| point.is_none());
    let anchor = options.focus.map(|focus| focus.anchor).filter(|anchor| *anchor < session.pipeline().dataset.len());
    point.map(Spot::Point).or(anchor.zip(star).map(|(anchor, class)| Spot::Proxy(anchor, class)))
}

pub fn draw<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    session: &Session,
    options: &Options,
    style: &Style,
) -> Drawn<DB> {
    let pen = Pen::new(area, style);
    let size = size(area);
    let lens = View::of(session, options);
    let camera = Camera::of(session, options);
    let scene = Scene::of(session, camera, options, area.get_pixel_range(), size);
    let (frame, camera) = (&scene.frame, &scene.camera);
    let unit = camera.world.is_unit();
    let spotlight = View::spotlit(session, options);
    if let Some(view) = lens.as_ref().or(spotlight.as_ref()) {
        view.draw_band(&pen, &Glass { frame, magnifier: None })?;
    }
    if let Some(cube) = &scene.cube {
        cube.draw(&pen, frame, camera)?;
    } else if unit {
        globe::draw(&pen, frame, camera)?;
    } else if !replaces_coordinates(session, options) {
        plane::grid(&pen, frame, area.get_pixel_range())?;
    }
    warp::draw_bent(&pen, frame, session, options, camera)?;
    let mut marks = Marks::new(&session.pipeline().dataset, &session.trace().batch).hiding(options.hides);
    let strengths = [lens.as_ref().map(View::strengths), camera.strengths(session.embedding())];
    if let Some(strengths) =
        strengths.into_iter().flatten().reduce(|a, b| a.iter().zip(b).map(|(a, b)| a.min(b)).collect())
    {
        marks = marks.faded(strengths);
    }
    let mut ties = if lens.is_some() { Ties::default() } else { lines(session, options, camera) };
    if options.hides {
        ties.wrong.clear();
    }
    let arrows = Arrows::of(session, options, camera);
    let copy = SlowCopy::of(session, options);
    if options.is_on(&TRAILS) && options.part.is_none() {
        let others = lens.is_some() || options.is_on(&FORCES) || options.is_on(&MOVES);
        let factor = if others { 0.3 } else { 0.65 };
        match fallen(session) {
            Some((points, before)) => {
                fall::draw(&pen, frame, session, camera, (points, &before), &scene.places, 0.75 * factor)?;
            }
            None => trail::draw(&pen, frame, session, camera, factor)?,
        }
    }
    if unit {
        proxies::rays(&pen, frame, session, camera)?;
    }
    let alone = options.layer("alone") == Some(true);
    let shown = |i: usize| scene.places.get(i).filter(|_| !alone || marks.has(i));
    let within = |frame: &Frame, i: usize| shown(i).filter(|p| frame.holds(**p)).map(|p| frame.at(*p));
    let dataset = &session.pipeline().dataset;
    // A cloud that has become a dot has no room for pictures.
    let tile = tile(dataset, size.0 * size.1).filter(|_| scene.magnifier.is_none());
    let thumbnails = |tile| Thumbnails { marks: &marks, dataset, batch: &session.trace().batch, tile };
    let half_mark = tile.map_or(scene.radius, |tile| 0.5 * tile);
    let afar = Afar::of(dataset, if scene.magnifier.is_some() { &[] } else { &scene.places }, frame);
    // The zoom in words stands above the scale.
    let zoom = frame::say(session, options, camera).map(|says| {
        let ((left, _), (_, bottom)) = frame.box_css();
        let (wide, tall) = half_of(&says, style);
        (Area { middle: (left + 14.0 + wide, bottom - 36.0), half: (wide, tall) }, says)
    });
    let content = |glass: Glass| -> Drawn<DB> {
        // In a cloud that has become a dot, lines, arrows and numbers are drawn in the magnifier only.
        let whole = scene.magnifier.is_none() || glass.magnifier.is_some();
        let mut labels = Labels::default();
        if !unit {
            labels.reserve(plane::scale_area(frame, style, size));
        }
        if glass.magnifier.is_none() {
            let corner = scene.magnifier.as_ref().map(|m| m.areas(style)).or(afar.areas(style));
            corner.into_iter().flatten().chain(zoom.as_ref().map(|z| z.0)).for_each(|area| labels.reserve(area));
        }
        memory::draw(&pen, glass.frame, session, camera, scene.radius)?;
        if let Some(copy) = &copy {
            copy.draw_below(&pen, glass.frame, session, camera, (&scene.places, scene.radius))?;
        }
        ties.draw(&pen, glass.frame)?;
        neighbours::links(&pen, session, options, |i| within(glass.frame, i))?;
        if let Some(spotlight) = &spotlight {
            spotlight.draw_spotlight_below(&pen, &glass, whole)?;
        }
        if let Some(lens) = &lens {
            lens.draw_below(&pen, &glass, half_mark, whole, &mut labels)?;
        }
        match tile {
            Some(tile) => thumbnails(tile).draw(&pen, |i| within(glass.frame, i)),
            None => marks.draw(&pen, scene.radius, |i| within(glass.frame, i)),
        }?;
        proxies::stars(&pen, glass.frame, session, camera, scene.radius)?;
        if let Some(copy) = &copy {
            copy.draw_above(&pen, glass.frame, camera, scene.radius)?;
        }
        if whole {
            point_views::in_embedding(&pen, glass.frame, session, options, camera, &scene.places, tile)?;
        }
        if let Some(lens) = lens.as_ref().filter(|_| whole) {
            lens.draw_above(&pen, &glass, half_mark, &mut labels)?;
        }
        match &spotlight {
            Some(spotlight) if whole => spotlight.draw_spotlight_above(&pen, &glass, half_mark, &mut labels)?,
            Some(spotlight) => {
                spotlight.name_margin(&pen, &glass, &mut labels);
                if let Some(magnifier) = scene.magnifier.as_ref().filter(|m| m.is_small()) {
                    // The dot stays free, and the ring around it.
                    labels.spare(scene.places.iter().filter_map(|p| frame.seen(*p)), scene.radius + 9.0);
                    spotlight.name_beside(&pen, &glass, magnifier, &mut labels);
                }
            }
            None => {}
        }
        if whole {
            arrows.draw(&pen, glass.frame, scene.radius)?;
        }
        ringed::draw(&pen, session, options, half_mark, |i| within(glass.frame, i))?;
        proxies::pointed(&pen, glass.frame, session, camera, options, &scene.places, scene.radius)?;
        labels.draw(&pen)
    };
    content(Glass { frame, magnifier: None })?;
    arrows.scale(&pen, scene.magnifier.as_ref().map_or(frame, Magnifier::frame), frame.lower_right())?;
    if !unit {
        plane::scale(&pen, frame, size)?;
    }
    if let Some((area, says)) = &zoom {
        pen.text(says, (px(area.middle.0), px(area.middle.1)), HPos::Center, style.ink)?;
    }
    afar.draw(&pen)?;
    if let Some(magnifier) = &scene.magnifier {
        magnifier.draw(&pen, scene.radius, |frame| {
            if let Some(view) = lens.as_ref().or(spotlight.as_ref()) {
                view.draw_band(&pen, &Glass { frame, magnifier: Some(magnifier) })?;
            }
            magnifier.arc(&pen)?;
            warp::draw_magnified(&pen, frame, session, options)?;
            content(Glass { frame, magnifier: Some(magnifier) })
        })?;
    }
    Ok(())
}

/// The lines between points: those of the slow-motion part, else the mined triplets if they are on.
fn lines(session: &Session, options: &Options, camera: &Camera) -> Ties {
    let (trace, dataset) = (session.trace(), &session.pipeline().dataset);
    if options.layer("compared") == Some(true) && !trace.batch.is_empty() {
        return Ties::compared(trace, part::example(session, options.focus), camera);
    }
    if options.layer("mined") == Some(true) {
        return Ties::of(trace, dataset, camera).at_rest();
    }
    match (options.is_on(&TIES), options.is_on(&FORCES)) {
        (true, false) => Ties::of(trace, dataset, camera),
        (true, true) => Ties::of(trace, dataset, camera).in_the_background(),
        (false, _) => Ties::default(),
    }
}
