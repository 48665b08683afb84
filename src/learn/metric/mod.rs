//! Metrics: the quality of a whole embedding, measured with true labels and the loss's own distance.
//!
//! If points are held out, a metric is measured on the training points unless it states otherwise.

use super::spec::{Citation, Entry, FOLKLORE, Prose, has_entry, prose};

mod effective_rank;
mod evaluation;
mod hubness;
mod hypersphere;
mod linear_probe;
mod other_labels;
mod percentiles;
mod ranks;
mod triplets;
mod verification;

pub use effective_rank::effective_rank;
pub use evaluation::{Evaluation, draw};
pub use hypersphere::{alignment_and_uniformity, best_uniformity, of_views};
pub use linear_probe::linear_probe;
pub use percentiles::{SHOWN as PERCENTILES, percentiles};
pub use ranks::Ranks;
pub use triplets::TripletCounts;
pub use verification::{Rates, Verification};

/// An entry of [`LIST`]. Ids are the column names of `examples/train.rs`.
pub struct MetricSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// The points on which it is measured.
    pub on: On,
    /// Whether it is shown in per cent.
    pub share: bool,
    /// The figure; `None`, if it is undefined (one point, one class).
    pub value: fn(&Evaluation) -> Option<f64>,
}
has_entry!(MetricSpec);

/// The points on which a metric is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The training points.
    Training,
    /// The training points, where it has a meaning for them.
    Special,
    /// The held-out points; without any there is no figure.
    HeldOut,
    /// The held-out points, if any; else all.
    Verified,
}

const REALITY_CHECK: Prose<Citation> = prose(Citation {
    text: "Musgrave, Belongie & Lim 2020, A Metric Learning Reality Check",
    link: "https://arxiv.org/abs/2003.08505",
});

/// The fewest dimensions in which figures of shape are given: of two a picture shows everything.
const FEWEST: usize = 3;

/// The share of wrongly accepted pairs that a strict threshold allows.
pub const STRICT: f64 = 0.01;

