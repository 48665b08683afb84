//! The list of all sentences of the page about training, in `tests/golden/sentences`: a file for every lesson and every list, a line for
//! every sentence, and what holds it in front. Nothing is said that nothing holds.
//!
//! `claim: It never collapses.` is held by claims of its own text that say it or a part of it; `claim collapse.3: …` by the claims of that
//! step or of that text in `tests/claims/lists.toml`; `law NAME: …` by the test with this name. `definition` says what something is or is
//! called, how it is computed or set, what follows by arithmetic, or what the page shows; `source` what a paper, a library or a system
//! outside does; `name` is a title that states nothing; `instruction` an order or a question to the reader; `offered` an answer that a
//! question offers. `cargo xtask bless` moves known marks along and gives a new sentence a `?`, which has to be replaced by hand.
//! `cargo test --test claims listed -- --nocapture` counts them.

use crate::cases::{Case, all};
use crate::common::golden;
use crate::texts::{self, Text, plain, rust, sentences};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "tests/golden/sentences";

/// Marks that need no proof.
const MARKS: [&str; 5] = ["definition", "name", "instruction", "offered", "source"];

/// What the files say: the mark of a sentence in a file.
fn marks() -> BTreeMap<(String, String), String> {
    let mut marks = BTreeMap::new();
    for path in fs::read_dir(FOLDER).into_iter().flatten().map(|file| file.unwrap().path()) {
        let list = path.file_stem().unwrap().to_string_lossy().into_owned();
        for (mark, sentence) in fs::read_to_string(&path).unwrap().lines().filter_map(|line| line.split_once(": ")) {
            marks.insert((list.clone(), sentence.to_string()), mark.to_string());
        }
    }
    marks
}

/// The names of all tests.
fn laws() -> BTreeSet<String> {
    let texts = ["src", "tests"]
        .iter()
        .flat_map(|folder| rust(Path::new(folder)))
        .map(|path| fs::read_to_string(path).unwrap());
    let names = |text: String| -> Vec<String> {
        let tests = text.split("#[test]").skip(1).filter_map(|rest| rest.split_once("fn ")?.1.split_once('('));
        tests.map(|(name, _)| name.to_string()).collect()
    };
    texts.flat_map(names).collect()
}

/// What holds a sentence of a text, as far as that is known.
struct Holds {
    marks: BTreeMap<(String, String), String>,
    laws: BTreeSet<String>,
    /// What the claims say, by whose text it is.
    said: Vec<(String, String)>,
}

impl Holds {
    fn mark(&self, text: &Text, sentence: &str) -> String {
        let own = |(of, says): &(String, String)| {
            *of == text.of && (sentence.contains(says) || sentence.ends_with('.') && says.contains(sentence))
        };
        if self.said.iter().any(own) {
            return "claim".to_string();
        }
        let valid = |mark: &&String| match mark.split_once(' ') {
            Some(("claim", place)) => self.said.iter().any(|(of, _)| of == place),
            Some(("law", name)) => self.laws.contains(name),
            _ => MARKS.contains(&mark.as_str()),
        };
        let here = self.marks.get(&(text.list.clone(), sentence.to_string()));
        let known = here.or_else(|| self.marks.iter().find(|((_, other), _)| other == sentence).map(|(_, mark)| mark));
        let question = sentence.ends_with('?').then(|| "instruction".to_string());
        let usual = Some(&text.usual).filter(valid).cloned();
        match usual.as_deref() {
            Some("offered") => usual,
            _ => known.filter(valid).cloned().or(question).or(usual),
        }
        .unwrap_or("?".to_string())
    }
}

/// “3,400 sentences: 700 claim, 1,500 definition …”: how many have which mark.
fn counts(lists: &BTreeMap<String, String>) -> String {
    let mut counts = BTreeMap::<&str, usize>::new();
    for line in lists.values().flat_map(|text| text.lines()) {
        *counts.entry(line.split([' ', ':']).next().expect("a mark")).or_default() += 1;
    }
    let each: Vec<String> = counts.iter().map(|(mark, count)| format!("{count} {mark}")).collect();
    format!("{} sentences: {}", counts.values().sum::<usize>(), each.join(", "))
}

#[test]
fn every_sentence_is_listed_with_what_holds_it() {
    let said = all().iter().map(|case: &Case| (case.of.clone(), plain(&case.claim.says))).collect();
    let holds = Holds { marks: marks(), laws: laws(), said };
    let mut lists = BTreeMap::<String, String>::new();
    for text in texts::all() {
        let list = lists.entry(text.list.clone()).or_default();
        for sentence in sentences(&text.markdown) {
            let line = format!("{}: {sentence}\n", holds.mark(&text, &sentence));
            // A list repeats itself, as many data sets have the same parameters.
            if !list.contains(&line) {
                list.push_str(&line);
            }
        }
    }
    for path in fs::read_dir(FOLDER).into_iter().flatten().map(|file| file.unwrap().path()) {
        if !lists.contains_key(&*path.file_stem().unwrap().to_string_lossy()) {
            assert!(env::var_os("BLESS").is_some(), "{} lists what the page does not have", path.display());
            fs::remove_file(path).unwrap();
        }
    }
    println!("{}", counts(&lists));
    lists.iter().for_each(|(list, text)| golden(&format!("{FOLDER}/{list}.txt"), text));
    let unknown: Vec<&str> =
        lists.values().flat_map(|text| text.lines()).filter(|line| line.starts_with("?: ")).collect();
    assert!(unknown.is_empty(), "held by nothing, as {FOLDER} says: {unknown:#?}");
}

#[test]
fn every_claim_is_a_sentence_that_is_read_where_it_stands() {
    let texts = texts::all();
    for case in all() {
        let mut own = texts.iter().filter(|text| text.of == case.of).map(|text| plain(&text.markdown));
        assert!(own.any(|text| text.contains(&plain(&case.claim.says))), "nobody reads in {} {case}", case.of);
        assert!(case.claim.seeds >= 24, "{case} is run over {} seeds", case.claim.seeds);
    }
}
