//! Conditions: statements about a run at its current step, as a short text: `collapsed`, `map_at_r > 0.9 and terms_used < 5000`,
//! `loss < 0.5 * start.loss`. Lessons, claims, tasks and “stop when” all use this language.
//!
//! A condition is a list of clauses joined by `and`. A clause is a [`word`](WORDS), optionally after `not`, or two sides with `<`, `<=`,
//! `>` or `>=` between them. A side is a number, or a [`Measure`] with an optional factor before it and an optional summand after it. A
//! measure with a past can have the prefix `start.`, `least.` or `most.`; any measure can have `other.`, for the run that is compared.
//! Parsing is strict.

use super::measure::{At, Measure};
use crate::learn::words::{say, typed};
use crate::session::run::session::Session;
use crate::session::text::text_error::TextError;

/// A property that a run has or not.
pub struct Word {
    /// The word in a condition.
    pub id: &'static str,
    /// Its place in a sentence: "the run …".
    pub says: &'static str,
    /// Whether it holds now.
    pub holds: fn(&Session) -> bool,
}

/// All words.
pub static WORDS: &[Word] = &[
    Word { id: "collapsed", says: "has collapsed", holds: collapsed },
    Word { id: "plateau", says: "has reached a plateau", holds: plateau },
    Word { id: "finite", says: "has stayed finite", holds: |s| s.diagnosis().id != "exploded" },
    Word { id: "solved", says: "has no active triplet left", holds: |s| s.evaluation().active_fraction() == Some(0.0) },
    Word { id: "nothing_mined", says: "finds nothing for the loss", holds: |s| s.trace().terms == 0 },
];

/// Mean pair distance of the whole data set below 5 % of the margin, or of the greatest distance that there can be if that is less, and loss
/// within 5 % of its value at collapse. For a loss without a margin: spread below 0.05. This is the test of the reference's tables; the
/// diagnosis requires 50 such steps.
fn collapsed(session: &Session) -> bool {
    let evaluation = session.evaluation();
    let at_collapse = session.trace().collapse_loss;
    let near = (session.trace().loss - at_collapse).abs() < 0.05 * at_collapse.abs();
    let reach = session.history()[session.now() as usize].reach.unwrap_or(f64::INFINITY);
    match (session.pipeline().loss.triplet_margin(), evaluation.mean_pair()) {
        (Some(margin), Some(distance)) => distance < 0.05 * margin.min(reach) && near,
        _ => evaluation.spread < 0.05,
    }
}

/// The mean losses of the last 50 steps and of the 50 before differ by less than a hundredth of the earlier one.
fn plateau(session: &Session) -> bool {
    let past = &session.history()[..=session.now() as usize];
    let mean = |range: &[crate::session::Summary]| range.iter().map(|b| b.loss).sum::<f64>() / range.len() as f64;
    let Some(start) = past.len().checked_sub(100) else { return false };
    let (before, after) = (mean(&past[start..start + 50]), mean(&past[start + 50..]));
    (after - before).abs() < 0.01 * before.abs().max(1e-12)
}

/// A parsed condition.
#[derive(Clone)]
pub struct Condition {
    text: String,
    clauses: Vec<Clause>,
}

#[derive(Clone)]
enum Clause {
    Word { word: &'static Word, wanted: bool },
    Compare { left: Quantity, sign: Sign, right: Quantity },
}

/// A number of a run: `factor · value + offset`; without a value, the offset.
#[derive(Clone)]
pub struct Quantity {
    factor: f64,
    value: Option<Value>,
    offset: f64,
}

#[derive(Clone)]
struct Value {
    measure: Measure,
    at: At,
    other: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Less,
    AtMost,
    More,
    AtLeast,
}

/// The signs as typed, their wording, and their meaning.
const SIGNS: [(&str, &str, Sign); 4] =
    [("<", "<", Sign::Less), ("<=", "≤", Sign::AtMost), (">", ">", Sign::More), (">=", "≥", Sign::AtLeast)];

const GRAMMAR: &str = "conditions joined by “and”, with spaces around every sign, as in not collapsed and map_at_r > 0.9 and loss < 0.5 * start.loss + 0.1";

impl Condition {
    /// Reads a condition.
    ///
    /// # Errors
    /// [`TextError`] on the part that is not understood.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let clauses = text.split(" and ").map(clause).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_string(), clauses })
    }

    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it holds for a session now. An undefined number makes it false. `other` is the run that `other.` refers to.
    pub fn holds(&self, session: &Session, other: Option<&Session>) -> bool {
        self.clauses.iter().all(|clause| match clause {
            Clause::Word { word, wanted } => (word.holds)(session) == *wanted,
            Clause::Compare { left, sign, right } => {
                let sides = left.of(session, other).zip(right.of(session, other));
                sides.is_some_and(|(left, right)| match sign {
                    Sign::Less => left < right,
                    Sign::AtMost => left <= right,
                    Sign::More => left > right,
                    Sign::AtLeast => left >= right,
                })
            }
        })
    }

    /// Whether it refers to another run.
    pub fn compares(&self) -> bool {
        self.clauses
            .iter()
            .any(|c| matches!(c, Clause::Compare { left, right, .. } if left.compares() || right.compares()))
    }

