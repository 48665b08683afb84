//! The lens in the embedding: the chosen anchor with its rings, its zones, and the mined tuple of one of its positives.

mod labels;
mod marks;
mod rings;
mod solid;

use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::draw::space::frame::Frame;
use crate::tell::camera::World;
use crate::tell::embedding::lens::View;
use crate::tell::place::Point;
use plotters_backend::DrawingBackend;
use std::ops::Range;

pub use labels::{Glass, Labels};
pub use rings::Rings;

/// Factors by which the frame may widen to hold the rings; the steps keep it still while they move.
const WIDER: [f64; 6] = [1.0, 1.2, 1.4, 1.6, 1.8, 2.0];

impl View<'_> {
    fn rings(&self) -> Rings {
        let lens = self.lens();
        let affinity = self.session.pipeline().affinity;
        Rings::new(affinity, self.anchor, lens.reach.bands(lens.distance), lens.distance)
    }

    /// A frame that shows the whole rings and the anchor in its place, if that is not much wider than this one.
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

    /// Draws what lies below the marks: rings with the names of their zones, and lines if they are on.
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
