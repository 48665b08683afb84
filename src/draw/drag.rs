//! Dragging a point: the place that a pointer stands for.

use super::space::frame::Frame;
use super::{embedding, input};
use crate::session::Session;
use crate::tell::Options;
use crate::tell::drag::{Held, has_left, text};
use crate::tell::place::Point;

impl Held {
    /// The point whose mark lies at a place of a picture, taken by a pointer there.
    pub fn take(
        session: &Session,
        options: &Options,
        in_embedding: bool,
        size: Point,
        point: usize,
        at: Point,
    ) -> Option<Self> {
        let (frame, places, _) = scene(session, options, in_embedding, size)?;
        let (x, y) = frame.css(*places.get(point)?);
        Some(Self { in_embedding, point, from: at, offset: (x - at.0, y - at.1), moved: false })
    }

    /// The place where the pointer has brought it, as the text of a setting; `None` while the pointer rests.
    pub fn dragged(&mut self, session: &Session, options: &Options, size: Point, at: Point) -> Option<String> {
        self.moved |= has_left(self.from, at);
        let (frame, _, radius) = scene(session, options, self.in_embedding, size).filter(|_| self.moved)?;
        // The whole mark stays within the picture.
        let within = |v: f64, side: f64| v.clamp(radius, (side - radius).max(radius));
        let css = (within(at.0 + self.offset.0, size.0), within(at.1 + self.offset.1, size.1));
        Some(text(frame.point(css), 1.0 / frame.pixels()))
    }
}

/// The frame of a picture whose points can be dragged, their places, and the radius of their marks.
fn scene(session: &Session, options: &Options, in_embedding: bool, size: Point) -> Option<(Frame, Vec<Point>, f64)> {
    if in_embedding {
        return Some(embedding::scene(session, options, size));
    }
    input::Scene::of_size(&session.pipeline().dataset, size).map(|s| (s.frame, s.places, s.radius))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Point = (226.0, 190.0);

    #[test]
    fn a_dragged_point_stays_under_the_pointer() {
        let mut session = Session::open("").unwrap();
        let spot = |session: &Session| {
            let scene = input::Scene::of_size(&session.pipeline().dataset, SIZE).unwrap();
            scene.frame.css(scene.places[7])
        };
        let (x, y) = spot(&session);
        let options = Options::default();
        let mut held = Held::take(&session, &options, false, SIZE, 7, (x + 2.0, y - 1.0)).unwrap();
        assert_eq!(held.dragged(&session, &options, SIZE, (x + 3.0, y)), None, "a pointer that trembles does not drag");
        for way in [(-20.0, 9.0), (-60.0, 30.0), (-90.0, -40.0)] {
            let text = held.dragged(&session, &options, SIZE, (x + 2.0 + way.0, y - 1.0 + way.1)).unwrap();
            assert!(text.len() <= 11, "{text}");
            session.set("point.7", &text).unwrap();
            let (now_x, now_y) = spot(&session);
            assert!((now_x - x - way.0).abs() < 0.6 && (now_y - y - way.1).abs() < 0.6, "{text}");
        }
        let far = held.dragged(&session, &options, SIZE, (-500.0, 9e9));
        assert!(far.is_some_and(|text| session.set("point.7", &text).is_ok()));
    }

    #[test]
    fn a_point_dragged_in_the_embedding_of_the_data_themselves_stays_under_the_pointer() {
        let mut session = Session::open("data=trio&encoder=identity&head=plane&sampler=full").unwrap();
        let options = Options::split("view.anchor=0").unwrap().0;
        let spot = |session: &Session| {
            let (frame, places, _) = embedding::scene(session, &options, SIZE);
            frame.css(places[2])
        };
        let from = spot(&session);
        let mut held = Held::take(&session, &options, true, SIZE, 2, from).unwrap();
        for way in [(-9.0, 4.0), (-40.0, 20.0), (-60.0, -10.0)] {
            let at = (from.0 + way.0, from.1 + way.1);
            session.set("point.2", &held.dragged(&session, &options, SIZE, at).unwrap()).unwrap();
            let (x, y) = spot(&session);
            assert!((x - at.0).abs() < 1.0 && (y - at.1).abs() < 1.0, "{way:?}: {x}, {y}");
        }
    }
}
