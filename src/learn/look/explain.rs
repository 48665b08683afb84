//! Explanations: one term of a loss as an expression over this step's numbers, which can be shown, evaluated and differentiated.
//!
//! A leaf is a number with its symbol, and with its pair if it is an affinity. So the value of an expression is that of the term, and its
//! slopes are the term's share of the pair weights W. Tests compare both with the loss itself.

use crate::learn::num::{cos, exp, ln, log_sum_exp, sin};
use crate::learn::pair_matrix::PairMatrix;

/// A pair of a row and a reference.
pub type Cell = (usize, usize);

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number without a symbol.
    Plain(f64),
    /// A number with a symbol: a letter and its index, such as D and ap.
    Named {
        /// The letter.
        letter: &'static str,
        /// The index; can be empty.
        of: &'static str,
        /// The number.
        value: f64,
        /// The pair whose affinity it comes from.
        cell: Option<Cell>,
        /// Its slope in that affinity: 1, if it is the affinity itself.
        slope: f64,
    },
    /// A sum.
    Sum(Vec<Expr>),
    /// The negative.
    Minus(Box<Expr>),
    /// A product.
    Product(Vec<Expr>),
    /// A quotient.
    Over(Box<Expr>, Box<Expr>),
    /// max(0, x).
    Positive(Box<Expr>),
    /// x².
    Square(Box<Expr>),
    /// ln x, for an x without slopes.
    Log(Box<Expr>),
    /// cos x.
    Cos(Box<Expr>),
    /// ln Σ eˣ. A plain 0 among the exponents is the 1 of "1 + Σ".
    LogSum(Vec<Member>),
}

/// An exponent of [`Expr::LogSum`].
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The exponent.
    pub exponent: Expr,
    /// The pair that it belongs to.
    pub cell: Option<Cell>,
}

/// The subject of a term. Rows are anchors, columns are references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An anchor with everything mined for it.
    Anchor(usize),
    /// An anchor and a positive, with the tuple's negatives.
    Tuple(usize, usize),
    /// An anchor, a positive and one negative.
    Triplet(usize, usize, usize),
    /// A positive pair; within a batch either can be the anchor.
    Positive(usize, usize),
    /// A negative pair, likewise.
    Negative(usize, usize),
    /// A proxy with all rows.
    Proxy(usize),
}

/// Which terms to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// All terms of the loss.
    All,
    /// Terms of an anchor and one of its positives, and terms without a positive.
    About {
        /// The anchor: a row.
        anchor: usize,
        /// The positive: a reference.
        positive: usize,
        /// Whether the references are the rows.
        within: bool,
    },
}

impl Asked {
    /// Whether a term is to be made.
    pub fn takes(self, subject: Subject) -> bool {
        let Self::About { anchor, positive, within } = self else { return true };
        match subject {
            Subject::Anchor(a) => a == anchor,
            Subject::Tuple(a, p) | Subject::Triplet(a, p, _) => (a, p) == (anchor, positive),
            Subject::Positive(a, p) => (a, p) == (anchor, positive) || (within && (p, a) == (anchor, positive)),
            Subject::Negative(a, n) => a == anchor || (within && n == anchor),
            Subject::Proxy(p) => p == positive,
        }
    }
}

/// One term of a loss.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Its subject.
    pub subject: Subject,
    /// Its expression.
    pub expr: Expr,
}

/// The affinity of a pair, as the loss reads it.
pub fn pair(letter: &'static str, of: &'static str, affinities: &PairMatrix, cell: Cell) -> Expr {
    Expr::Named { letter, of, value: affinities[cell], cell: Some(cell), slope: 1.0 }
}

/// A parameter.
pub fn number(letter: &'static str, value: f64) -> Expr {
    constant(letter, "", value)
}

/// A number that counts as a constant, with its index.
pub fn constant(letter: &'static str, of: &'static str, value: f64) -> Expr {
    Expr::Named { letter, of, value, cell: None, slope: 0.0 }
}

/// ln(1 + Σ eˣ) of exponents with their pairs; the 1 can belong to a pair, too.
pub fn log_one_plus(one: Option<Cell>, others: impl IntoIterator<Item = (Cell, Expr)>) -> Expr {
    let first = Member { exponent: Expr::Plain(0.0), cell: one };
    Expr::LogSum(std::iter::once(first).chain(members(others)).collect())
}

/// ln(1 + product) of two sums of exponentials, given by their logarithms.
pub fn log_one_plus_product(x: Expr, y: Expr) -> Expr {
    let alone = |exponent| Member { exponent, cell: None };
    Expr::LogSum(vec![alone(Expr::Plain(0.0)), alone(x.plus(y))])
}

/// ln Σ eˣ of exponents with their pairs.
pub fn log_sum(members_of: impl IntoIterator<Item = (Cell, Expr)>) -> Expr {
    Expr::LogSum(members(members_of).collect())
}

