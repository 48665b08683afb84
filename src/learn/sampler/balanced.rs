//! Balanced P × K: P classes, K points of each.
//!
//! If there are fewer than P classes, all of them are taken. Points of a class with fewer than K points are drawn with replacement
//! (pytorch-metric-learning's `safe_random_choice`).

use super::{Sampler, SamplerSpec};
use crate::learn::random::{Rng, below, choose};
use crate::learn::spec::{Citation, Entry, ParamSpec, Params, Scale, prose};

/// The entry.
pub const SPEC: SamplerSpec = SamplerSpec {
    entry: Entry {
        id: "balanced",
        name: "Balanced, P × K",
        also_known_as: prose(&[]),
        gist: prose(
            "Each step draws P classes and K points of each, so that every anchor has positives and negatives.",
        ),
        formula: prose(r"N = P \times K"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017, In Defense of the Triplet Loss for Person Re-Identification",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[
            ParamSpec {
                id: "classes",
                name: "classes",
                symbol: "P",
                unit: "classes",
                min: 1.0,
                max: 64.0,
                default: 4.0,
                scale: Scale::Integer { from: 2, to: 20, by: 1 },
                follows: None,
                help: prose(
                    "How many classes are in a batch. More classes mean more negatives, and the hardest ones are then harder.",
                ),
            },
            ParamSpec {
                id: "per_class",
                name: "of each",
                symbol: "K",
                unit: "points",
                min: 1.0,
                max: 1024.0,
                default: 8.0,
                scale: Scale::Integer { from: 2, to: 32, by: 1 },
                follows: None,
                help: prose("How many points of each class are in a batch. With one there is no positive."),
            },
        ],
    },
    words: "[{classes} × {per_class} points]",
    most: |params, [classes, _]| params.count("classes").min(classes) * params.count("per_class"),
    build,
};

fn build(params: &Params) -> Box<dyn Sampler> {
    Box::new(Balanced { classes: params.count("classes"), per_class: params.count("per_class") })
}

struct Balanced {
    classes: usize,
    per_class: usize,
}

impl Sampler for Balanced {
    fn sample(&self, labels: &[usize], rng: &mut Rng) -> Vec<usize> {
        let mut members: Vec<Vec<usize>> = vec![];
        for (i, &label) in labels.iter().enumerate() {
            if members.len() <= label {
                members.resize(label + 1, vec![]);
            }
            members[label].push(i);
        }
        members.retain(|class| !class.is_empty());
        let mut batch = vec![];
        for class in choose(rng, members.len(), self.classes) {
            let points = &members[class];
            if points.len() >= self.per_class {
                batch.extend(choose(rng, points.len(), self.per_class).into_iter().map(|i| points[i]));
            } else {
                batch.extend((0..self.per_class).map(|_| points[below(rng, points.len())]));
            }
        }
        batch
    }
}
