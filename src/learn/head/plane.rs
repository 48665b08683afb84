//! The plane, or the space of more dimensions: the encoder's output unchanged.

use super::{DIMENSIONS, HeadSpec};
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: HeadSpec = HeadSpec {
    entry: Entry {
        id: "plane",
        name: "Plane or space",
        also_known_as: prose(&[]),
        gist: prose("Embeddings may be anywhere, so their scale is free: the cloud can shrink or grow."),
        formula: prose(r"z = e"),
        citation: FOLKLORE,
        params: &[DIMENSIONS],
    },
    words: "in [{dimensions|||the plane|space|space of # dimensions}]",
    unit: false,
    forward: |raw| raw.clone(),
    backward: |_, _, gradient| gradient.clone(),
};
