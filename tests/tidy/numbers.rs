//! The rule about numbers: whatever is shown to a person is printed by `src/learn/words.rs`.

use super::files::files;
use super::{nothing, tokens, unused};
use std::collections::BTreeSet;

/// Where digits are cut off otherwise, and why.
const MAY_CUT: &[(&str, &str)] = &[
    ("src/learn/words.rs", "the forms themselves"),
    ("src/learn/spec.rs", "a value that is rounded, not shown"),
    ("src/session/ask/record.rs", "what is kept of a run, not shown"),
    ("src/tell/shape.rs", "the path of a shape"),
    ("src/web/paint/letters.rs", "the size of a font"),
];

/// What prints numbers in JavaScript.
const IN_THE_PAGE: [&str; 4] = ["tofixed", "toprecision", "tolocalestring", "intl."];

#[test]
fn numbers_are_printed_in_one_place() {
    let (mut found, mut excused) = (vec![], BTreeSet::new());
    for file in files("src", &["rs"]) {
        for (line, _, text) in tokens::read(&file).texts.into_iter().filter(|(.., text)| cuts(text)) {
            match MAY_CUT.iter().find(|(path, _)| file.path == *path) {
                Some(excuse) => _ = excused.insert(*excuse),
                None => found.push(format!("{}:{line}: prints a number by itself: {text}", file.path)),
            }
        }
    }
    for file in files("www", &["js"]) {
        found.extend(IN_THE_PAGE.iter().flat_map(|word| file.find(word).into_iter().map(|i| file.at(i, word))));
    }
    found.extend(unused(MAY_CUT, &excused));
    nothing(found);
}

/// Whether a format says how many digits there are.
fn cuts(text: &str) -> bool {
    text.split('{').skip(1).any(|part| {
        let (inside, _) = part.split_once('}').unwrap_or_default();
        inside.split_once(':').is_some_and(|(_, how)| how.contains('.'))
    })
}

#[test]
fn a_format_that_cuts_digits_off_is_known() {
    assert_eq!(
        ["{x:.2}", "at {:.n$} %", "{0:>8.1e}", "{x}", "{x:?}", "{:>3}", "1.5: {x}"].map(cuts),
        [true, true, true, false, false, false, false]
    );
}
