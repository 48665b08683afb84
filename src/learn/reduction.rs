//! Reductions: the divisor of the sum over a loss's terms. Loss and pair weights are scaled by the same number, once.

use super::loss::LossOutput;
use super::spec::{Citation, Entry, FOLKLORE, has_entry, prose};

/// A reduction, and an entry of [`LIST`]. Each step calls [`Self::factor`] after the loss, once for the loss and once for its value at
/// collapse.
pub struct ReductionSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// The divisor of the sum.
    pub divisor: fn(&LossOutput) -> usize,
}
has_entry!(ReductionSpec, words);

impl ReductionSpec {
    /// The factor of loss and weights: 1/divisor, or 0 if the divisor is 0.
    pub fn factor(&self, output: &LossOutput) -> f64 {
        match (self.divisor)(output) {
            0 => 0.0,
            n => 1.0 / n as f64,
        }
    }
}

/// All reductions, in the order of the menu.
pub static LIST: &[ReductionSpec] = &[
    ReductionSpec {
        entry: Entry {
            id: "mean",
            name: "Mean of selected",
            also_known_as: prose(&[]),
            gist: prose(
                "The average over everything that was mined, zeros included. The curve falls as terms reach zero.",
            ),
            formula: prose(r"\frac{1}{|T|}\sum_{t \in T}\ell_t"),
            citation: FOLKLORE,
            params: &[],
        },
        words: "the [mean of all terms]",
        divisor: |output| output.terms,
    },
    ReductionSpec {
        entry: Entry {
            id: "mean-active",
            name: "Mean of active",
            also_known_as: prose(&[]),
            gist: prose(
                "The average over the active terms only, those above zero. The curve hides progress: it can rise while the embedding improves.",
            ),
            formula: prose(r"\frac{1}{|\{\ell_t > 0\}|}\sum_{t \in T}\ell_t"),
            citation: prose(Citation {
                text: "Musgrave, Belongie & Lim, pytorch-metric-learning (AvgNonZeroReducer)",
                link: "https://kevinmusgrave.github.io/pytorch-metric-learning/reducers/",
            }),
            params: &[],
        },
        words: "the [mean of the active terms]",
        divisor: |output| output.active,
    },
    ReductionSpec {
        entry: Entry {
            id: "sum",
            name: "Sum",
            also_known_as: prose(&[]),
            gist: prose(
                "The sum is not divided. The gradient grows with the number of terms, and with SGD the step, so it needs a small learning rate or a clipped gradient.",
            ),
            formula: prose(r"\sum_{t \in T}\ell_t"),
            citation: FOLKLORE,
            params: &[],
        },
        words: "the [sum of all terms]",
        divisor: |_| 1,
    },
];
