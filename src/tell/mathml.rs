//! Expressions as MathML: elements as plain data, which the page builds. Numbers of a pair carry it, so that they can be pointed at.

use crate::learn::look::explain::{Cell, Expr, Member};
use crate::learn::order::sort_by_number;
use crate::learn::words::short;

/// The number of exponentials of a sum that are written, the greatest first; dots stand for the others.
const WRITTEN: usize = 1;
/// Of a sum with more parts than this only the first is written.
const PARTS: usize = 4;

/// An element or a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A text.
    Text(String),
    /// An element with attributes and children.
    Element(&'static str, Vec<(&'static str, String)>, Vec<Node>),
}

/// An element without attributes.
fn element(tag: &'static str, children: Vec<Node>) -> Node {
    Node::Element(tag, vec![], children)
}

fn word(tag: &'static str, text: impl Into<String>) -> Node {
    element(tag, vec![Node::Text(text.into())])
}

fn sign(text: &str) -> Node {
    word("mo", text)
}

/// A sign between two parts, also where a line begins with it.
fn between(text: &str) -> Node {
    Node::Element("mo", vec![("form", "infix".to_string())], vec![Node::Text(text.to_string())])
}

/// Pieces with something before the first and after the last.
fn framed(before: Vec<Node>, mut pieces: Vec<Node>, after: Vec<Node>) -> Vec<Node> {
    if let Some(first) = pieces.first_mut() {
        *first = element("mrow", before.into_iter().chain([first.clone()]).collect());
    }
    if let Some(last) = pieces.last_mut() {
        *last = element("mrow", [last.clone()].into_iter().chain(after).collect());
    }
    pieces
}

/// A bracket that is no larger than its line.
fn bracket(text: &str) -> Node {
    Node::Element("mo", vec![("stretchy", "false".to_string())], vec![Node::Text(text.to_string())])
}

/// A function's name with its argument in brackets.
fn function(name: &str, argument: Vec<Node>) -> Node {
    let all = [word("mi", name), bracket("(")].into_iter().chain(argument).chain([bracket(")")]);
    element("mrow", all.collect())
}

/// Dots that stand for `count` more.
fn dots(count: usize, symbols: bool) -> Node {
    if symbols {
        return sign("⋯");
    }
    let attributes = vec![("class", "more".to_string())];
    let more = Node::Element("mtext", vec![], vec![Node::Text(format!("{count} more"))]);
    Node::Element("munder", attributes, vec![sign("⋯"), more])
}

/// Writes expressions. `name` gives the text form of a cell's pair, such as `12-40`, if both can be pointed at.
pub struct Writer<N: Fn(Cell) -> Option<String>> {
    /// Names a cell's pair.
    pub name: N,
}

/// Writes an expression in symbols, or with their numbers.
struct Pen<'a, N: Fn(Cell) -> Option<String>> {
    name: &'a N,
    symbols: bool,
}

impl<N: Fn(Cell) -> Option<String>> Writer<N> {
    /// An expression in symbols, `= ` with its numbers, and `= value`: each in formulas between which lines can break.
    pub fn equation(&self, expr: &Expr) -> [Vec<Node>; 3] {
        let side = |symbols| Pen { name: &self.name, symbols }.pieces(expr);
        let equal = |side| framed(vec![sign("=")], side, vec![]);
        let sides = [side(true), equal(side(false)), equal(vec![word("mn", short(expr.value()))])];
        sides.map(|side| side.into_iter().map(|piece| element("math", vec![piece])).collect())
    }
}

