//! Soft-margin triplet: ℓ = ln(1 + e^(D_ap − D_an)). Never inactive; ln 2 at total collapse.
//!
//! If many triplets of an anchor share their negatives, [`super::sum::softplus_sum`] gives sum and weights to rounding: O(N²) for all
//! triplets.

use super::sum::softplus_sum::Pairs;
use super::sum::terms::triplet_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term, log_one_plus, pair};
use crate::learn::num::{ln, sigmoid, softplus};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "soft-triplet",
        name: "Soft-margin triplet",
        also_known_as: prose(&["softplus triplet loss", "smooth triplet loss"]),
        gist: prose(
            "The triplet loss without a margin or a corner: every triplet keeps pulling and pushing, but the easier it is, the more weakly.",
        ),
        formula: prose(r"\ln\left(1 + e^{D_{ap} - D_{an}}\right)"),
        citation: prose(Citation {
            text: "Hermans, Beyer & Leibe 2017, In Defense of the Triplet Loss for Person Re-Identification",
            link: "https://arxiv.org/abs/1703.07737",
        }),
        params: &[],
    },
    words: "the [soft-margin triplet loss]",
    reads: Orientation::Distance,
    usual_affinity: "squared-euclidean",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "ln 2",
    build: |_| Box::new(SoftTriplet),
};

struct SoftTriplet;

impl Loss for SoftTriplet {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        let sums = &mut workspace.sums;
        for (a, positives, negatives) in input.tuples.runs() {
            let row = input.affinities.row(a);
            let (near, far) = (positives.iter().map(|p| row[*p]), negatives.iter().map(|n| row[*n]));
            if let Some(sum) = sums.over(near, far, 1.0, Pairs::All) {
                out.add_many(sum, positives.len() * negatives.len(), sums.silent(1.0));
                let weights = out.weights.row_mut(a);
                positives.iter().zip(sums.at_x()).for_each(|(p, slope)| weights[*p] += slope);
                negatives.iter().zip(sums.at_z()).for_each(|(n, slope)| weights[*n] -= slope);
                continue;
            }
            for &p in positives {
                for &n in negatives {
                    let x = row[p] - row[n];
                    out.add(softplus(x));
                    out.weights[(a, p)] += sigmoid(x);
                    out.weights[(a, n)] -= sigmoid(x);
                }
            }
        }
    }

    fn at_collapse(&self, input: &LossInput, _: f64, out: &mut LossOutput, _: &mut Workspace) {
        out.become_equal(ln(2.0), input.tuples.triplets());
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        triplet_terms(input, asked, |a, p, n| {
            let gap = pair("D", "ap", input.affinities, (a, p)).minus(pair("D", "an", input.affinities, (a, n)));
            log_one_plus(None, [((a, n), gap)])
        })
    }
}
