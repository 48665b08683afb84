//! Triplet hinge: ℓ = max(0, D_ap − D_an + m). Derivative 0 at ℓ = 0. W counts active triplets: each adds +1 on (a,p) and −1 on (a,n).
//!
//! With the swap of Balntas et al. 2016 the nearer of D_an and D_pn counts, and its pair is pushed; (a,n) if they are equal.

use super::sum::hinge;
use super::sum::terms::triplet_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, margin};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, number, pair};
use crate::learn::spec::{Citation, Entry, ParamSpec, Scale, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "triplet",
        name: "Triplet",
        also_known_as: prose(&["triplet margin loss", "FaceNet loss"]),
        gist: prose(
            "The negative must be farther from the anchor than the positive, by at least the margin. Once it is, the triplet neither pulls nor pushes.",
        ),
        formula: prose(r"\max\left(0,\; D_{ap} - D_{an} + m\right)"),
        citation: prose(Citation {
            text: "Schroff, Kalenichenko & Philbin 2015, FaceNet: A Unified Embedding for Face Recognition and Clustering",
            link: "https://arxiv.org/abs/1503.03832",
        }),
        params: &[
            margin(
                0.2,
                "How much farther than the positive the negative has to be. A loss that rests exactly here is a sign of collapse.",
            ),
            ParamSpec {
                id: "swap",
                name: "swap",
                symbol: "",
                unit: "",
                min: 0.0,
                max: 1.0,
                default: 0.0,
                scale: Scale::Choice(&["no", "yes"]),
                follows: None,
                help: prose(
                    "Whether the positive takes the anchor's place if it is nearer to the negative, so that the smaller of the two distances counts.",
                ),
            },
        ],
    },
    words: "the [triplet loss{swap|| with swap}] with margin [{margin}]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "margin",
    build: |params| Box::new(Triplet { margin: params.get("margin"), swap: params.get("swap") > 0.0 }),
};

struct Triplet {
    margin: f64,
    swap: bool,
}

impl Loss for Triplet {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        if !self.swap {
            hinge::over_runs(input, self.margin, out, &mut workspace.counting);
            return;
        }
        for (a, p, negatives) in input.tuples.iter() {
            let limit = input.affinities[(a, p)] + self.margin;
            for &n in negatives {
                let mut push = (a, n);
                if input.affinities[input.beyond(a, p, n)] < input.affinities[push] {
                    push = input.beyond(a, p, n);
                }
                let value = limit - input.affinities[push];
                out.add(value.max(0.0));
                if value > 0.0 {
                    out.weights[(a, p)] += 1.0;
                    out.weights[push] -= 1.0;
                }
            }
        }
    }

    fn clears_weights(&self) -> bool {
        !self.swap
    }

    fn is_joint(&self) -> bool {
        self.swap
    }

    fn at_collapse(&self, input: &LossInput, _: f64, out: &mut LossOutput, _: &mut Workspace) {
        out.become_equal(self.margin, input.tuples.triplets());
    }

    fn triplet_margin(&self) -> Option<f64> {
        Some(self.margin)
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        triplet_terms(input, asked, |a, p, n| {
            let (near, beyond) = ((a, n), input.beyond(a, p, n));
            let swapped = self.swap && input.affinities[beyond] < input.affinities[near];
            let push = if swapped {
                pair("D", "pn", input.affinities, beyond)
            } else {
                pair("D", "an", input.affinities, near)
            };
            pair("D", "ap", input.affinities, (a, p)).minus(push).plus(number("m", self.margin)).positive()
        })
    }
}
