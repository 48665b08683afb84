//! What the other rules read from a Rust file: its paths and string literals, without comments and without `#[cfg(test)]` modules.

use super::files::File;
use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What was found, each with its line.
#[derive(Default)]
pub struct Named {
    /// Every path of two or more parts, and every macro with its `!`: `["crate", "learn", "num"]`, `["println!"]`.
    pub paths: Vec<(usize, Vec<String>)>,
    /// Every string literal, with the last word before it: `id` in `id: "triplet"`, `get` in `get("margin")`.
    pub texts: Vec<(usize, String, String)>,
}

/// Reads a Rust file.
pub fn read(file: &File) -> Named {
    let stream: TokenStream = file.text.parse().unwrap_or_else(|e| panic!("{}: {e}", file.path));
    let mut named = Named::default();
    named.walk(stream, &[], String::new());
    named
}

impl Named {
    /// `outer`: the path before a group, as `["crate"]` in `crate::{learn, draw}`; `word`: the last word before it.
    fn walk(&mut self, stream: TokenStream, outer: &[String], mut word: String) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let is = |i: usize, c: char| matches!(tokens.get(i), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let joined = |i: usize| {
            is(i, ':') && is(i + 1, ':') && matches!(&tokens[i], TokenTree::Punct(p) if p.spacing() == Spacing::Joint)
        };
        let mut i = 0;
        while i < tokens.len() {
            match &tokens[i] {
                TokenTree::Punct(p) if p.as_char() == '#' => {
                    let skipped = self.attribute(&tokens[i + 1..]);
                    i += 1 + skipped;
                    continue;
                }
                TokenTree::Ident(first) => {
                    let line = first.span().start().line;
                    let mut path = outer.to_vec();
                    path.push(first.to_string());
                    while joined(i + 1) {
                        i += 3;
                        match tokens.get(i) {
                            Some(TokenTree::Ident(next)) => path.push(next.to_string()),
                            Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Brace => {
                                self.walk(g.stream(), &path, String::new());
                                path.clear();
                                break;
                            }
                            _ => break,
                        }
                    }
                    word = path.last().cloned().unwrap_or_default();
                    if is(i + 1, '!') && !is(i + 2, '=') {
                        self.paths.push((line, vec![format!("{word}!")]));
                    }
                    if path.len() > 1 {
                        self.paths.push((line, path));
                    }
                }
                TokenTree::Literal(literal) => {
                    if let Some(text) = text_of(&literal.to_string()) {
                        self.texts.push((literal.span().start().line, word.clone(), text));
                    }
                }
                TokenTree::Group(group) => {
                    // A group nested in `use crate::{…}` was walked with its path; all others start afresh.
                    self.walk(group.stream(), &[], word.clone());
                }
                TokenTree::Punct(_) => {}
            }
            i += 1;
        }
    }

    /// After a `#`: how many tokens to skip. The attribute itself, and the whole module after `#[cfg(test)]`.
    fn attribute(&self, tokens: &[TokenTree]) -> usize {
        let bang = usize::from(matches!(tokens.first(), Some(TokenTree::Punct(p)) if p.as_char() == '!'));
        let Some(TokenTree::Group(attribute)) = tokens.get(bang) else { return 0 };
        let module = matches!(tokens.get(bang + 1), Some(TokenTree::Ident(word)) if *word == "mod");
        let tests = attribute.stream().to_string().replace(' ', "") == "cfg(test)" && module;
        bang + 1 + if tests { 3 } else { 0 }
    }
}

/// The text of a string literal, also of a raw one; `None` for numbers, characters and bytes.
fn text_of(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('r').map_or(literal, |raw| raw.trim_matches('#'));
    Some(inner.strip_prefix('"')?.strip_suffix('"')?.to_string())
}

#[test]
fn paths_and_texts_are_found_wherever_they_hide() {
    let text = r##"
        //! "not-me"
        use crate::{learn::{num, spec::Entry}, draw};
        /// "nor-me"
        fn f() { println!("{}", crate::web::x("me", id: r#"too"#)); }
        #[cfg(test)]
        mod tests { const NOT: &str = "me-either"; }
    "##;
    let named = read(&File { path: "x.rs".into(), text: text.into() });
    let paths: Vec<String> = named.paths.iter().map(|(_, p)| p.join("::")).collect();
    for path in ["crate::learn::num", "crate::learn::spec::Entry", "crate::draw", "crate::web::x", "println!"] {
        assert!(paths.iter().any(|p| p == path), "{path} is not in {paths:?}");
    }
    let texts: Vec<_> = named.texts.iter().map(|(line, word, text)| (*line, word.as_str(), text.as_str())).collect();
    assert_eq!(texts, [(5, "println", "{}"), (5, "x", "me"), (5, "id", "too")]);
}
