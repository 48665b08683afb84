//! Prediction: both views of each point, with a predictor behind them, against both views without it, of which each row sees the other view of
//! its own point only. Nothing is a negative.

use super::{Comparison, Side, Source};
use crate::learn::compare::{Relation, Relations};
use crate::learn::encoder::Stage;
use crate::learn::spec::{ParamSpec, Scale, prose};
use crate::learn::views::Views;

/// The predictor's width.
pub const PREDICTOR: ParamSpec = ParamSpec {
    id: "predictor",
    name: "predictor",
    symbol: "",
    unit: "units",
    min: 0.0,
    max: 128.0,
    default: 32.0,
    scale: Scale::Integer { from: 0, to: 64, by: 8 },
    follows: None,
    help: prose(
        "How many hidden units the predictor has, a small network behind the encoder that guesses the other view’s embedding. With 0 there is none.",
    ),
};

/// Whether the gradient stops at the targets.
pub const STOP_GRADIENT: ParamSpec = ParamSpec {
    id: "stop_gradient",
    name: "stop-gradient",
    symbol: "",
    unit: "",
    min: 0.0,
    max: 1.0,
    default: 1.0,
    scale: Scale::Choice(&["off", "on"]),
    follows: None,
    help: prose("On: the target counts as given, and only the prediction is moved. Off: the target is moved, too."),
};

/// The predictor of this width, if there is one.
pub fn predictor(dimensions: usize, width: usize) -> Option<Stage> {
    (width > 0).then(|| Stage::predictor(dimensions, width))
}

/// Predictions of the first tower against what this tower makes of the other view.
pub fn compare(batch: &[usize], views: &Views, tower: usize, trained: bool) -> Comparison {
    let (input, n) = (views.both(batch), batch.len());
    let relation = |i: usize, j: usize| if (i + n) % (2 * n) == j { Relation::Positive } else { Relation::Ignored };
    Comparison {
        relating: Relations::from_fn(2 * n, 2 * n, false, relation).into(),
        rows: Side { tower: 0, input: input.clone(), trained: true, staged: true },
        references: vec![Source::Encoded(Side { tower, input, trained, staged: false })],
    }
}
