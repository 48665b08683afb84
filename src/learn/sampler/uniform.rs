//! Uniform: points drawn at random, whatever their labels, each at most once.

use super::{Sampler, SamplerSpec};
use crate::learn::pair_matrix::LARGEST_BATCH;
use crate::learn::random::{Rng, choose};
use crate::learn::spec::{Entry, FOLKLORE, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: SamplerSpec = SamplerSpec {
    entry: Entry {
        id: "uniform",
        name: "Random points",
        also_known_as: prose(&["uniform sampling"]),
        gist: prose(
            "Each step draws N points at random, each at most once. No label is read, so an anchor may lack positives.",
        ),
        formula: prose(""),
        citation: FOLKLORE,
        params: &[ParamSpec {
            id: "size",
            name: "points",
            symbol: "N",
            unit: "",
            min: 1.0,
            max: LARGEST_BATCH as f64,
            default: 32.0,
            scale: Scale::Integer { from: 4, to: 128, by: 4 },
            follows: None,
            help: prose("How many points are in a batch; all of them, if there are fewer."),
        }],
    },
    words: "[{size||# random point|# random points}]",
    most: |params, [_, points]| params.count("size").min(points),
    build: |params| Box::new(Uniform { size: params.count("size") }),
};

struct Uniform {
    size: usize,
}

impl Sampler for Uniform {
    fn sample(&self, labels: &[usize], rng: &mut Rng) -> Vec<usize> {
        choose(rng, labels.len(), self.size)
    }
}
