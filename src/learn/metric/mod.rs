//! Metrics: what a whole embedding is worth, measured with the true labels and the loss's own distance.

use super::spec::{Citation, Entry, FOLKLORE, has_entry};

mod evaluation;
mod hypersphere;
mod percentiles;
mod ranks;

pub use evaluation::Evaluation;
pub use hypersphere::{alignment_and_uniformity, best_uniformity};
pub use percentiles::{SHOWN as PERCENTILES, percentiles};
pub use ranks::Ranks;

/// An entry of [`LIST`]. Ids are the column names of `examples/train.rs`.
pub struct MetricSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// The figure, or `None` where it has no meaning (one point, one class).
    pub value: fn(&Evaluation) -> Option<f64>,
}
has_entry!(MetricSpec);

const REALITY_CHECK: Citation = Citation {
    text: "Musgrave, Belongie & Lim 2020, A Metric Learning Reality Check",
    link: "https://arxiv.org/abs/2003.08505",
};

/// All metrics, in the order of the figures.
pub static LIST: &[MetricSpec] = &[
    MetricSpec {
        entry: Entry {
            id: "recall_at_1",
            name: "recall@1",
            also_known_as: &[],
            gist: "The share of points whose nearest other point has their class. Blind to scale: it may stay high while everything collapses.",
            formula: "",
            citation: REALITY_CHECK,
            params: &[],
        },
        value: |e| e.ranks().recall_at_1,
    },
    MetricSpec {
        entry: Entry {
            id: "map_at_r",
            name: "MAP@R",
            also_known_as: &[],
            gist: "How well the R nearest points are of the same class, and early ones more so; R is the size of the class less one. The best single number.",
            formula: r"\frac{1}{R}\sum_{i=1}^{R} P@i \cdot \mathrm{rel}(i)",
            citation: REALITY_CHECK,
            params: &[],
        },
        value: |e| e.ranks().map_at_r,
    },
    MetricSpec {
        entry: Entry {
            id: "mean_positive_distance",
            name: "same class",
            also_known_as: &[],
            gist: "The mean distance between two points of one class.",
            formula: r"\overline{D_{ap}}",
            citation: FOLKLORE,
            params: &[],
        },
        value: |e| evaluation::mean(&e.positive),
    },
    MetricSpec {
        entry: Entry {
            id: "mean_negative_distance",
            name: "other class",
            also_known_as: &[],
            gist: "The mean distance between two points of different classes.",
            formula: r"\overline{D_{an}}",
            citation: FOLKLORE,
            params: &[],
        },
        value: |e| evaluation::mean(&e.negative),
    },
    MetricSpec {
        entry: Entry {
            id: "mean_pair_distance",
            name: "mean distance",
            also_known_as: &[],
            gist: "The mean distance over all pairs. When it falls to nothing beside the margin, the embedding has collapsed.",
            formula: r"\overline{D}",
            citation: FOLKLORE,
            params: &[],
        },
        value: Evaluation::mean_pair,
    },
    MetricSpec {
        entry: Entry {
            id: "spread",
            name: "spread",
            also_known_as: &[],
            gist: "The root mean square distance of the points from their common centre.",
            formula: r"\sqrt{\tfrac1N \sum_i \lVert z_i - \bar z\rVert^2}",
            citation: FOLKLORE,
            params: &[],
        },
        value: |e| Some(e.spread),
    },
    MetricSpec {
        entry: Entry {
            id: "active_fraction",
            name: "active triplets",
            also_known_as: &[],
            gist: "The share of all triplets of the data set whose negative is not yet the margin farther away than the positive.",
            formula: r"\frac{|\{D_{an} < D_{ap} + m\}|}{|\{(a,p,n)\}|}",
            citation: FOLKLORE,
            params: &[],
        },
        value: Evaluation::active_fraction,
    },
];
