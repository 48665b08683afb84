//! MAP@R by other labels than the true ones, and of some queries only: what the mean over all points by true classes hides.

use super::{Evaluation, MetricSpec, On, REALITY_CHECK};
use crate::learn::spec::{Entry, prose};

/// By the labels that training uses.
pub const GIVEN: MetricSpec = MetricSpec {
    entry: Entry {
        id: "given_map_at_r",
        name: "MAP@R, given",
        also_known_as: prose(&[]),
        gist: prose(
            "MAP@R by the labels that training was given, right or wrong. If it rises while MAP@R by the true labels falls, errors are being learned by heart.",
        ),
        formula: prose(""),
        citation: REALITY_CHECK,
        params: &[],
    },
    on: On::Special,
    share: false,
    value: Evaluation::given_map_at_r,
};

/// By the parts of classes.
pub const SUBCLASSES: MetricSpec = MetricSpec {
    entry: Entry {
        id: "subclass_map_at_r",
        name: "MAP@R, subclass",
        also_known_as: prose(&[]),
        gist: prose("MAP@R by the parts of which each class consists. Training is not told about them."),
        formula: prose(""),
        citation: REALITY_CHECK,
        params: &[],
    },
    on: On::Special,
    share: false,
    value: Evaluation::subclass_map_at_r,
};

/// Of the smallest class, or classes.
pub const RAREST: MetricSpec = MetricSpec {
    entry: Entry {
        id: "rarest_map_at_r",
        name: "MAP@R, rarest",
        also_known_as: prose(&[]),
        gist: prose("MAP@R of the points of the smallest class alone. In the mean over all points they hardly count."),
        formula: prose(""),
        citation: REALITY_CHECK,
        params: &[],
    },
    on: On::Special,
    share: false,
    value: Evaluation::rarest_map_at_r,
};