fn members(of: impl IntoIterator<Item = (Cell, Expr)>) -> impl Iterator<Item = Member> {
    of.into_iter().map(|(cell, exponent)| Member { exponent, cell: Some(cell) })
}

impl Expr {
    /// The difference.
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self::Minus(Box::new(other)))
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        match self {
            Self::Sum(mut parts) => {
                parts.push(other);
                Self::Sum(parts)
            }
            one => Self::Sum(vec![one, other]),
        }
    }

    /// The product.
    pub fn times(self, other: Self) -> Self {
        Self::Product(vec![self, other])
    }

    /// The quotient.
    pub fn over(self, other: Self) -> Self {
        Self::Over(Box::new(self), Box::new(other))
    }

    /// max(0, x).
    pub fn positive(self) -> Self {
        Self::Positive(Box::new(self))
    }

    /// The square.
    pub fn squared(self) -> Self {
        Self::Square(Box::new(self))
    }

    /// The value.
    pub fn value(&self) -> f64 {
        match self {
            Self::Plain(value) | Self::Named { value, .. } => *value,
            Self::Sum(parts) => parts.iter().map(Self::value).sum(),
            Self::Minus(x) => -x.value(),
            Self::Product(factors) => factors.iter().map(Self::value).product(),
            Self::Over(x, y) => x.value() / y.value(),
            Self::Positive(x) => x.value().max(0.0),
            Self::Square(x) => x.value() * x.value(),
            Self::Log(x) => ln(x.value()),
            Self::Cos(x) => cos(x.value()),
            Self::LogSum(members) => log_sum_exp(members.iter().map(|m| m.exponent.value())),
        }
    }

    /// The slopes with respect to pairs, one for each occurrence of a pair.
    pub fn slopes(&self) -> Vec<(Cell, f64)> {
        let mut slopes = vec![];
        self.pull(1.0, &mut slopes);
        slopes
    }

    fn pull(&self, slope: f64, into: &mut Vec<(Cell, f64)>) {
        match self {
            Self::Plain(_) | Self::Log(_) => {}
            Self::Named { cell, slope: own, .. } => into.extend(cell.map(|cell| (cell, slope * own))),
            Self::Sum(parts) => parts.iter().for_each(|part| part.pull(slope, into)),
            Self::Minus(x) => x.pull(-slope, into),
            Self::Product(factors) => {
                for (i, factor) in factors.iter().enumerate() {
                    let others = factors.iter().enumerate().filter(|(j, _)| *j != i);
                    factor.pull(slope * others.map(|(_, x)| x.value()).product::<f64>(), into);
                }
            }
            Self::Over(x, y) => {
                let (above, below) = (x.value(), y.value());
                x.pull(slope / below, into);
                y.pull(-slope * above / (below * below), into);
            }
            Self::Positive(x) => {
                if x.value() > 0.0 {
                    x.pull(slope, into);
                }
            }
            Self::Square(x) => x.pull(2.0 * slope * x.value(), into),
            Self::Cos(x) => x.pull(-slope * sin(x.value()), into),
            Self::LogSum(members) => {
                let total = self.value();
                members.iter().for_each(|m| m.exponent.pull(slope * exp(m.exponent.value() - total), into));
            }
        }
    }

    /// The shares of every softmax in it, by pair: for each sum of exponentials that belong to at least two pairs.
    pub fn shares(&self) -> Vec<Vec<(Cell, f64)>> {
        let mut found = vec![];
        self.visit(&mut |expr| {
            let Self::LogSum(members) = expr else { return };
            let total = expr.value();
            let share = |m: &Member| Some((m.cell?, exp(m.exponent.value() - total)));
            let shares: Vec<_> = members.iter().filter_map(share).collect();
            found.extend((shares.len() > 1).then_some(shares));
        });
        found
    }

    /// The letters that occur in exponents.
    pub fn letters_in_exponents(&self) -> Vec<&'static str> {
        let mut letters = vec![];
        self.visit(&mut |expr| {
            let Self::LogSum(members) = expr else { return };
            // All exponents have the same form.
            let Some(member) = members.iter().find(|member| member.exponent != Self::Plain(0.0)) else { return };
            member.exponent.visit(&mut |part| {
                if let Self::Named { letter, .. } = part {
                    letters.push(*letter);
                }
            });
        });
        letters
    }

    /// Visits the expression and all its parts, from the outside in.
    fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match self {
            Self::LogSum(members) => members.iter().for_each(|m| m.exponent.visit(see)),
            Self::Sum(parts) | Self::Product(parts) => parts.iter().for_each(|part| part.visit(see)),
            Self::Over(x, y) => [x, y].into_iter().for_each(|part| part.visit(see)),
            Self::Minus(x) | Self::Positive(x) | Self::Square(x) | Self::Log(x) | Self::Cos(x) => x.visit(see),
            Self::Plain(_) | Self::Named { .. } => {}
        }
    }
}
