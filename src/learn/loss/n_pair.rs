//! N-pair: ℓ = ln(1 + Σ_n e^(s_an − s_ap)), one term per tuple, which is softmax cross-entropy with the positive as target.
//!
//! ln(1 + Q) at total collapse, Q negatives per tuple. The paper takes raw dot products.

use super::{Loss, LossSpec, softmax_over_tuples};
use crate::learn::affinity::Orientation;
use crate::learn::spec::{Citation, Entry};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "n-pair",
        name: "N-pair",
        also_known_as: &["multi-class N-pair loss", "N-pairs loss"],
        gist: "All negatives at once: a softmax that has to pick the positive out of a line-up. It is cross-entropy over the examples of the batch.",
        formula: r"\ln\Big(1 + \sum_{n} e^{s_{an} - s_{ap}}\Big)",
        citation: Citation {
            text: "Sohn 2016, Improved Deep Metric Learning with Multi-class N-pair Loss Objective",
            link: "https://proceedings.neurips.cc/paper/2016/hash/6b180037abbebea991d8b1232f8a8ca9-Abstract.html",
        },
        params: &[],
    },
    reads: Orientation::Similarity,
    usual_affinity: "dot",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "ln(1 + Q)",
    build: |_| Box::new(NPair),
};

struct NPair;

impl Loss for NPair {
    fn evaluate(&self, input: &super::LossInput) -> super::LossOutput {
        softmax_over_tuples(input, 1.0)
    }
}
