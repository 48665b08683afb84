//! The copy that follows the encoder: its points as small faint dots, a teacher's prototypes as hollow stars, each joined to what is trained,
//! and the centre as a bar beside each star, upwards where it is positive.

use super::proxies::SIZE;
use crate::draw::Drawn;
use crate::draw::paint::pen::{HAIR, Pen};
use crate::draw::paint::style::px;
use crate::draw::space::frame::Frame;
use crate::session::Session;
use crate::tell::camera::Camera;
use crate::tell::embedding::copy::SlowCopy;
use crate::tell::place::Point;
use crate::tell::shape::STAR;
use plotters_backend::DrawingBackend;

/// The size of a dot relative to a point's mark, and the strength of its colour.
const SMALL: f64 = 0.5;
const FAINT: f64 = 0.5;
/// The length of the longest bar, in CSS pixels.
const LONGEST: f64 = 16.0;

impl SlowCopy {
    /// Draws what lies below the marks, which have these places and this radius.
    pub fn draw_below<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        frame: &Frame,
        session: &Session,
        camera: &Camera,
        (places, radius): (&[Point], f64),
    ) -> Drawn<DB> {
        let (style, dataset) = (pen.style, &session.pipeline().dataset);
        for (i, own) in self.batch.iter().zip(camera.points(&self.points)) {
            let color = style.faint(style.class(dataset.truth[*i]), FAINT);
            if let Some((a, b)) = places.get(*i).and_then(|place| frame.clip(*place, own)) {
                pen.line(vec![frame.at(a), frame.at(b)], HAIR, color)?;
            }
            if frame.holds(own) {
                pen.disc(frame.at(own), SMALL * radius, color)?;
            }
        }
        let Some(prototypes) = &self.prototypes else { return Ok(()) };
        let [own, trained] = [&prototypes.own, &prototypes.trained].map(|places| camera.points(places));
        for (own, trained) in own.into_iter().zip(trained) {
            if let Some((a, b)) = frame.clip(trained, own) {
                pen.line(vec![frame.at(a), frame.at(b)], 1.0, style.soft)?;
            }
            if frame.holds(own) {
                STAR.fill(pen, frame.at(own), SIZE * radius, style.sheet)?;
                pen.outline(STAR.around(frame.at(own), SIZE * radius), 1.0, style.soft)?;
            }
        }
        Ok(())
    }

    /// Draws the centre above the stars, around points with marks of this radius.
    pub fn draw_above<DB: DrawingBackend>(
        &self,
        pen: &Pen<DB>,
        frame: &Frame,
        camera: &Camera,
        radius: f64,
    ) -> Drawn<DB> {
        let Some((prototypes, most)) = self.prototypes.as_ref().and_then(|p| Some((p, p.farthest()?))) else {
            return Ok(());
        };
        let stars = camera.points(&prototypes.trained).into_iter().zip(&prototypes.centre);
        for (star, centre) in stars.filter(|(star, _)| frame.holds(*star)) {
            let (x, y) = frame.at(star);
            let (x, length) = (x + px(1.45 * SIZE * radius + 4.0), px(LONGEST * centre / most.abs()));
            pen.line(vec![(x - px(2.5), y), (x + px(2.5), y)], 1.0, pen.style.soft)?;
            if length != 0 {
                pen.line(vec![(x, y), (x, y - length)], 3.0, pen.style.push)?;
            }
        }
        Ok(())
    }
}
