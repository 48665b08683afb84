//! The parties of a term: names, and pairs as texts such as "12-40" (two points) and "12~2" (a point and a class's proxy).

use super::Scene;
use crate::learn::affinity::point;
use crate::learn::look::explain::Cell;
use crate::learn::num::Matrix;
use crate::learn::scheme::Who;
use crate::session::Session;
use crate::tell::embedding::words::word_of;
use crate::tell::{Options, Spot};

/// A row of the batch, or a reference that is not a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// A row.
    Row(usize),
    /// A reference.
    Reference(usize),
}

impl Party {
    /// Its column of the gradients of rows and references.
    pub(super) fn column(self, [rows, references]: &[Matrix; 2]) -> Vec<f64> {
        match self {
            Self::Row(row) => point(rows, row).to_vec(),
            Self::Reference(column) => point(references, column).to_vec(),
        }
    }
}

/// The text forms of the pair pointed at, in both orders: of two points, or of the chosen anchor and what is pointed at.
pub fn lit(session: &Session, options: &Options) -> Vec<String> {
    let both = |i, j| vec![Spot::Pair(i, j).text(), Spot::Pair(j, i).text()];
    match (options.hover, options.focus) {
        (Some(Spot::Pair(i, j)), _) => both(i, j),
        (Some(spot @ Spot::Proxy(..)), _) => vec![spot.text()],
        (Some(Spot::Point(i)), Some(focus)) if i != focus.anchor => {
            let class = session.pipeline().dataset.given.get(focus.anchor);
            // A term with proxies compares points with that of the anchor's class.
            both(focus.anchor, i).into_iter().chain(class.map(|class| Spot::Proxy(i, *class).text())).collect()
        }
        _ => vec![],
    }
}

impl Scene<'_> {
    /// The party of a reference.
    pub(super) fn party(&self, column: usize) -> Party {
        self.trace.who[column].row().map_or(Party::Reference(column), Party::Row)
    }

    /// The name of a party.
    pub(super) fn name(&self, party: Party) -> String {
        match party {
            Party::Row(row) if row == self.anchor => self.trace.points[row].to_string(),
            Party::Row(row) => self.named(self.trace.points[row]),
            Party::Reference(column) => match self.trace.who[column] {
                Who::Point { point, .. } if self.session.pipeline().reads_words() => word_of(point),
                Who::Point { point, .. } => self.named(point),
                Who::Class(class) => format!("proxy {}", self.session.pipeline().dataset.class_names[class]),
                Who::Kept(_) => "stored".to_string(),
                Who::Prototype(k) => format!("prototype {}", k + 1),
            },
        }
    }

    /// A point that is not the anchor's row; the anchor's own point is another view of it.
    fn named(&self, point: usize) -> String {
        let again = self.trace.points[self.anchor] == point;
        if again { format!("{point}, another view") } else { point.to_string() }
    }

    /// A pair as text, if both can be pointed at.
    pub(super) fn pair(&self, (row, column): Cell) -> Option<String> {
        let row = self.trace.points[row];
        match self.trace.who[column] {
            Who::Point { point, .. } => Some(Spot::Pair(row, point).text()),
            Who::Class(class) => Some(Spot::Proxy(row, class).text()),
            Who::Kept(_) | Who::Prototype(_) => None,
        }
    }

    /// The party of a pair that is not the anchor; `None`, if neither is the anchor.
    fn other(&self, (row, column): Cell) -> Option<Party> {
        let anchor = Party::Row(self.anchor);
        match (Party::Row(row), self.party(column)) {
            (row, party) if row == anchor => Some(party),
            (row, party) if party == anchor => Some(row),
            _ => None,
        }
    }

    /// The party of a pair that is neither the anchor nor the positive; `None`, if there are two or none.
    pub(super) fn third(&self, cell: Cell) -> Option<Party> {
        let positive = self.party(self.positive);
        self.other(cell).or_else(|| match (Party::Row(cell.0), self.party(cell.1)) {
            (row, party) if row == positive => Some(party),
            (row, party) if party == positive => Some(row),
            _ => None,
        })
    }

    /// The name of a pair, without the anchor or the positive.
    pub(super) fn name_of(&self, cell: Cell) -> String {
        match self.third(cell) {
            Some(party) => self.name(party),
            None => format!("{}, {}", self.name(Party::Row(cell.0)), self.name(self.party(cell.1))),
        }
    }
}
