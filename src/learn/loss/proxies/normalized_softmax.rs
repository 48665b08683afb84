//! Normalised softmax: ℓ = −ln( e^(s_y/τ) / Σ_c e^(s_c/τ) ), cosines to one weight vector per class: a classifier without bias or length.
//!
//! ln C at total collapse.

use super::shared;
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term};
use crate::learn::loss::sum::terms::softmax_terms;
use crate::learn::loss::{Learns, Loss, LossInput, LossOutput, LossSpec, Workspace, softmax_over_tuples, temperature};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "normalized-softmax",
        name: "Normalised softmax",
        also_known_as: prose(&["classification loss without bias", "NormFace"]),
        gist: prose(
            "A classifier by direction: each class has a learned proxy, and a softmax over the cosines to all proxies has to pick the right one. Points of one class meet because they share a proxy, not because they are compared.",
        ),
        formula: prose(r"-\ln\frac{e^{s_{y}/\tau}}{\sum_{c} e^{s_{c}/\tau}}"),
        citation: prose(Citation {
            text: "Zhai & Wu 2019, Classification is a Strong Baseline for Deep Metric Learning",
            link: "https://arxiv.org/abs/1811.12649",
        }),
        params: &[
            temperature(
                0.5,
                "How sharply the softmax tells classes apart. The paper takes 0.05 for thousands of classes; four classes on a circle find better places with 0.5.",
            ),
            shared::RATE,
        ],
    },
    words: "the [normalised softmax] at temperature [{temperature}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "ln C",
    build: |params| {
        Box::new(NormalizedSoftmax { temperature: params.get("temperature"), learns: shared::learned(params) })
    },
};

struct NormalizedSoftmax {
    temperature: f64,
    learns: Learns,
}

impl Loss for NormalizedSoftmax {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        softmax_over_tuples(input, self.temperature, out, workspace)
    }

    fn learns(&self) -> Learns {
        self.learns.clone()
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        softmax_terms(input, asked, Some(self.temperature))
    }
}
