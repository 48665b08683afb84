//! Trio: three points at fixed places, two of one class and one of another. The first is an anchor, the second its positive, the third a
//! negative: a triplet to be moved by hand.

use super::{Dataset, DatasetSpec, HELD_OUT, LABEL_NOISE, plain_names, unseen};
use crate::learn::num::Matrix;
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: DatasetSpec = DatasetSpec {
    entry: Entry {
        id: "trio",
        name: "Three points",
        also_known_as: prose(&[]),
        gist: prose(
            "An anchor, its positive and one negative, for you to move by hand. They begin at the same places for every seed.",
        ),
        formula: prose(""),
        citation: FOLKLORE,
        params: &[LABEL_NOISE, HELD_OUT, unseen(2)],
    },
    words: "[three points]",
    pictures: false,
    build: |_, _| {
        let places = Matrix::from_column_slice(2, 3, &[0.0, 0.0, -0.6, 0.5, 1.1, 0.7]);
        Dataset::new(places, vec![0, 0, 1], plain_names(2))
    },
};
