//! InfoNCE: ℓ = −ln( e^(s_ap/τ) / (e^(s_ap/τ) + Σ_n e^(s_an/τ)) ), one term per tuple.
//!
//! Computed as a softplus, since the logarithm of the quotient would saturate. ln(1 + |a⁻|) at total collapse. With one positive per anchor
//! this is NT-Xent; with more, the other positives are left out, as in pytorch-metric-learning's `NTXentLoss`.

use super::sum::terms::softmax_terms;
use super::{Loss, LossInput, LossOutput, LossSpec, Workspace, softmax_over_tuples, temperature};
use crate::learn::affinity::Orientation;
use crate::learn::look::explain::{Asked, Term};
use crate::learn::spec::{Citation, Entry, prose};

/// The entry.
pub const SPEC: LossSpec = LossSpec {
    entry: Entry {
        id: "info-nce",
        name: "InfoNCE",
        also_known_as: prose(&["CPC loss", "NT-Xent with one positive per anchor", "multiple negatives ranking loss"]),
        gist: prose(
            "The N-pair loss with cosines, divided by a temperature. At a low temperature only the nearest negatives count, at a high one all count alike.",
        ),
        formula: prose(r"-\ln\frac{e^{s_{ap}/\tau}}{e^{s_{ap}/\tau} + \sum_{n} e^{s_{an}/\tau}}"),
        citation: prose(Citation {
            text: "van den Oord, Li & Vinyals 2018, Representation Learning with Contrastive Predictive Coding",
            link: "https://arxiv.org/abs/1807.03748",
        }),
        params: &[temperature(
            0.1,
            "How sharply the softmax looks at the nearest negatives. A low temperature is like mining the hardest negatives; a high one treats all negatives alike.",
        )],
    },
    words: "[InfoNCE] at temperature [{temperature}]",
    reads: Orientation::Similarity,
    usual_affinity: "cosine",
    squares_distances: false,
    exceptions: &[],
    collapse_name: "ln(1 + |a⁻|)",
    build: |params| Box::new(InfoNce { temperature: params.get("temperature") }),
};

struct InfoNce {
    temperature: f64,
}

impl Loss for InfoNce {
    fn weigh(&self, input: &LossInput, out: &mut LossOutput, workspace: &mut Workspace) {
        softmax_over_tuples(input, self.temperature, out, workspace)
    }

    fn terms(&self, input: &LossInput, asked: Asked) -> Vec<Term> {
        softmax_terms(input, asked, Some(self.temperature))
    }
}
