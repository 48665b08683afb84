//! Triplet hinge: ℓ = max(0, D_ap − D_an + m). Derivative 0 at ℓ = 0. W counts: +1 on (a,p) and −1 on (a,n) for each active triplet.

use super::{Loss, LossInput, LossOutput, LossSpec, margin};
use crate::learn::affinity::Orientation;
use crate::learn::spec::{Citation, Entry};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "triplet",
        name: "Triplet",
        also_known_as: &["triplet margin loss", "FaceNet loss"],
        gist: "The negative must be farther from the anchor than the positive, by at least the margin. Once it is, the triplet says nothing more.",
        formula: r"\max\left(0,\; D_{ap} - D_{an} + m\right)",
        citation: Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet: A Unified Embedding for Face Recognition and Clustering",
            link: "https://arxiv.org/abs/1503.03832",
        },
        params: &[margin(
            0.2,
            "How much farther than the positive the negative has to be. A loss that rests exactly here means collapse.",
        )],
    },
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "margin",
    build: |params| Box::new(Triplet { margin: params.get("margin") }),
};

struct Triplet {
    margin: f64,
}

impl Loss for Triplet {
    fn evaluate(&self, input: &LossInput) -> LossOutput {
        let mut out = LossOutput::empty(input);
        for (a, p, negatives) in input.tuples.iter() {
            let limit = input.affinities[(a, p)] + self.margin;
            for &n in negatives {
                let value = limit - input.affinities[(a, n)];
                out.add(value.max(0.0));
                if value > 0.0 {
                    out.weights[(a, p)] += 1.0;
                    out.weights[(a, n)] -= 1.0;
                }
            }
        }
        out
    }

    fn triplet_margin(&self) -> Option<f64> {
        Some(self.margin)
    }
}
