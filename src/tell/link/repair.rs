//! Undoes what programs do to a link on its way, as far as it is certain what was meant.

use super::{TITLE, key_of};
use percent_encoding::percent_decode_str;

/// Signs of markup, as they stand for others.
const ESCAPES: [(&str, &str); 6] =
    [("&amp;", "&"), ("&#38;", "&"), ("&#x26;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")];

/// What stands around a link and is taken for a part of it.
const AROUND: &str = "()[]{}<>.,;:!?'\"“”„‘’«»*`";

/// What stands between a page and its state.
const BEFORE: [char; 4] = ['#', '?', '/', ' '];

/// Marks without a width, which lines break at.
const UNSEEN: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

/// The parts of a link, `key=value`.
pub fn parts(raw: &str) -> Vec<String> {
    let mut text = raw.to_string();
    while let Some((escape, sign)) = ESCAPES.iter().find(|(escape, _)| text.contains(escape)) {
        text = text.replace(escape, sign);
    }
    let mut parts: Vec<String> = text.split('&').flat_map(read).collect();
    if let Some(first) = parts.first_mut() {
        *first = first.trim_start_matches(|c| AROUND.contains(c) || BEFORE.contains(&c)).to_string();
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What a part says, in characters as they were meant: itself, or several parts whose ampersands were escaped.
fn read(part: &str) -> Vec<String> {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_control() && !UNSEEN.contains(c)).collect() };
    let plain = decoded(part);
    let Some((key, value)) = part.split_once('=') else {
        // Its sign of equality is escaped, or it has none.
        return if plain == part {
            vec![bare(part).trim().to_string()]
        } else {
            plain.split('&').flat_map(read).collect()
        };
    };
    let key: String = bare(&decoded(key)).split_whitespace().collect();
    if key == TITLE {
        return vec![format!("{key}={}", bare(value).trim())];
    }
    let value = decoded(value);
    match value.split_once('&') {
        Some((value, rest)) => {
            read(&format!("{key}={value}")).into_iter().chain(rest.split('&').flat_map(read)).collect()
        }
        None => vec![format!("{key}={}", bare(&value).trim())],
    }
}

/// A text without percent signs for characters, however often they were put in.
fn decoded(text: &str) -> String {
    let mut text = text.to_string();
    loop {
        let plain = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        if plain == text {
            return text;
        }
        text = plain;
    }
}

/// Takes off the end what stands around a link, if the link is then as it should be, or else if its last part is none of a free text.
pub fn trim_end(parts: &mut Vec<String>, is_right: impl Fn(&[String]) -> bool) {
    let Some(last) = parts.pop() else { return };
    let short = last.trim_end_matches(|c| AROUND.contains(c)).to_string();
    let free = key_of(&last) == TITLE;
    parts.push(short);
    if free && !is_right(parts) {
        parts.pop();
        parts.push(last);
    }
}
