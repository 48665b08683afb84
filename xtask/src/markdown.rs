//! Markdown as nested arrays, from which the page builds elements: `["p", {}, "Take the ", ["em", {}, "worst"], …]`. See www/page/nodes.js.
//!
//! Formulas (`$…$`, `$$…$$`) become MathML, links to `term:margin` become buttons that open the glossary, and a mark (a character from
//! [`MARK`] on) becomes the button of the claim with its number. What comes after a rule (`---`) tells what a run does, and is folded until
//! the reader has played it. Anything else, raw HTML above all, is an error.

use crate::Result;
use crate::formulas;
use math_core::MathDisplay;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::{Value, json};

/// The first of the characters that stand for claims, from Unicode's private area.
pub const MARK: u32 = 0xE000;

/// The number of marks.
const MARKS: u32 = 0x100;

/// An element in the making.
struct Open {
    tag: &'static str,
    attributes: Value,
    children: Vec<Value>,
}

impl Open {
    fn new(tag: &'static str) -> Self {
        Self { tag, attributes: json!({}), children: vec![] }
    }

    fn close(self) -> Value {
        let head = [json!(self.tag), self.attributes];
        Value::Array(head.into_iter().chain(self.children).collect())
    }
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Result<Vec<Value>> {
    let mut open = vec![Open::new("")];
    // Marks within a link are moved behind it, as buttons cannot be nested.
    let mut late = vec![];
    let mut in_link = false;
    for event in Parser::new_ext(text, Options::ENABLE_MATH | Options::ENABLE_TABLES) {
        let outermost = open.len() == 1;
        let mut add = |node: Value| open.last_mut().expect("the text itself").children.push(node);
        match event {
            Event::Start(tag) => {
                in_link |= matches!(tag, Tag::Link { .. });
                open.push(start(tag)?);
            }
            Event::End(tag) => {
                let element = open.pop().expect("what ends has begun").close();
                let parent = &mut open.last_mut().expect("the text itself").children;
                parent.push(element);
                if tag == TagEnd::Link {
                    in_link = false;
                    parent.append(&mut late);
                }
            }
            Event::Text(text) => {
                let children = &mut open.last_mut().expect("the text itself").children;
                let text = held(children, &text);
                for part in marked(text) {
                    if in_link && part.is_array() { late.push(part) } else { children.push(part) }
                }
            }
            Event::Code(text) => add(json!(["code", {}, &*text])),
            Event::InlineMath(tex) => add(formulas::math(&tex, MathDisplay::Inline)?),
            Event::DisplayMath(tex) => {
                add(json!(["span", {"class": "display"}, formulas::math(&tex, MathDisplay::Block)?]));
            }
            Event::SoftBreak => add(json!(" ")),
            Event::Rule if outermost => {
                let summary = json!(["summary", {}, "When you have played it: what happens"]);
                let attributes = json!({"class": "told"});
                open.push(Open { tag: "details", attributes, children: vec![summary] });
            }
            Event::HardBreak => add(json!(["br", {}])),
            other => return Err(format!("a lesson's text cannot hold this: {other:?}").into()),
        }
    }
    if let [_, told] = &mut open[..] {
        let told = std::mem::replace(told, Open::new("")).close();
        open.pop();
        open[0].children.push(told);
    }
    Ok(open.pop().expect("the text itself").children)
}

/// A text of one paragraph, without the paragraph element.
pub fn line(text: &str) -> Result<Vec<Value>> {
    let blocks = blocks(text)?;
    match &blocks[..] {
        [Value::Array(paragraph)] if paragraph[0] == "p" => Ok(paragraph[2..].to_vec()),
        _ => Err(format!("“{text}” is to be one paragraph").into()),
    }
}

fn start(tag: Tag) -> Result<Open> {
    let mut element = Open::new(match &tag {
        Tag::Paragraph => "p",
        Tag::Heading { level: HeadingLevel::H3 | HeadingLevel::H4, .. } => "h4",
        Tag::BlockQuote(_) => "blockquote",
        Tag::List(None) => "ul",
        Tag::List(Some(_)) => "ol",
        Tag::Item => "li",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        Tag::Table(_) => "table",
        Tag::TableHead | Tag::TableRow => "tr",
        Tag::TableCell => "td",
        Tag::Link { dest_url, .. } if dest_url.starts_with("term:") => "button",
        Tag::Link { .. } => "a",
        other => return Err(format!("a lesson's text cannot hold this: {other:?}").into()),
    });
    if let Tag::Link { dest_url, .. } = &tag {
        element.attributes = match (dest_url.strip_prefix("term:"), dest_url.starts_with('#')) {
            (Some(term), _) => json!({"type": "button", "class": "term", "data-term": term}),
            (_, true) => json!({"href": &**dest_url}),
            _ => json!({"href": &**dest_url, "target": "_blank", "rel": "noopener noreferrer"}),
        };
    }
    Ok(element)
}

/// Whether a sign belongs to the word before it.
fn is_closing(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | ')' | '”')
}

