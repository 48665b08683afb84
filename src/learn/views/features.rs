//! Views of points with features: turned, scaled, jittered, and without some features.
//!
//! x′ = e^u R(φ) x + σε with u and φ uniform up to their strengths both ways and ε standard normal; then each feature is 0 with the
//! probability of dropout. R turns the plane that shows most of the points, about the origin. A view draws as many numbers whatever the
//! strengths are.

use super::{Augmentation, ViewsSpec, either_way, strength};
use crate::learn::dataset::Dataset;
use crate::learn::num::exp;
use crate::learn::random::{Rng, normal, uniform};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: ViewsSpec = ViewsSpec {
    entry: Entry {
        id: "features",
        name: "Features",
        also_known_as: prose(&["augmentation"]),
        gist: prose("Each view is the point, moved, turned and scaled at random."),
        formula: prose(r"x' = e^{u} R(\varphi)\,x + \sigma\varepsilon"),
        citation: prose(Citation {
            text: "Chen, Kornblith, Norouzi & Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations",
            link: "https://arxiv.org/abs/2002.05709",
        }),
        params: &[
            ParamSpec {
                symbol: "σ",
                default: 0.2,
                ..strength("jitter", "jitter", "The standard deviation of the noise added to every feature of a view.")
            },
            ParamSpec {
                unit: "degrees",
                max: 180.0,
                scale: Scale::Integer { from: 0, to: 180, by: 15 },
                ..strength(
                    "rotation",
                    "rotation",
                    "A view is turned about the origin by a random angle of at most this, either way; with 180 by any angle. More than two features are turned in the plane that shows most of the points.",
                )
            },
            ParamSpec {
                max: 3.0,
                scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.1 },
                ..strength(
                    "scale",
                    "scaling",
                    "A view is made larger or smaller by a random factor, whose logarithm is at most this.",
                )
            },
            ParamSpec {
                max: 1.0,
                scale: Scale::Linear { from: 0.0, to: 0.5, by: 0.05 },
                ..strength("dropout", "dropout", "The probability with which each feature of a view is 0.")
            },
        ],
    },
    words: "[moved by {jitter}]",
    pictures: false,
    build: |params| {
        Box::new(Features {
            jitter: params.get("jitter"),
            rotation: params.get("rotation").to_radians(),
            scale: params.get("scale"),
            dropout: params.get("dropout"),
        })
    },
};

struct Features {
    jitter: f64,
    /// In radians.
    rotation: f64,
    scale: f64,
    dropout: f64,
}

impl Augmentation for Features {
    fn view(&self, data: &Dataset, point: usize, rng: &mut Rng) -> Vec<f64> {
        let angle = self.rotation * either_way(rng);
        let factor = exp(self.scale * either_way(rng));
        let turned = data.plane().turn(data.points.column(point).into(), angle);
        let changed = turned.iter().map(|x| {
            let jittered = factor * x + self.jitter * normal(rng);
            if uniform(rng) < self.dropout { 0.0 } else { jittered }
        });
        changed.collect()
    }
}
