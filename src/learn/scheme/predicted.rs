//! Prediction: both views of each point, with a predictor behind them, against both views without it, of which each row sees the other view of
//! its own point only. Nothing is a negative.

use super::{Comparison, Network, Side, Source, Tower};
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
pub const STOP_GRADIENT: ParamSpec = ParamSpec::switch(
    "stop_gradient",
    "stop-gradient",
    prose("On: the target counts as given, and only the prediction is moved. Off: the target is moved, too."),
);

/// The encoder, and a predictor of this width, unless that is 0.
pub fn predicting(dimensions: usize, width: usize) -> impl Iterator<Item = Tower> {
    let network = (width > 0).then(|| Network::Stage(Stage::predictor(dimensions, width)));
    let predictor = network.map(|network| Tower { name: "predictor", network, copies: None });
    [Tower::encoder()].into_iter().chain(predictor)
}

/// Predictions, if there is a predictor of some width, against what a tower, trained or not, makes of the other view.
pub fn compare(batch: &[usize], views: &Views, width: usize, (tower, trained): (usize, bool)) -> Comparison {
    let (input, n) = (views.both(batch), batch.len());
    let relation = |i: usize, j: usize| if (i + n) % (2 * n) == j { Relation::Positive } else { Relation::Ignored };
    Comparison {
        relating: Relations::from_fn(2 * n, 2 * n, false, relation).into(),
        rows: Side { tower: 0, stage: (width > 0).then_some(1), input: input.clone(), trained: true },
        references: vec![Source::Encoded(Side { tower, stage: None, input, trained })],
        taught: None,
    }
}