/// Ties the signs with which a text begins to the button before it, from which a line could break them. Returns the rest of the text.
fn held<'a>(children: &mut Vec<Value>, text: &'a str) -> &'a str {
    let rest = text.trim_start_matches(is_closing);
    let signs = &text[..text.len() - rest.len()];
    let term = children.pop_if(|last| !signs.is_empty() && last[0] == "button" && last[1]["class"] == "term");
    let Some(term) = term else { return text };
    children.push(json!(["span", {"class": "whole"}, term, signs]));
    rest
}

/// A text with its marks as buttons.
fn marked(text: &str) -> Vec<Value> {
    let mut parts = vec![];
    let mut rest = text;
    while let Some(at) = rest.find(is_mark) {
        let mark = rest[at..].chars().next().expect("it was found");
        let number = mark as u32 - MARK;
        parts.extend((at > 0).then(|| json!(&rest[..at])));
        parts.push(json!(["button", {"type": "button", "class": "tested", "data-claim": number.to_string(), "aria-label": "tested"}]));
        rest = &rest[at + mark.len_utf8()..];
    }
    parts.extend((!rest.is_empty()).then(|| json!(rest)));
    parts
}

fn is_mark(c: char) -> bool {
    (MARK..MARK + MARKS).contains(&(c as u32))
}

/// Sets a mark behind a sentence, if the text contains it; white space and Markdown signs are ignored.
pub fn mark(text: &str, sentence: &str, number: usize) -> Option<String> {
    let wanted: String = bare(sentence).into_iter().map(|(c, _)| c).collect();
    let found = bare(text);
    let have: String = found.iter().map(|(c, _)| *c).collect();
    let end = have.find(&wanted)? + wanted.len();
    let last = have[..end].chars().count().checked_sub(1)?;
    // Behind what closes the sentence, so that no mark stands between a word and its comma.
    let rest = &text[found[last].1..];
    let link = rest.strip_prefix("](").and_then(|target| target.find(')')).map_or(0, |end| "](".len() + end + 1);
    let closing = rest[link..].trim_start_matches(|c| c == '*' || is_closing(c));
    let place = text.len() - closing.len();
    let mark = char::from_u32(MARK + number as u32).filter(|c| is_mark(*c))?;
    Some(format!("{}{mark}{}", &text[..place], &text[place..]))
}

/// The characters that are read, each with its end in the source: no white space, no `*`, `` ` `` and `[`, no link targets.
fn bare(text: &str) -> Vec<(char, usize)> {
    let mut found = vec![];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with("](") {
            at += text[at..].find(')').map_or(text.len() - at, |end| end + 1);
            continue;
        }
        at += c.len_utf8();
        if !c.is_whitespace() && !['*', '`', '['].contains(&c) && !is_mark(c) {
            found.push((c, at));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_becomes_nested_arrays() {
        let found = blocks("One *two*\n[three](term:four).\n\n- $x$").unwrap();
        let term = json!(["button", {"type": "button", "class": "term", "data-term": "four"}, "three"]);
        assert_eq!(found[0], json!(["p", {}, "One ", ["em", {}, "two"], " ", ["span", {"class": "whole"}, term, "."]]));
        assert_eq!(found[1][2][2][0], json!("math"), "{found:?}");
    }

    #[test]
    fn what_comes_after_a_rule_is_folded() {
        let found = blocks("Press Play.\n\n---\n\nIt *falls*.\n\nFor ever.").unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[1].as_array().unwrap()[0], "details");
        assert_eq!(
            found[1].as_array().unwrap()[3..],
            [json!(["p", {}, "It ", ["em", {}, "falls"], "."]), json!(["p", {}, "For ever."])]
        );
    }

    #[test]
    fn markup_is_refused() {
        for text in ["<b>bold</b>", "<script>x</script>", "![a](b.png)", "# Title"] {
            assert!(blocks(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_mark_stands_behind_its_sentence_and_never_within_a_link() {
        let text = "It *never*\ncollapses with [semi-hard](term:semi-hard). It goes on.";
        let marked = mark(text, "It never collapses with semi-hard", 2).unwrap();
        let found = blocks(&marked).unwrap();
        let button =
            json!(["button", {"type": "button", "class": "tested", "data-claim": "2", "aria-label": "tested"}]);
        let place = found[0].as_array().unwrap().iter().position(|node| *node == button).unwrap();
        assert_eq!(found[0][place - 1][0], "span");
        assert_eq!(found[0][place + 1], " It goes on.");
        assert_eq!(mark(text, "It sometimes collapses", 0), None);
    }
}
