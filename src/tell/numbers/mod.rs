//! The formula with its numbers: one term of the loss at this step, its softmax, and its gradients.
//!
//! The term is that of the chosen anchor and positive; without them, that of the spotlit ones, if a tuple is mined for them, else that of the
//! first mined tuple. If the loss has a term per negative, it
//! is that of the negative pointed at, else the greatest.

mod coordinate;
mod party;
mod said;
mod slider;

pub use party::{Party, lit};
pub use slider::ParamSlider;

use super::mathml::{Node, Writer};
use crate::learn::compare::Relation;
use crate::learn::look::account::{Account, gradients, slopes};
use crate::learn::look::explain::{Cell, Subject, Term};
use crate::learn::look::sight::Sight;
use crate::learn::order::sort_by_number;
use crate::learn::step::Trace;
use crate::learn::words::short;
use crate::session::Session;
use crate::tell::Options;
use crate::tell::embedding::spotlight;
use crate::tell::spot::Focus;
use std::rc::Rc;

/// The greatest number of bars for the weights of a softmax.
const BARS: usize = 8;

/// What is shown.
pub struct Numbers {
    /// The anchor whose term it is, and its positive where that is not the first mined.
    pub focus: Focus,
    /// The tuple, in words.
    pub said: String,
    /// The formulas: in symbols, with numbers, and the value.
    pub formulas: Vec<[Vec<Node>; 3]>,
    /// The term's part in the loss; empty, if it is not a term of this step.
    pub counted: String,
    /// Bars of a softmax, longest first; empty without a softmax.
    pub bars: Vec<Bar>,
    /// The slider that sharpens the softmax.
    pub slider: Option<ParamSlider>,
    /// The term's effect on the embeddings.
    pub gradients: Vec<Gradient>,
    /// The terms shown, for tests.
    pub terms: Vec<Term>,
}

/// A bar with its name.
pub struct Bar {
    /// What it is of.
    pub name: String,
    /// Its number.
    pub text: String,
    /// Its length, from 0 to 1.
    pub length: f64,
    /// The pair, as text.
    pub pair: Option<String>,
    /// The colour's name in the palette.
    pub color: &'static str,
}

/// ∂ℓ/∂z of a party of a term.
pub struct Gradient {
    /// Who it is.
    pub party: Party,
    /// Its name.
    pub name: String,
    /// The gradient as text.
    pub text: String,
    /// The gradient; empty where none gets there.
    pub vector: Vec<f64>,
    /// The pair that it belongs to, as text.
    pub pair: Option<String>,
}

/// An anchor and a positive with their numbers.
struct Scene<'a> {
    session: &'a Session,
    sight: Rc<Sight>,
    trace: &'a Trace,
    /// A row.
    anchor: usize,
    /// A reference.
    positive: usize,
    focus: Focus,
    /// Why they are looked at.
    why: Why,
    account: Account,
}

/// Why an anchor and a positive are looked at.
#[derive(Clone, Copy, PartialEq)]
enum Why {
    Chosen,
    Spotlit,
    First,
}

/// The formula with its numbers; `None`, if there are no numbers.
pub fn numbers(session: &Session, options: &Options) -> Option<Numbers> {
    if let Some(objective) = session.pipeline().loss.objective() {
        return coordinate::numbers(session, objective);
    }
    if let Some(focus) = options.focus {
        return look(session, options, focus, None, Why::Chosen);
    }
    let spotlit =
        spotlight::focus(session, options).and_then(|focus| look(session, options, focus, None, Why::Spotlit));
    spotlit.or_else(|| {
        let trace = session.trace();
        let (anchor, positive, _) = trace.tuples.iter().next()?;
        let focus = Focus { anchor: trace.points[anchor], nth: 0 };
        look(session, options, focus, Some((anchor, positive)), Why::First)
    })
}

/// The numbers of an anchor, and of its chosen positive or of another pair; of a spotlit one only where something is mined for it.
fn look(session: &Session, options: &Options, focus: Focus, pair: Option<(usize, usize)>, why: Why) -> Option<Numbers> {
    let sight = session.sight(focus.anchor, focus.nth)?;
    let trace = sight.trace(session.trace());
    let chosen = || sight.lens.as_ref().map(|lens| (lens.anchor, lens.positive));
    let (anchor, positive) = pair.or_else(chosen)?;
    let account = Account::of(session.pipeline(), trace, session.state().learned.numbers(), anchor, positive);
    let shown = why != Why::Spotlit || account.mined;
    let scene = Scene { session, trace, sight: sight.clone(), anchor, positive, focus, why, account };
    scene.numbers(options).filter(|_| shown)
}

