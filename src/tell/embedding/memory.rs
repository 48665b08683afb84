//! Stored embeddings, as small dots without a class.

use crate::learn::compare::Relation;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::legend::{LegendItem, Sign};

/// The embeddings of stored references with a relation to some row: d×M; `None` without any.
pub fn embeddings(session: &Session) -> Option<Matrix> {
    let trace = session.trace();
    let speaks = |j: usize| (0..trace.relations.rows()).any(|i| trace.relations.get(i, j) != Relation::Ignored);
    let kept = |j: &usize| matches!(trace.who[*j], Who::Kept(_)) && speaks(*j);
    let stored: Vec<usize> = (0..trace.who.len()).filter(kept).collect();
    (!stored.is_empty()).then(|| trace.references.select_columns(&stored))
}

/// The legend of the dots.
pub fn legend(session: &Session) -> Option<LegendItem> {
    embeddings(session).map(|_| LegendItem::new(Sign::Dot, "soft", "kept from earlier batches"))
}

/// Their number, as a sentence that begins with a space; empty without any.
pub fn describe(session: &Session) -> String {
    embeddings(session).map_or(String::new(), |kept| {
        format!(" It is also compared with {} embeddings kept from earlier batches.", kept.ncols())
    })
}
