//! What the charts of pair distances have in common: their axis, and what is said where the pairs are not all.

use crate::learn::loss::Reach;
use crate::learn::metric::Evaluation;
use crate::session::Session;
use crate::tell::axis::{Axis, RANGES, round_up};
use crate::tell::legend::{LegendItem, Sign};

/// The reach of the push.
pub fn reach(session: &Session) -> Reach {
    session.pipeline().reach(session.state().learned.numbers())
}

/// What a legend says where the pairs are not all.
pub fn drawn_note(evaluation: &Evaluation) -> Option<LegendItem> {
    evaluation
        .drawn()
        .map(|count| LegendItem::new(Sign::Note, "soft", format!("pairs of {count} points drawn at random")))
}

/// The same as a sentence that begins with a space; empty, if all pairs are there.
pub fn drawn_sentence(evaluation: &Evaluation) -> String {
    evaluation.drawn().map_or(String::new(), |count| {
        format!(" The pairs are those of {count} points drawn at random, each with all others.")
    })
}

/// The least and the greatest value; (0, 0) for an empty list.
pub fn ends(values: &[f64]) -> (f64, f64) {
    let ends = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    if ends.0 <= ends.1 { ends } else { (0.0, 0.0) }
}

/// The axis of distances. On the unit circle it ends at the diameter. In the plane it holds every pair and is at least as long as the first
/// mean distance or one and a half margins, so that a collapse is a heap at 0 and not another scale. Only dot products give negative
/// distances.
pub fn axis(session: &Session, evaluation: &Evaluation, most: usize) -> Axis {
    let pipeline = session.pipeline();
    if pipeline.head.unit {
        return Axis::linear(0.0, pipeline.affinity.diameter, most);
    }
    let ((low_p, high_p), (low_n, high_n)) = (ends(evaluation.positive()), ends(evaluation.negative()));
    let asked = match reach(session) {
        Reach::Beyond(m) | Reach::Fixed { limit: m, .. } | Reach::Soft { far: m, .. } => 1.5 * m,
        Reach::Endless | Reach::Nowhere => 0.0,
    };
    let first = session.history()[0].mean_pair.unwrap_or(0.0);
    let low = low_p.min(low_n);
    let low = if low < 0.0 { -round_up(-low, RANGES) } else { 0.0 };
    Axis::linear(low, round_up(high_p.max(high_n).max(asked).max(first), RANGES), most)
}