impl Scene<'_> {
    fn numbers(&self, options: &Options) -> Option<Numbers> {
        let terms = self.chosen(options);
        let slopes = slopes(&terms);
        let all: Vec<Vec<(Cell, f64)>> = terms.iter().flat_map(|term| term.expr.shares()).collect();
        // Of several, the one that distinguishes negatives.
        let pushes =
            |shares: &&Vec<(Cell, f64)>| shares.iter().any(|(cell, _)| self.relation(*cell) == Relation::Negative);
        let shares = all.iter().find(pushes).or(all.first());
        let writer = Writer { name: |cell| self.pair(cell) };
        (!terms.is_empty()).then(|| Numbers {
            focus: self.focus,
            said: self.said(&terms, &slopes),
            counted: self.counted(),
            formulas: terms.iter().map(|term| writer.equation(&term.expr)).collect(),
            bars: shares.map_or(vec![], |shares| self.bars(shares)),
            slider: shares.and_then(|_| ParamSlider::of(self.session, &terms)),
            gradients: self.gradients(&terms, &slopes),
            terms,
        })
    }

    /// The term of the positive and, if that contains no negative, one that does.
    fn chosen(&self, options: &Options) -> Vec<Term> {
        let lit = lit(self.session, options);
        let value = |term: &Term| term.expr.value();
        let pointed = |term: &&Term| match term.subject {
            Subject::Triplet(a, _, n) | Subject::Negative(a, n) => {
                self.pair((a, n)).is_some_and(|pair| lit.contains(&pair))
            }
            _ => false,
        };
        let best = |wanted: fn(&Subject) -> bool| {
            let all = || self.account.terms.iter().filter(move |term| wanted(&term.subject));
            let greater = |x: &&Term, y: &&Term| value(x).total_cmp(&value(y)).then(std::cmp::Ordering::Greater);
            all().find(pointed).or_else(|| all().max_by(greater)).cloned()
        };
        let first = best(|subject| !matches!(subject, Subject::Negative(..)));
        first.into_iter().chain(best(|subject| matches!(subject, Subject::Negative(..)))).collect()
    }

    fn relation(&self, (row, column): Cell) -> Relation {
        self.trace.relations.get(row, column)
    }

    fn bars(&self, shares: &[(Cell, f64)]) -> Vec<Bar> {
        let mut shares = shares.to_vec();
        sort_by_number(&mut shares, |(_, share)| -share);
        // The positive comes first, however small its weight.
        sort_by_number(&mut shares, |(cell, _)| if *cell == (self.anchor, self.positive) { 0.0 } else { 1.0 });
        let bar = |(cell, share): &(Cell, f64)| {
            let positive = self.relation(*cell) == Relation::Positive;
            Bar {
                name: format!("{}{}", if positive { "positive " } else { "" }, self.name_of(*cell)),
                text: short(*share),
                length: share.clamp(0.0, 1.0),
                pair: self.pair(*cell),
                color: if positive { "pull" } else { "push" },
            }
        };
        let mut bars: Vec<Bar> = shares.iter().take(BARS).map(bar).collect();
        if shares.len() > BARS {
            let rest: f64 = shares.iter().skip(BARS).map(|(_, share)| share).sum();
            let name = format!("{} others", shares.len() - BARS);
            bars.push(Bar { name, text: short(rest), length: rest.clamp(0.0, 1.0), pair: None, color: "soft" });
        }
        bars
    }

    /// ∂ℓ/∂z of the anchor, of the positive and of the most important negative.
    fn gradients(&self, terms: &[Term], slopes: &[(Cell, f64)]) -> Vec<Gradient> {
        let gradients = gradients(self.session.pipeline(), self.trace, slopes);
        let gradient = |name: &str, party: Party, pair: Option<String>| {
            let stops = matches!(party, Party::Reference(column) if !self.trace.reached[column]);
            let vector = if stops { vec![] } else { party.column(&gradients) };
            let numbers: Vec<String> = vector.iter().map(|x| short(*x)).collect();
            let text = if stops { "stopped".to_string() } else { format!("({})", numbers.join(", ")) };
            let name = match name {
                "anchor" => format!("{name} {}", self.sight.point),
                name => format!("{name} {}", self.name(party)),
            };
            Gradient { party, name, text, vector, pair }
        };
        let positive = self.party(self.positive);
        let own = self.pair((self.anchor, self.positive));
        let negative = self.negatives(terms, slopes).into_iter().next();
        let negative = negative.map(|(party, cell)| gradient("negative", party, self.pair(cell)));
        let pair = [gradient("anchor", Party::Row(self.anchor), None), gradient("positive", positive, own)];
        pair.into_iter().chain(negative).collect()
    }
}
