//! The rule about the browser tests: they find things by id, name and role, and read numbers, ids and states. A page in other words, or in
//! another language, passes them.

use super::files::{File, files};
use super::nothing;

/// Ways to find something by what it says.
const BY_WORDS: [&str; 9] = [
    "getByText",
    "getByRole",
    "getByLabel",
    "getByTitle",
    "getByPlaceholder",
    "hasText",
    ":has-text",
    ":text(",
    "text=",
];

/// What stands before a text that what is read off the page is compared with.
const COMPARED: [&str; 4] = [".includes('", ".startsWith('", ".endsWith('", "textContent === '"];

fn tests() -> Vec<File> {
    let found = files("tests/browser", &["js"]);
    assert!(!found.is_empty(), "no files in tests/browser");
    found
}

/// What a line compares with what is read off the page: texts, and expressions for `match` and `test`.
fn compared(line: &str) -> Vec<&str> {
    let up_to = |text: &'static str| move |rest: &'_ str| rest.find(text).unwrap_or(rest.len());
    let texts = COMPARED.iter().flat_map(|before| line.split(before).skip(1)).map(|rest| &rest[..up_to("'")(rest)]);
    let matched = line.split("atch(").skip(1).filter_map(|call| {
        let (_, rest) = call.split_once(", /").or_else(|| call.strip_prefix('/').map(|rest| ("", rest)))?;
        Some(&rest[..up_to("/")(rest)])
    });
    let mut tested: Vec<&str> = line.split("/.test(").collect();
    tested.pop();
    texts.chain(matched).chain(tested.into_iter().filter_map(|before| before.rsplit('/').next())).collect()
}

/// Whether it has a word that is written with a capital, or two words beside each other.
fn is_english(text: &str) -> bool {
    let mut plain = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
            plain.push('\\');
        } else {
            plain.push(letter);
        }
    }
    let word = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
    let words: Vec<&str> = plain.split(' ').map(|part| part.trim_matches(|c| "^$().,:?!".contains(c))).collect();
    let spelled = |text: &str| {
        text.len() > 3 && text.starts_with(char::is_uppercase) && text.chars().skip(1).all(char::is_lowercase)
    };
    words.windows(2).any(|pair| word(pair[0]) && word(pair[1])) || words.iter().any(|one| spelled(one))
}

#[test]
fn nothing_on_the_page_is_found_by_what_it_says() {
    let by_words = |file: File| {
        let places = BY_WORDS.iter().flat_map(|way| file.text.match_indices(way).map(|(at, _)| file.at(at, way)));
        places.collect::<Vec<_>>()
    };
    nothing(tests().into_iter().flat_map(by_words).collect());
}

#[test]
fn nothing_on_the_page_is_compared_with_english_words() {
    let mut found = vec![];
    for file in tests() {
        for (number, line) in file.text.lines().enumerate() {
            let words = compared(line).into_iter().filter(|text| is_english(text));
            found.extend(words.map(|text| format!("{}:{}: {text}", file.path, number + 1)));
        }
    }
    nothing(found);
}

#[test]
fn words_are_told_from_numbers_ids_and_patterns() {
    assert_eq!(compared("assert.match(await text(), /^Anchor \\d+/, 'so it is');"), ["^Anchor \\d+"]);
    assert_eq!(compared("if (/no row/.test(said) || said.includes('no cell'))"), ["no cell", "no row"]);
    for words in ["^Anchor \\d+", "no row", "collapses, and rests here", "Two wishes"] {
        assert!(is_english(words), "{words}");
    }
    for others in [
        "view.anchor=9",
        "\\b20\\b.*\\bhard\\b",
        "step=26&view.positive=1",
        "\\w{3}",
        "JSON",
        "^\\D*39: .*\\d",
        "true|false",
    ] {
        assert!(!is_english(others), "{others}");
    }
}
