//! Every text of the page about training, and its sentences as they are read: without Markdown, formulas in TeX.

use crate::common::{lessons, opening};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{Event, Options, Parser, TagEnd};
use pushpull::learn::misfit;
use pushpull::learn::spec::Params;
use pushpull::session::lesson::Glossary;
use pushpull::session::opening::Act;
use pushpull::session::rescue::ADVICE;
use pushpull::session::{PRESETS, ROOMS};
use pushpull::tell::gists::{entries, gists};
use pushpull::tell::phrase::parts;
use std::fs;
use std::path::{Path, PathBuf};
use unicode_segmentation::UnicodeSegmentation;

/// A text of the page.
pub struct Text {
    /// Which list of sentences it belongs to: `05-collapse` for a lesson, or `gists`.
    pub list: String,
    /// Whose text it is: `collapse.3` for the step of a lesson, `collapse` for its title and gist, `loss.triplet` for a gist.
    pub of: String,
    /// The mark of its sentences, if they have no other.
    pub usual: String,
    pub markdown: String,
}

fn text(list: &str, of: impl Into<String>, markdown: impl Into<String>) -> Text {
    Text { list: list.into(), of: of.into(), usual: "?".into(), markdown: markdown.into() }
}

/// All texts, in the order of the page.
pub fn all() -> Vec<Text> {
    let act = |act: Act| text("00-opening", format!("opening.{}", act.id), act.text);
    let mut all: Vec<Text> = opening().step.into_iter().map(act).collect();
    for (number, (id, lesson)) in lessons().into_iter().enumerate() {
        let (list, places) = (format!("{:02}-{id}", number + 1), lesson.places());
        all.extend([lesson.title, lesson.gist].map(|markdown| text(&list, &id, markdown)));
        for review in lesson.review {
            // What it says rests on the claims of an earlier step.
            let of = review.step.replace("&at=", ".");
            let text = |usual: &str, markdown| Text { usual: usual.into(), ..text(&list, &of, markdown) };
            all.extend(review.choice.into_iter().map(|choice| text("offered", choice.text)));
            all.extend([review.question, review.why].map(|markdown| text(&format!("claim {of}"), markdown)));
        }
        for (place, step) in places.into_iter().zip(lesson.step) {
            let text = |markdown| text(&list, format!("{id}.{place}"), markdown);
            all.extend([step.title, step.text].map(text));
            if let Some(predict) = step.predict {
                all.push(text(predict.question));
                for choice in predict.choice {
                    all.extend([Text { usual: "offered".into(), ..text(choice.text) }, text(choice.why)]);
                }
                all.extend(predict.drag.map(|drag| text(drag.why)));
            }
            all.extend(step.task.into_iter().flat_map(|task| [task.text, task.hint]).map(text));
            all.extend(step.figure.into_iter().map(|figure| text(figure.caption)));
        }
    }
    let glossary = fs::read_to_string("www/lessons/glossary.toml").expect("there is a glossary");
    let terms = Glossary::read(&glossary).expect("the glossary is read").term;
    all.extend(terms.into_iter().map(|term| text("glossary", format!("term.{}", term.id), term.text)));
    for (of, gist) in gists() {
        let title = PRESETS.iter().find(|preset| of.strip_prefix("example.") == Some(preset.id));
        let list = if title.is_some() { "examples" } else { "gists" };
        all.extend(title.map(|preset| text(list, &of, preset.title)));
        all.push(text(list, of, gist));
    }
    for (key, _, entry) in entries() {
        all.extend(entry.params.iter().map(|param| text("help", format!("{key}.{}", param.id), *param.help)));
    }
    for room in ROOMS {
        for spec in (room.specs)() {
            let entry = spec.entry();
            let said = parts(spec.words(), entry, &Params::defaults(entry)).into_iter().map(|part| part.text);
            let of = format!("{}.{}", room.key, entry.id);
            all.push(Text { usual: "name".into(), ..text("setup", of, said.collect::<String>()) });
        }
    }
    all.extend(
        ADVICE.iter().flat_map(|advice| [advice.label, advice.why].map(|said| text("remedies", "remedy", said))),
    );
    all.extend(verdicts().into_iter().map(|said| text("verdicts", "verdict", said)));
    all.extend(pictures().into_iter().map(|said| text("pictures", "picture", said)));
    let reasons = misfit::LIST.iter().map(|misfit| misfit.reason).chain(misfit::IDLE.iter().map(|idle| idle.reason));
    all.extend(reasons.map(|reason| text("misfits", "misfit", reason)));
    all.extend(paragraphs().into_iter().map(|said| text("page", "page", said)));
    all
}

