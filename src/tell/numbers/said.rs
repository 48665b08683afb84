//! The formula's sentences: the term's parties, and its part in the loss.

use super::party::Party;
use super::{Relation, Scene, Why};
use crate::learn::look::explain::{Cell, Subject, Term};
use crate::learn::loss::LossOutput;
use crate::learn::order::sort_by_number;
use crate::learn::pair_matrix::PairMatrix;
use crate::tell::part::mined;

impl Scene<'_> {
    /// The negatives that terms weigh, strongest first, each once with its pair.
    pub(super) fn negatives(&self, terms: &[Term], slopes: &[(Cell, f64)]) -> Vec<(Party, Cell)> {
        let named = terms.iter().find_map(|term| match term.subject {
            Subject::Triplet(a, _, n) => Some((a, n)),
            Subject::Negative(a, n) => Some((a, n)),
            _ => None,
        });
        let mut strongest = slopes.to_vec();
        strongest.retain(|(cell, _)| self.relation(*cell) == Relation::Negative);
        sort_by_number(&mut strongest, |(_, slope)| -slope.abs());
        let mut found: Vec<(Party, Cell)> = vec![];
        for cell in named.into_iter().chain(strongest.into_iter().map(|(cell, _)| cell)) {
            let Some(party) = self.third(cell) else { continue };
            if !found.iter().any(|(known, _)| *known == party) {
                found.push((party, cell));
            }
        }
        found
    }

    /// The term's parties.
    pub(super) fn said(&self, terms: &[Term], slopes: &[(Cell, f64)]) -> String {
        let negatives = self.negatives(terms, slopes);
        let is_any = self.trace.relations.of(self.anchor, Relation::Negative).next().is_some();
        let negative = match &negatives[..] {
            [] => is_any.then(|| "no negative that counts".to_string()),
            [(one, _)] => Some(format!("negative {}", self.name(*one))),
            all => Some(format!("{} negatives", all.len())),
        };
        let whose = match (terms[0].subject, negative) {
            (Subject::Proxy(p), _) => {
                let proxy = self.name(Party::Reference(p));
                return format!("The term of {proxy}, which all points of the batch share:");
            }
            (Subject::Anchor(_), Some(negative)) => Some(format!("all its positives and {negative}")),
            (Subject::Anchor(_), None) => Some("all its positives".to_string()),
            (_, negative) => negative,
        };
        let more = |before: &str| whose.as_ref().map_or(String::new(), |whose| format!("{before}{whose}"));
        let positive = self.name(self.party(self.positive));
        let who = format!("anchor {}, positive {positive}{}", self.sight.point, more(", "));
        match (self.why, self.account.mined, self.sight.is_supposed()) {
            (Why::First, ..) => format!("First of {} mined: {who}.", mined(self.session.trace())),
            (Why::Spotlit, _, false) => format!("In the spotlight: {who}."),
            (Why::Spotlit, _, true) => format!("In the spotlight, though not in this batch: {who}."),
            (_, true, false) => format!("Its term{}:", more(", with ")),
            (_, true, true) => format!("What its term would be{}:", more(", with ")),
            (_, false, _) => format!("Not mined in this step. It would be{}:", more(", with ")),
        }
    }

    /// The term's part in the loss: "One of 49 terms. The loss is their sum, divided by 49."
    pub(super) fn counted(&self) -> String {
        if !self.account.mined || self.sight.is_supposed() {
            return String::new();
        }
        let (pipeline, trace) = (self.session.pipeline(), self.trace);
        let output = LossOutput {
            sum: 0.0,
            terms: trace.terms,
            active: trace.active,
            weights: PairMatrix::default(),
            to_numbers: vec![],
        };
        let divisor = (pipeline.reduction.divisor)(&output);
        let priced = pipeline.loss.learns().numbers.iter().any(|number| number.price != 0.0);
        let sum = match divisor {
            1 => "The loss is their sum".to_string(),
            n => format!("The loss is their sum, divided by {n}"),
        };
        let price = if priced { ", and a price for what it learns" } else { "" };
        match trace.terms {
            1 => "The only term of the loss.".to_string(),
            terms => format!("One of {terms} terms. {sum}{price}."),
        }
    }
}