impl<N: Fn(Cell) -> Option<String>> Pen<'_, N> {
    /// A sum part by part, and a long one over a number, too; anything else as one piece.
    fn pieces(&self, expr: &Expr) -> Vec<Node> {
        match expr {
            Expr::Sum(parts) if parts.len() <= PARTS => {
                parts.iter().enumerate().map(|(i, part)| element("mrow", self.signed(i, part, true))).collect()
            }
            Expr::Over(x, y) if matches!(&**x, Expr::Sum(parts) if parts.len() > 2) => {
                framed(vec![bracket("(")], self.pieces(x), vec![bracket(")"), sign("/"), self.tight(y, false)])
            }
            _ => vec![self.write(expr, true)],
        }
    }

    /// `large`: there is space for fractions.
    fn write(&self, expr: &Expr, large: bool) -> Node {
        match expr {
            Expr::Plain(value) => word("mn", short(*value)),
            Expr::Named { letter, of, value, cell, .. } => self.number(letter, of, *value, *cell),
            Expr::Sum(parts) => element("mrow", self.sum(parts, large)),
            Expr::Minus(x) => element("mrow", vec![sign("−"), self.tight(x, large)]),
            Expr::Product(factors) => {
                let dotted = |(i, x): (usize, &Expr)| {
                    let factor = self.tight(x, large);
                    if i == 0 { vec![factor] } else { vec![sign("·"), factor] }
                };
                element("mrow", factors.iter().enumerate().flat_map(dotted).collect())
            }
            Expr::Over(x, y) if large => element("mfrac", vec![self.write(x, large), self.write(y, large)]),
            Expr::Over(x, y) => element("mrow", vec![self.tight(x, false), sign("/"), self.tight(y, false)]),
            Expr::Positive(x) => function("max", vec![word("mn", "0"), sign(","), self.write(x, large)]),
            Expr::Log(x) => function("ln", vec![self.write(x, large)]),
            Expr::Cos(x) => function("cos", vec![self.write(x, large)]),
            Expr::Square(x) => element("msup", vec![self.tight(x, large), word("mn", "2")]),
            Expr::LogSum(members) => self.log_sum(members),
        }
    }

    fn number(&self, letter: &str, of: &str, value: f64, cell: Option<Cell>) -> Node {
        let shown = match (self.symbols, of) {
            (false, _) => word("mn", short(value)),
            (true, "") => word("mi", letter),
            (true, of) => element("msub", vec![word("mi", letter), word("mi", of)]),
        };
        let Some(pair) = cell.and_then(|cell| (self.name)(cell)) else { return shown };
        let mut attributes = vec![("data-pair", pair)];
        if !self.symbols {
            // The keyboard moves from number to number.
            attributes.extend([
                ("tabindex", "0".to_string()),
                ("role", "img".to_string()),
                ("aria-label", format!("{letter} {of}: {}", short(value))),
            ]);
        }
        Node::Element("mrow", attributes, vec![shown])
    }

    fn sum(&self, parts: &[Expr], large: bool) -> Vec<Node> {
        if parts.len() > PARTS {
            return vec![self.write(&parts[0], large), sign("+"), dots(parts.len() - 1, self.symbols)];
        }
        parts.iter().enumerate().flat_map(|(i, part)| self.signed(i, part, large)).collect()
    }

    /// A part of a sum with its sign.
    fn signed(&self, place: usize, part: &Expr, large: bool) -> Vec<Node> {
        match part {
            Expr::Minus(x) if place == 0 => vec![sign("−"), self.tight(x, large)],
            Expr::Minus(x) => vec![between("−"), self.tight(x, large)],
            part if place == 0 => vec![self.write(part, large)],
            part => vec![between("+"), self.tight(part, large)],
        }
    }

    /// In brackets, if the sign before it could be misread.
    fn tight(&self, expr: &Expr, large: bool) -> Node {
        let loose = match expr {
            Expr::Sum(_) | Expr::Minus(_) => true,
            Expr::Plain(value) => *value < 0.0,
            Expr::Named { value, .. } => *value < 0.0 && !self.symbols,
            Expr::Over(..) => !large,
            _ => false,
        };
        let inner = self.write(expr, large);
        if loose { element("mrow", vec![bracket("("), inner, bracket(")")]) } else { inner }
    }

    /// ln(1 + e^… + ⋯), the greatest exponentials first.
    fn log_sum(&self, members: &[Member]) -> Node {
        function("ln", self.exponentials(members))
    }

    /// 1 + e^… + ⋯
    fn exponentials(&self, members: &[Member]) -> Vec<Node> {
        let (ones, mut others): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|member| member.exponent == Expr::Plain(0.0));
        sort_by_number(&mut others, |member| -member.exponent.value());
        let mut parts: Vec<Node> = ones.iter().map(|_| word("mn", "1")).collect();
        parts.extend(others.iter().take(WRITTEN).map(|member| self.power(&member.exponent)));
        if others.len() > WRITTEN {
            parts.push(dots(others.len() - WRITTEN, self.symbols));
        }
        if parts.is_empty() {
            parts.push(word("mn", "0"));
        }
        parts
            .into_iter()
            .enumerate()
            .flat_map(|(i, part)| (i > 0).then(|| sign("+")).into_iter().chain([part]))
            .collect()
    }

    /// e^x; if x is a sum of logarithms, the product of their arguments.
    fn power(&self, exponent: &Expr) -> Node {
        let sums: Option<Vec<&[Member]>> = match exponent {
            Expr::Sum(parts) => {
                parts.iter().map(|part| if let Expr::LogSum(m) = part { Some(&m[..]) } else { None }).collect()
            }
            _ => None,
        };
        let Some(sums) = sums else { return element("msup", vec![word("mi", "e"), self.write(exponent, false)]) };
        let bracketed = |members: &[Member]| {
            let all = [bracket("(")].into_iter().chain(self.exponentials(members)).chain([bracket(")")]);
            element("mrow", all.collect())
        };
        let factors = sums.iter().enumerate();
        let dotted = factors.flat_map(|(i, sum)| (i > 0).then(|| sign("·")).into_iter().chain([bracketed(sum)]));
        element("mrow", dotted.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::look::explain::{log_one_plus, log_one_plus_product, log_sum, number};

    /// The text of a formula, with ^ for superscripts, { } for fractions and [ ] for what is under dots.
    fn text(node: &Node) -> String {
        match node {
            Node::Text(text) => text.clone(),
            Node::Element(tag, _, children) => {
                let all: Vec<String> = children.iter().map(text).collect();
                match *tag {
                    "msup" => format!("{}^{{{}}}", all[0], all[1]),
                    "munder" => format!("{}[{}]", all[0], all[1]),
                    "mfrac" => format!("{{{}}}/{{{}}}", all[0], all[1]),
                    _ => all.concat(),
                }
            }
        }
    }

    fn leaf(letter: &'static str, of: &'static str, value: f64, cell: Cell) -> Expr {
        Expr::Named { letter, of, value, cell: Some(cell), slope: 1.0 }
    }

    fn said(sides: [Vec<Node>; 3]) -> String {
        sides.iter().flatten().map(text).collect()
    }

    #[test]
    fn a_hinge_reads_as_it_is_written() {
        let writer = Writer { name: |(a, b): Cell| Some(format!("{a}-{b}")) };
        let hinge =
            leaf("D", "ap", 0.31, (1, 2)).minus(leaf("D", "an", -0.42, (1, 3))).plus(number("m", 0.2)).positive();
        assert_eq!(said(writer.equation(&hinge)), "max(0,Dap−Dan+m)=max(0,0.31−(−0.42)+0.2)=0.93");
        let gap = leaf("s", "an", 0.5, (1, 3)).minus(leaf("s", "ap", 0.25, (1, 2))).over(number("τ", 0.5));
        let softmax = log_one_plus(Some((1, 2)), [((1, 3), gap.clone()), ((1, 4), gap.clone()), ((1, 5), gap)]);
        assert_eq!(said(writer.equation(&softmax)), "ln(1+e^{(san−sap)/τ}+⋯)=ln(1+e^{(0.5−0.25)/0.5}+⋯[2 more])=1.78");
        let one = || log_sum([((1, 2), number("x", 1.0))]);
        assert_eq!(
            said(writer.equation(&log_one_plus_product(one(), one()))),
            "ln(1+(e^{x})·(e^{x}))=ln(1+(e^{1})·(e^{1}))=2.13"
        );
        let half = leaf("D", "y", 4.0, (0, 0)).over(Expr::Plain(2.0)).squared();
        assert_eq!(said(writer.equation(&half)), "{Dy}/{2}^{2}={4}/{2}^{2}=4");
        let three = || number("a", 1.0).plus(number("b", 2.0)).minus(number("c", 0.5));
        assert_eq!(writer.equation(&three()).map(|side| side.len()), [3, 3, 1], "lines can break in it");
        assert_eq!(said(writer.equation(&three().over(number("d", 2.0)))), "(a+b−c)/d=(1+2−0.5)/2=1.25");
    }
}
