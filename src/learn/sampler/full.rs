//! Full batch: every point, every step.

use super::{Sampler, SamplerSpec};
use crate::learn::random::Rng;
use crate::learn::spec::{Entry, FOLKLORE, prose};

/// The entry.
pub const SPEC: SamplerSpec = SamplerSpec {
    entry: Entry {
        id: "full",
        name: "All points",
        also_known_as: prose(&[]),
        gist: prose(
            "Every step sees the whole data set. There is no chance in it, but the most negatives, and the hardest.",
        ),
        formula: prose(""),
        citation: FOLKLORE,
        params: &[],
    },
    words: "[all points]",
    most: |_, [_, points]| points,
    build: |_| Box::new(Full),
};

struct Full;

impl Sampler for Full {
    fn sample(&self, labels: &[usize], _: &mut Rng) -> Vec<usize> {
        (0..labels.len()).collect()
    }
}
