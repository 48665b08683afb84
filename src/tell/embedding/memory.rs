//! References without a mark of their own: embeddings kept from earlier steps, as small dots without a class, the older the paler, and the words
//! of the batch, as small stars.

use crate::learn::compare::Relation;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::legend::{Fill, LegendItem, Sign};
use crate::tell::shape::STAR;

/// The strength of the oldest.
const PALEST: f64 = 0.25;

/// Kept embeddings.
pub struct Kept {
    /// The embeddings: d×M.
    pub embeddings: Matrix,
    /// How strongly each is drawn, from 0 to 1.
    pub strengths: Vec<f64>,
    /// Whether their ages are known.
    aged: bool,
}

/// The kept references with a relation to some row; `None` without any.
pub fn kept(session: &Session) -> Option<Kept> {
    let trace = session.trace();
    let speaks = |j: usize| (0..trace.relations.rows()).any(|i| trace.relations.get(i, j) != Relation::Ignored);
    let age = |(j, who): (usize, &Who)| if let Who::Kept(kept) = who { Some((j, kept.age)) } else { None };
    let (columns, ages): (Vec<usize>, Vec<Option<u64>>) =
        trace.who.iter().enumerate().filter_map(age).filter(|(j, _)| speaks(*j)).unzip();
    let oldest = ages.iter().flatten().max().copied().unwrap_or(1).max(2) - 1;
    let paled = |age: &Option<u64>| age.map_or(0.0, |age| age.saturating_sub(1) as f64 / oldest as f64);
    (!columns.is_empty()).then(|| Kept {
        embeddings: trace.references.select_columns(&columns),
        strengths: ages.iter().map(|age| 1.0 - (1.0 - PALEST) * paled(age)).collect(),
        aged: ages.iter().any(Option::is_some),
    })
}

/// The words of the batch, each with its class, and their embeddings (d×M); `None`, if points are compared with no words.
pub fn words(session: &Session) -> Option<(Vec<usize>, Matrix)> {
    let (pipeline, trace) = (session.pipeline(), session.trace());
    let class = |(j, who): (usize, &Who)| Some((pipeline.dataset.given[who.point()?], j));
    let (classes, columns): (Vec<usize>, Vec<usize>) = trace.who.iter().enumerate().filter_map(class).unzip();
    pipeline.reads_words().then(|| (classes, trace.references.select_columns(&columns)))
}

/// The legend of dots and small stars.
pub fn legend(session: &Session) -> Vec<LegendItem> {
    let dots = kept(session).map(|kept| {
        let older = if kept.aged { ", the older the paler" } else { "" };
        LegendItem::new(Sign::Dot, "soft", format!("kept from earlier batches{older}"))
    });
    let stars = words(session)
        .map(|_| LegendItem::new(Sign::Point(&STAR, Fill::Faint), "soft", "word of a point in the batch"));
    dots.into_iter().chain(stars).collect()
}

/// Their numbers, as sentences that begin with a space; empty without any.
pub fn describe(session: &Session) -> String {
    let dots = kept(session).map(|kept| {
        format!(" It is also compared with {} embeddings kept from earlier batches.", kept.embeddings.ncols())
    });
    let stars = words(session).map(|(classes, _)| format!(" Its points are compared with {} words.", classes.len()));
    dots.into_iter().chain(stars).collect()
}
