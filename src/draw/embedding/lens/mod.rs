//! The lens in the embedding: the chosen anchor with its rings, its zones, and what is mined for it and one of its positives.

mod labels;
mod marks;
mod rings;
mod solid;
pub mod words;

use crate::draw::paint::pen::Pen;
use crate::draw::space::camera::{Camera, World};
use crate::draw::space::frame::{Frame, Point};
use crate::draw::{Drawn, Options};
use crate::learn::look::lens::Lens;
use crate::learn::look::sight::{Pair, Sight};
use crate::session::Session;
use crate::session::pick::Choice;
use plotters_backend::DrawingBackend;
use std::ops::Range;
use std::rc::Rc;

pub use labels::{Area, Glass, Labels};
pub use rings::Rings;

/// How many times wider than usual the frame may be to hold the rings; the steps keep it still while they move.
const WIDER: [f64; 6] = [1.0, 1.2, 1.4, 1.6, 1.8, 2.0];

/// What is seen of the chosen anchor.
pub struct View<'a> {
    session: &'a Session,
    sight: Rc<Sight>,
    /// The places of all references.
    others: Vec<Point>,
    /// The place of the anchor.
    anchor: Point,
    /// The anchor's own embedding.
    embedding: Vec<f64>,
    camera: Camera,
    pairs: Vec<Pair>,
    /// The negatives that are taken for the anchor and its positive.
    taken: Vec<usize>,
    /// Those that the previewed miner would take.
    preview: Option<Vec<usize>>,
}

impl<'a> View<'a> {
    /// The view of the chosen anchor, if one is chosen and it has a positive and a negative.
    pub fn of(session: &'a Session, options: &Options) -> Option<Self> {
        let focus = options.focus.filter(|_| options.part.is_none())?;
        let sight = session.sight(focus.anchor, focus.nth)?;
        let trace = sight.trace(session.trace());
        let lens = sight.lens.as_ref()?;
        let camera = Camera::of(session, options);
        let anchor = camera.points(&trace.rows)[lens.anchor];
        let others = camera.points(&trace.references);
        let embedding = trace.rows.column(lens.anchor).iter().copied().collect();
        let choice = Choice::find(options.previewed()).filter(|choice| !choice.in_force(session));
        let preview = choice.and_then(|choice| Some(lens.taken(&choice.mine(session, &sight)?)));
        let (taken, pairs) = (lens.taken(&trace.tuples), sight.pairs(session.trace()));
        Some(Self { session, others, anchor, embedding, camera, pairs, taken, preview, sight })
    }

    fn lens(&self) -> &Lens {
        self.sight.lens.as_ref().expect("a view has a lens")
    }

    fn rings(&self) -> Rings {
        let lens = self.lens();
        let affinity = self.session.pipeline().affinity;
        Rings::new(affinity, self.anchor, lens.reach.bands(lens.distance), lens.distance)
    }

    /// A frame that shows the rings whole and the anchor where it was, if that is not much wider than this one.
    pub fn wider(&self, frame: &Frame, rectangle: (Range<i32>, Range<i32>)) -> Option<Frame> {
        let (low, high) = frame.corners();
        let extents = self.rings().extents((high.0 - low.0).max(high.1 - low.1))?;
        let (x, y) = self.anchor;
        let room = 4.0 / frame.pixels();
        let fits = |k: &f64| {
            let (left, right, down, up) = ((x - low.0) * k, (high.0 - x) * k, (y - low.1) * k, (high.1 - y) * k);
            extents.into_iter().zip([right, up, left, down]).all(|(extent, side)| extent + room * k <= side)
        };
        let k = WIDER.into_iter().find(fits).filter(|k| *k > 1.0 && frame.holds(self.anchor))?;
        let moved = |a: f64, low: f64, high: f64| a + k * (0.5 * (low + high) - a);
        let radius = 0.5 * k * (high.0 - low.0).min(high.1 - low.1);
        Some(Frame::new(rectangle, (moved(x, low.0, high.0), moved(y, low.1, high.1)), radius))
    }

    /// How strongly every point of the data set is drawn: the tuple fully, what else the anchor is compared with less, the others least.
    pub fn strengths(&self) -> Vec<f64> {
        let mut strengths = vec![0.3; self.session.pipeline().dataset.len()];
        for pair in &self.pairs {
            if let Some(i) = pair.who.point() {
                let shown = self.preview.as_ref().unwrap_or(&self.taken);
                let own = pair.reference == self.lens().positive || shown.contains(&pair.reference);
                strengths[i] = if own { 1.0 } else { 0.55 };
            }
        }
        strengths[self.sight.point] = 1.0;
        strengths
    }

    /// Draws what lies below the marks: rings, and lines if they are wanted. Zones get their names.
    pub fn draw_below<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        glass: &Glass,
        radius: f64,
        lines: bool,
        labels: &mut Labels,
    ) -> Drawn<DB> {
        let css = |point: Point| glass.frame.css(point);
        let own = radius + 5.0;
        labels.reserve(Area { middle: css(self.anchor), half: (own, own) });
        labels.spare(self.others.iter().copied().filter(|p| glass.frame.holds(*p)).map(css), radius + 1.0);
        match self.camera.world {
            World::Plane => self.rings().draw_plane(pen, glass, labels)?,
            World::Circle => self.rings().draw_circle(pen, glass, labels)?,
            World::Space | World::Globe | World::Ball => self.draw_solid(pen, glass, labels)?,
        }
        if lines { self.draw_lines(pen, glass.frame) } else { Ok(()) }
    }
}
