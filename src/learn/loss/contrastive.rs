//! Contrastive: ℓ = D² for a positive pair, max(0, m − D)² for a negative one, over the distinct pairs of the tuples.
//!
//! The form of the source document, without Hadsell's ½: the minima are the same, the steps twice as long. The class of this name in
//! pytorch-metric-learning is linear in D.

use super::sum::terms::pair_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Reach, Workspace, margin};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, number, pair};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "contrastive",
        name: "Contrastive",
        also_known_as: prose(&["siamese loss", "DrLIM", "pair loss"]),
        gist: prose(
            "Springs pull every positive pair together; negative pairs push each other until they are the margin apart.",
        ),
        formula: prose(r"y D^2 + (1 - y)\,[\,m - D\,]_+^2"),
        citation: prose(Citation {
            text: "Hadsell, Chopra & LeCun 2006, Dimensionality Reduction by Learning an Invariant Mapping",
            link: "https://doi.org/10.1109/CVPR.2006.100",
        }),
        params: &[margin(
            1.0,
            "The distance to which negative pairs are pushed. It sets the scale of the whole embedding.",
        )],
    },
    words: "the [contrastive loss] with margin [{margin}]",
    reads: Orientation::Distance,
    usual_affinity: "euclidean",
    squares_distances: true,
    exceptions: &[],
    collapse_name: "collapse",
    build: |params| Box::new(Contrastive { margin: params.get("margin") }),
};

struct Contrastive {
    margin: f64,
}

impl Loss for Contrastive {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let [positives, negatives] = workspace.pairs.read(input, &mut workspace.groups);
        for &pair in positives {
            let distance = input.affinities[pair];
            out.add(distance * distance);
            out.weights[pair] += 2.0 * distance;
        }
        for &pair in negatives {
            let gap = (self.margin - input.affinities[pair]).max(0.0);
            out.add(gap * gap);
            out.weights[pair] -= 2.0 * gap;
        }
    }

    fn is_joint(&self) -> bool {
        true
    }

    fn reach(&self, _: &[f64]) -> Reach {
        Reach::Fixed { rest: 0.0, limit: self.margin }
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        let near = |a, p| pair("D", "ap", input.affinities, (a, p)).squared();
        let far = |a, n| number("m", self.margin).minus(pair("D", "an", input.affinities, (a, n))).positive().squared();
        pair_terms(input, asked, near, far)
    }
}
