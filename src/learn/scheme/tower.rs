//! Towers: the networks of a scheme, each with parameters of its own.

use crate::learn::encoder::{Encoder, Stage};

/// What a tower computes.
pub enum Network {
    /// What the encoder that was chosen computes.
    Encoder,
    /// An encoder of [words](crate::learn::dataset::Dataset::words).
    Words(Box<dyn Encoder>),
    /// What follows an encoder. Pictures and metrics leave it out.
    Stage(Stage),
    /// Nothing: so many places among the embeddings before the head, as columns, with which points are compared, and a bias for each.
    Prototypes(usize),
}

/// A network with parameters of its own.
pub struct Tower {
    /// What it is. When a run's configuration changes, a tower stays if one of the same name and shape goes on.
    pub name: &'static str,
    /// What it computes.
    pub network: Network,
    /// The earlier tower whose parameters it begins with, instead of fresh ones.
    pub copies: Option<usize>,
}

impl Tower {
    /// The encoder that embeds points for pictures and metrics.
    pub fn encoder() -> Self {
        Self { name: "encoder", network: Network::Encoder, copies: None }
    }

    /// A network that begins as a copy of the encoder.
    pub fn copy() -> Self {
        Self { name: "copy", copies: Some(0), ..Self::encoder() }
    }
}
