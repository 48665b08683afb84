//! The world that embeddings live in: how many dimensions it has, and whether all lengths are one.

use crate::session::Session;

/// The space of embeddings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum World {
    /// Two dimensions.
    Plane,
    /// Two dimensions and length one.
    Circle,
    /// More dimensions.
    Space,
    /// Three dimensions and length one: all points lie on its surface.
    Globe,
    /// More dimensions and length one: projected points lie within a ball.
    Ball,
}

impl World {
    /// The world of a session's embeddings.
    pub fn of(session: &Session) -> Self {
        let pipeline = session.pipeline();
        match (pipeline.head.unit, pipeline.dimensions) {
            (false, ..=2) => Self::Plane,
            (true, ..=2) => Self::Circle,
            (false, _) => Self::Space,
            (true, 3) => Self::Globe,
            (true, _) => Self::Ball,
        }
    }

    /// Whether it needs no projection.
    pub fn is_flat(self) -> bool {
        matches!(self, Self::Plane | Self::Circle)
    }

    /// Whether all embeddings have length one.
    pub fn is_unit(self) -> bool {
        matches!(self, Self::Circle | Self::Globe | Self::Ball)
    }
}

/// The space of a session's embeddings, as the end of a sentence.
pub fn place(session: &Session) -> String {
    let dimensions = session.pipeline().dimensions;
    match World::of(session) {
        World::Plane => "in the plane".to_string(),
        World::Circle => "on the unit circle".to_string(),
        World::Space => format!("in a space of {dimensions} dimensions"),
        World::Globe => "on the unit sphere".to_string(),
        World::Ball => format!("on the unit sphere of {dimensions} dimensions"),
    }
}
