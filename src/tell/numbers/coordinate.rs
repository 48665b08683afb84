//! The formula of a loss of coordinates with its numbers: the part of the coordinate that adds most to the loss.

use super::{Focus, Numbers, Writer};
use crate::learn::objective::Objective;
use crate::learn::order::sort_by_number;
use crate::learn::step::views;
use crate::session::Session;

/// The numbers; `None` without a point.
pub fn numbers(session: &Session, objective: &dyn Objective) -> Option<Numbers> {
    let trace = session.trace();
    let anchor = *trace.points.first()?;
    let [first, second] = views(&trace.rows);
    let size = first.nrows();
    let mut parts: Vec<_> = (0..size).map(|i| (i, objective.part(&first, &second, i))).collect();
    sort_by_number(&mut parts, |(_, part)| -part.value());
    let (i, part) = parts.into_iter().next()?;
    let writer = Writer { name: |_| None };
    Some(Numbers {
        focus: Focus { anchor, nth: 0 },
        said: format!("Coordinate {} of {size}, whose part is the largest:", i + 1),
        formulas: vec![writer.equation(&part)],
        counted: format!("The loss is the sum of the parts of all {size} coordinates."),
        bars: vec![],
        slider: None,
        gradients: vec![],
        terms: vec![],
    })
}
