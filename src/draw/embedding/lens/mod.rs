//! The lens in the embedding: the chosen anchor with its rings, its zones, and the mined tuple of one of its positives.

mod band;
mod labels;
mod marks;
mod rings;
mod solid;
mod spotlight;

use crate::draw::Drawn;
use crate::draw::paint::area::Area;
use crate::draw::paint::pen::Pen;
use crate::tell::embedding::lens::View;
use crate::tell::world::World;
use plotters_backend::DrawingBackend;

pub use labels::{Glass, Labels};
pub use rings::Rings;

impl View<'_> {
    fn rings(&self) -> Rings {
        let lens = self.lens();
        Rings::new(self.session.pipeline().affinity, self.anchor, lens.reach, lens.distance)
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
        let own = radius + 5.0;
        if let Some(middle) = glass.frame.seen(self.anchor) {
            labels.reserve(Area { middle, half: (own, own) });
        }
        labels.spare(self.others.iter().filter_map(|p| glass.frame.seen(*p)), radius + 1.0);
        match self.camera.world {
            World::Plane => self.rings().draw_plane(pen, glass, labels)?,
            World::Circle => self.rings().draw_circle(pen, glass, labels)?,
            World::Space | World::Globe | World::Ball => self.draw_solid(pen, glass, labels)?,
        }
        if lines { self.draw_lines(pen, glass.frame) } else { Ok(()) }
    }
}
