//! Stored embeddings: what the batch is compared with beside itself and beside proxies, as small dots without a class.

use crate::learn::compare::Relation;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::legend::{LegendItem, Mark};

/// The references that were kept from before, and that say something to some row: d×M, or `None` without any.
pub fn embeddings(session: &Session) -> Option<Matrix> {
    let trace = session.trace();
    let speaks = |j: usize| (0..trace.relations.rows()).any(|i| trace.relations.get(i, j) != Relation::Ignored);
    let kept = |j: &usize| matches!(trace.who[*j], Who::Kept(_)) && speaks(*j);
    let stored: Vec<usize> = (0..trace.who.len()).filter(kept).collect();
    (!stored.is_empty()).then(|| trace.references.select_columns(&stored))
}

/// What the dots mean.
pub fn legend(session: &Session) -> Option<LegendItem> {
    embeddings(session).map(|_| LegendItem::new(Mark::Dot, "soft", "kept from earlier batches"))
}

/// How many there are, as a sentence with a space before it; nothing without any.
pub fn describe(session: &Session) -> String {
    embeddings(session).map_or(String::new(), |kept| {
        format!(" It is also compared with {} embeddings kept from earlier batches.", kept.ncols())
    })
}