/// What verdicts are made of: the texts of more than one word in their source.
fn verdicts() -> Vec<String> {
    written("src/learn/judge", literals)
}

/// What is said of pictures: sentences of descriptions and guides, and the labels of legends.
fn pictures() -> Vec<String> {
    let mut found = written("src/tell", literals);
    found.retain(|said| said.ends_with('.'));
    found.extend(written("src/tell", labels));
    found
}

/// The paragraphs of the page itself, such as those of its help.
fn paragraphs() -> Vec<String> {
    let page = fs::read_to_string("www/index.html").expect("there is a page");
    let inner = |part: &str| {
        let (_, rest) = part.starts_with([' ', '>']).then(|| part.split_once('>'))??;
        Some(rest.split_once("</p>")?.0.to_string())
    };
    page.split("<p").filter_map(inner).collect()
}

/// The texts of more than one word in the Rust files of a folder, as a reader of tokens finds them.
fn written(folder: &str, read: fn(TokenStream, &mut Vec<String>)) -> Vec<String> {
    let mut found = vec![];
    for path in rust(Path::new(folder)) {
        read(fs::read_to_string(&path).unwrap().parse().expect("it is Rust"), &mut found);
    }
    found.retain(|said| said.trim().contains(' ') && said.contains(char::is_alphabetic));
    found
}

/// The Rust files below a folder, in order.
pub fn rust(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let found = paths.into_iter().flat_map(|path| if path.is_dir() { rust(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|ending| ending == "rs")).collect()
}

/// The texts within Rust, without those of attributes, to which documentation belongs, and of panics.
fn literals(tokens: TokenStream, found: &mut Vec<String>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if "#!".contains(sign.as_char()) => {
                tokens
                    .next_if(|next| matches!(next, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket));
            }
            TokenTree::Ident(word) if word == "expect" => _ = tokens.next(),
            TokenTree::Group(group) => literals(group.stream(), found),
            TokenTree::Literal(literal) => {
                let source = literal.to_string();
                found.extend(source.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map(String::from));
            }
            _ => {}
        }
    }
}

/// The texts within the calls that make lines of legends.
fn labels(tokens: TokenStream, found: &mut Vec<String>) {
    let mut is_item = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) if is_item => literals(group.stream(), found),
            TokenTree::Group(group) => labels(group.stream(), found),
            TokenTree::Ident(word) if word == "new" => continue,
            TokenTree::Punct(_) => continue,
            TokenTree::Ident(word) if word == "LegendItem" => {
                is_item = true;
                continue;
            }
            _ => {}
        }
        is_item = false;
    }
}

/// The paragraphs, list items, headings and table rows of a text, without Markdown.
fn blocks(markdown: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    for event in Parser::new_ext(markdown, Options::ENABLE_MATH | Options::ENABLE_TABLES) {
        let block = blocks.last_mut().expect("there is one");
        match event {
            Event::Text(text) | Event::Code(text) => block.push_str(&text),
            Event::InlineMath(tex) | Event::DisplayMath(tex) => block.push_str(&format!("${}$", tex.trim())),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => block.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow,
            ) => blocks.push(String::new()),
            _ => {}
        }
    }
    let spaced = |block: &String| block.split_whitespace().collect::<Vec<_>>().join(" ");
    blocks.iter().map(spaced).filter(|block| !block.is_empty()).collect()
}

/// A text as it is read.
pub fn plain(markdown: &str) -> String {
    blocks(markdown).join(" ")
}

/// The sentences of a text. Unicode's rules also end one at a quoted question and within a formula; what goes on in small letters is the same
/// sentence.
pub fn sentences(markdown: &str) -> Vec<String> {
    let mut found: Vec<String> = vec![];
    for block in blocks(markdown) {
        let start = found.len();
        for piece in block.split_sentence_bounds().map(str::trim) {
            let goes_on = |before: &String| {
                !piece.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "“$([".contains(c))
                    || before.matches('$').count() % 2 == 1
            };
            match found[start..].last_mut().filter(|before| goes_on(before)) {
                Some(before) => *before = format!("{before} {piece}"),
                None => found.push(piece.to_string()),
            }
        }
    }
    found
}

#[test]
fn sentences_end_where_a_reader_would_say() {
    let text = "It is *near*, e.g. at 0.5. “How far?” is\n[a question](term:x). Is it? $$ a. B $$ is one. \n\n- An item\n- Another.";
    let found = sentences(text);
    assert_eq!(
        found,
        ["It is near, e.g. at 0.5.", "“How far?” is a question.", "Is it?", "$a. B$ is one.", "An item", "Another."]
    );
}
