//! Dragging in the input picture: the place that a pointer stands for.

use super::input;
use crate::session::Session;
use crate::tell::drag::{Held, has_left, text};
use crate::tell::place::Point;

impl Held {
    /// The point whose mark lies at a place of the input picture, taken by a pointer there.
    pub fn take(session: &Session, size: Point, point: usize, at: Point) -> Option<Self> {
        let scene = input::Scene::of_size(&session.pipeline().dataset, size)?;
        let (x, y) = scene.frame.css(*scene.places.get(point)?);
        Some(Self { point, from: at, offset: (x - at.0, y - at.1), moved: false })
    }

    /// The place where the pointer has brought it, as the text of a setting; `None` while the pointer rests.
    pub fn dragged(&mut self, session: &Session, size: Point, at: Point) -> Option<String> {
        self.moved |= has_left(self.from, at);
        let scene = input::Scene::of_size(&session.pipeline().dataset, size).filter(|_| self.moved)?;
        // The whole mark stays within the picture.
        let within = |v: f64, side: f64| v.clamp(scene.radius, (side - scene.radius).max(scene.radius));
        let css = (within(at.0 + self.offset.0, size.0), within(at.1 + self.offset.1, size.1));
        Some(text(scene.frame.point(css), 1.0 / scene.frame.pixels()))
    }
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
        let mut held = Held::take(&session, SIZE, 7, (x + 2.0, y - 1.0)).unwrap();
        assert_eq!(held.dragged(&session, SIZE, (x + 3.0, y)), None, "a pointer that trembles does not drag");
        for way in [(-20.0, 9.0), (-60.0, 30.0), (-90.0, -40.0)] {
            let text = held.dragged(&session, SIZE, (x + 2.0 + way.0, y - 1.0 + way.1)).unwrap();
            assert!(text.len() <= 11, "{text}");
            session.set("point.7", &text).unwrap();
            let (now_x, now_y) = spot(&session);
            assert!((now_x - x - way.0).abs() < 0.6 && (now_y - y - way.1).abs() < 0.6, "{text}");
        }
        assert!(held.dragged(&session, SIZE, (-500.0, 9e9)).is_some_and(|text| session.set("point.7", &text).is_ok()));
    }
}
