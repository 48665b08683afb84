//! Rules about every file, and how to find files.

use super::nothing;
use std::fs;
use std::path::{Path, PathBuf};

/// The greatest number of lines of a file.
const LONGEST: usize = 350;

/// A file of the checkout.
pub struct File {
    /// Its path from the root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl File {
    /// The line around a byte position in the text.
    pub fn line(&self, position: usize) -> &str {
        let start = self.text[..position].rfind('\n').map_or(0, |i| i + 1);
        self.text[start..].lines().next().unwrap_or_default()
    }

    /// The positions of a word, ignoring case.
    pub fn find(&self, word: &str) -> Vec<usize> {
        self.text.to_ascii_lowercase().match_indices(word).map(|(i, _)| i).collect()
    }

    /// `path:line: what`, for a byte position in the text.
    pub fn at(&self, position: usize, what: &str) -> String {
        format!("{}:{}: {what}", self.path, 1 + self.text[..position].matches('\n').count())
    }
}

/// All files below a folder with one of these endings, in order.
pub fn files(folder: &str, endings: &[&str]) -> Vec<File> {
    let mut paths = vec![];
    // Cargo runs tests in the root of the checkout.
    collect(Path::new(folder), &mut paths);
    paths.retain(|path| path.extension().and_then(|e| e.to_str()).is_some_and(|e| endings.contains(&e)));
    paths.sort();
    let read = |path: PathBuf| File {
        text: fs::read_to_string(&path).unwrap(),
        path: path.to_str().unwrap().replace('\\', "/"),
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true if path.ends_with("node_modules") || path.ends_with("target") => {}
            true => collect(&path, paths),
            false => paths.push(path),
        }
    }
}

/// All hand-written files.
fn sources() -> Vec<File> {
    let folders = ["src", "tests", "examples", "benches", "xtask", "www"];
    folders.iter().flat_map(|folder| files(folder, &["rs", "js", "mjs", "css", "html"])).collect()
}

#[test]
fn every_file_opens_with_what_it_is() {
    let opens = |file: &File| match file.path.rsplit('.').next() {
        Some("rs") => file.text.starts_with("//! "),
        Some("css") => file.text.starts_with("/*"),
        Some("html") => file.text.starts_with("<!doctype html>"),
        _ => file.text.starts_with("// ") || file.text.starts_with("/**"),
    };
    nothing(sources().iter().filter(|f| !opens(f)).map(|f| f.at(0, "opens without a word on what it is")).collect());
}

#[test]
fn no_file_is_longer_than_a_sitting() {
    let long = sources().into_iter().filter(|f| f.text.lines().count() > LONGEST);
    nothing(long.map(|f| f.at(f.text.len(), &format!("more than {LONGEST} lines"))).collect());
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let mut found = vec![];
    for file in sources().iter().filter(|f| !f.path.starts_with("tests/tidy")) {
        for word in ["todo!", "unimplemented!", "TODO", "FIXME", "XXX", "HACK"] {
            found.extend(file.text.match_indices(word).map(|(i, _)| file.at(i, word)));
        }
    }
    nothing(found);
}