/// All metrics, in the order of the figures.
pub static LIST: &[MetricSpec] = &[
    MetricSpec {
        entry: Entry {
            id: "recall_at_1",
            name: "recall@1",
            also_known_as: prose(&[]),
            gist: prose(
                "The share of points whose nearest other point has their class. It does not depend on scale: it may stay high while everything collapses.",
            ),
            formula: prose(""),
            citation: REALITY_CHECK,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: |e| e.ranks().recall_at_1,
    },
    MetricSpec {
        entry: Entry {
            id: "map_at_r",
            name: "MAP@R",
            also_known_as: prose(&[]),
            gist: prose(
                "The share of right ones among a point's R nearest, weighted so that the nearest count most; R is the number of others in its class.",
            ),
            formula: prose(r"\frac{1}{R}\sum_{i=1}^{R} \mathrm{precision}@i \cdot \mathrm{rel}(i)"),
            citation: REALITY_CHECK,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: |e| e.ranks().map_at_r,
    },
    MetricSpec {
        entry: Entry {
            id: "mean_positive_distance",
            name: "same class",
            also_known_as: prose(&[]),
            gist: prose("The mean distance between two points of one class."),
            formula: prose(r"\overline{D_{ap}}"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: |e| evaluation::mean(e.positive()),
    },
    MetricSpec {
        entry: Entry {
            id: "mean_negative_distance",
            name: "other class",
            also_known_as: prose(&[]),
            gist: prose("The mean distance between two points of different classes."),
            formula: prose(r"\overline{D_{an}}"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: |e| evaluation::mean(e.negative()),
    },
    MetricSpec {
        entry: Entry {
            id: "mean_pair_distance",
            name: "mean distance",
            also_known_as: prose(&[]),
            gist: prose(
                "The mean distance over all pairs. When it is next to nothing compared with the margin, the embedding has collapsed.",
            ),
            formula: prose(r"\overline{D}"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: Evaluation::mean_pair,
    },
    MetricSpec {
        entry: Entry {
            id: "spread",
            name: "spread",
            also_known_as: prose(&[]),
            gist: prose("The root mean square distance of the points from their common centre."),
            formula: prose(r"\sqrt{\tfrac1N \sum_i \lVert z_i - \bar z\rVert^2}"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Training,
        share: false,
        value: |e| Some(e.spread),
    },
    MetricSpec {
        entry: Entry {
            id: "active_fraction",
            name: "active of all triplets",
            also_known_as: prose(&[]),
            gist: prose(
                "The share of all triplets of the data set whose negative is not yet the margin farther away than the positive.",
            ),
            formula: prose(r"\frac{|\{D_{an} < D_{ap} + m\}|}{|\{(a,p,n)\}|}"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Training,
        share: true,
        value: Evaluation::active_fraction,
    },
    effective_rank::SPEC,
    hubness::SPEC,
    other_labels::GIVEN,
    other_labels::SUBCLASSES,
    other_labels::RAREST,
    MetricSpec {
        entry: Entry {
            id: "held_out_recall_at_1",
            name: "recall@1, held out",
            also_known_as: prose(&[]),
            gist: prose(
                "recall@1 among the held-out points alone: both the query and the points searched were never trained on.",
            ),
            formula: prose(""),
            citation: REALITY_CHECK,
            params: &[],
        },
        on: On::HeldOut,
        share: false,
        value: |e| e.held_out.as_ref()?.ranks().recall_at_1,
    },
    MetricSpec {
        entry: Entry {
            id: "held_out_map_at_r",
            name: "MAP@R, held out",
            also_known_as: prose(&[]),
            gist: prose(
                "MAP@R among the held-out points alone. If it is far below that of the training points, the map was learned by heart.",
            ),
            formula: prose(""),
            citation: REALITY_CHECK,
            params: &[],
        },
        on: On::HeldOut,
        share: false,
        value: |e| e.held_out.as_ref()?.ranks().map_at_r,
    },
    MetricSpec {
        entry: Entry {
            id: "auc",
            name: "AUC",
            also_known_as: prose(&["area under the ROC curve"]),
            gist: prose(
                "How often a pair of one class is nearer than a pair of two classes (a tie counts one half): 1 is perfect, 0.5 is chance.",
            ),
            formula: prose(r"\Pr(D_{same} < D_{diff}) + \tfrac12 \Pr(D_{same} = D_{diff})"),
            citation: prose(Citation {
                text: "Hanley & McNeil 1982, The Meaning and Use of the Area under a Receiver Operating Characteristic (ROC) Curve",
                link: "https://doi.org/10.1148/radiology.143.1.7063747",
            }),
            params: &[],
        },
        on: On::Verified,
        share: false,
        value: |e| Some(e.verification()?.auc()),
    },
    MetricSpec {
        entry: Entry {
            id: "eer",
            name: "EER",
            also_known_as: prose(&["equal error rate"]),
            gist: prose(
                "The error rate at the threshold at which the share of pairs wrongly accepted equals that of pairs wrongly refused: 0 is perfect, 0.5 is chance. It does not depend on scale.",
            ),
            formula: prose(r"\mathrm{FAR}(t) = 1 - \mathrm{TAR}(t)"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Verified,
        share: true,
        value: |e| Some(e.verification()?.eer()),
    },
    MetricSpec {
        entry: Entry {
            id: "tar_at_far",
            name: "TAR@FAR 1 %",
            also_known_as: prose(&["VAL@FAR"]),
            gist: prose(
                "The share of pairs of one class that are accepted if at most one in a hundred pairs of two classes may be. Not shown with fewer than 100 of the latter.",
            ),
            formula: prose(r"\mathrm{TAR}(\max\{t : \mathrm{FAR}(t) \le 0.01\})"),
            citation: prose(Citation {
                text: "Schroff, Kalenichenko & Philbin 2015, FaceNet: A Unified Embedding for Face Recognition and Clustering",
                link: "https://arxiv.org/abs/1503.03832",
            }),
            params: &[],
        },
        on: On::Verified,
        share: true,
        value: |e| e.verification()?.tar_at_far(STRICT),
    },
    MetricSpec {
        entry: Entry {
            id: "eer_threshold",
            name: "threshold",
            also_known_as: prose(&[]),
            gist: prose(
                "The distance at which pairs are wrongly accepted as often as they are wrongly refused. If it moves, a threshold chosen earlier is wrong.",
            ),
            formula: prose(r"t : \mathrm{FAR}(t) = 1 - \mathrm{TAR}(t)"),
            citation: FOLKLORE,
            params: &[],
        },
        on: On::Verified,
        share: false,
        value: |e| Some(e.verification()?.balanced().threshold),
    },
];