    /// The current values of what it compares: “loss 0.201, spread 0.003”.
    pub fn evidence(&self, session: &Session) -> String {
        let mut read: Vec<String> = vec![];
        let sides = self.clauses.iter().flat_map(|clause| match clause {
            Clause::Compare { left, right, .. } => [Some(left), Some(right)],
            Clause::Word { .. } => [None, None],
        });
        for quantity in sides.flatten().filter(|quantity| quantity.value.is_some()) {
            let bare = Quantity { factor: 1.0, offset: 0.0, ..quantity.clone() };
            let value = bare.of(session, None).map_or("unknown".to_string(), say);
            let text = format!("{} {value}", bare.say());
            if !read.contains(&text) {
                read.push(text);
            }
        }
        read.join(", ")
    }

    /// In words: “MAP@R > 0.9 and active terms so far < 5000”.
    pub fn say(&self) -> String {
        let clauses: Vec<String> = self.clauses.iter().map(say_clause).collect();
        clauses.join(" and ")
    }
}

fn say_clause(clause: &Clause) -> String {
    match clause {
        Clause::Word { word, wanted: true } => format!("the run {}", word.says),
        Clause::Word { word, wanted: false } => format!("it is not so that the run {}", word.says),
        Clause::Compare { left, sign, right } => {
            let (_, sign, _) = SIGNS.iter().find(|(_, _, s)| s == sign).expect("every sign is listed");
            format!("{} {sign} {}", left.say(), right.say())
        }
    }
}

fn clause(text: &str) -> Result<Clause, TextError> {
    let wrong = || TextError::new("condition", text, GRAMMAR);
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let Some(place) = tokens.iter().position(|token| SIGNS.iter().any(|(typed, ..)| typed == token)) else {
        let (word, wanted) = match tokens[..] {
            [word] => (word, true),
            ["not", word] => (word, false),
            _ => return Err(wrong()),
        };
        let word = WORDS.iter().find(|w| w.id == word).ok_or_else(|| {
            let ids: Vec<&str> = WORDS.iter().map(|w| w.id).collect();
            TextError::new("condition", text, format!("{GRAMMAR}; words are {}", ids.join(", ")))
        })?;
        return Ok(Clause::Word { word, wanted });
    };
    let (_, _, sign) = SIGNS.iter().find(|(typed, ..)| *typed == tokens[place]).ok_or_else(wrong)?;
    Ok(Clause::Compare { left: quantity(&tokens[..place])?, sign: *sign, right: quantity(&tokens[place + 1..])? })
}

fn quantity(tokens: &[&str]) -> Result<Quantity, TextError> {
    let wrong = || TextError::new("condition", tokens.join(" "), GRAMMAR);
    let number = |text: &str| text.parse::<f64>().ok().filter(|x| x.is_finite());
    let (factor, rest) = match tokens {
        [factor, "*", rest @ ..] => (number(factor).ok_or_else(wrong)?, rest),
        _ => (1.0, tokens),
    };
    let (first, offset) = match *rest {
        [first] => (first, 0.0),
        [first, "+", offset] => (first, number(offset).ok_or_else(wrong)?),
        [first, "-", offset] => (first, -number(offset).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    };
    Ok(match number(first) {
        Some(value) => Quantity { factor: 0.0, value: None, offset: factor * value + offset },
        None => Quantity { factor, value: Some(value(first)?), offset },
    })
}

fn value(text: &str) -> Result<Value, TextError> {
    let (other, rest) = text.strip_prefix("other.").map_or((false, text), |rest| (true, rest));
    let (at, id) = match rest.split_once('.') {
        None => (At::Now, rest),
        Some(("start", id)) => (At::Start, id),
        Some(("least", id)) => (At::Least, id),
        Some(("most", id)) => (At::Most, id),
        Some(_) => {
            let allowed = "a measure, or one with start., least., most. or other. before it, as in start.loss";
            return Err(TextError::new("condition", text, allowed));
        }
    };
    let measure = Measure::find(id)?;
    if at != At::Now && !measure.has_past() {
        return Err(TextError::new("condition", text, format!("{id} by itself, as its past is not kept")));
    }
    Ok(Value { measure, at, other })
}

impl Quantity {
    /// Reads one side of a condition.
    ///
    /// # Errors
    /// [`TextError`] on the part that is not understood.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        quantity(&text.split_whitespace().collect::<Vec<_>>())
    }

    /// The number; `None`, if it is undefined.
    pub fn of(&self, session: &Session, other: Option<&Session>) -> Option<f64> {
        let Some(value) = &self.value else { return Some(self.offset) };
        let session = if value.other { other? } else { session };
        Some(self.factor * value.measure.of(session, value.at)? + self.offset)
    }

    /// Whether it refers to another run.
    pub fn compares(&self) -> bool {
        self.value.as_ref().is_some_and(|value| value.other)
    }

    /// In words: “0.5 × first loss”.
    pub fn say(&self) -> String {
        let Some(value) = &self.value else { return typed(self.offset) };
        let at = match value.at {
            At::Now => "",
            At::Start => "first ",
            At::Least => "least ",
            At::Most => "greatest ",
        };
        let of = if value.other { " of the other run" } else { "" };
        let factor = if self.factor == 1.0 { String::new() } else { format!("{} × ", typed(self.factor)) };
        let offset = match self.offset {
            0.0 => String::new(),
            more if more > 0.0 => format!(" + {}", typed(more)),
            less => format!(" − {}", typed(-less)),
        };
        format!("{factor}{at}{}{of}{offset}", value.measure.name())
    }
}
