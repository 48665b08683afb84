//! What runs said before, in `tests/golden/claims.txt`: a line for every claim, with a hash of all that its result depends on. A line whose hash
//! is that of no claim any more is as good as none.

use crate::cases::{Case, Looks, of, open};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Where it is written, from the root of the checkout.
pub const FILE: &str = "tests/golden/claims.txt";

/// What a run is computed by, and a condition read by. The digests of `tests/session` pin the bits of all else that a run goes through.
const SOURCES: [&str; 3] = ["data", "src/learn", "src/session/ask"];

/// What was said, by hash.
pub struct Kept {
    sources: String,
    said: BTreeMap<String, Vec<String>>,
}

impl Kept {
    /// Reads the file; without one nothing is known.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut all = Sha256::new();
        SOURCES.iter().for_each(|folder| feed(&root.join(folder), &mut all));
        Self::of(&hex(all), &fs::read_to_string(root.join(FILE)).unwrap_or_default())
    }

    /// The lines of a text, where the sources have this hash.
    pub fn of(sources: &str, text: &str) -> Self {
        let line = |line: &str| {
            let (hash, said) = line.split_once(' ')?;
            Some((hash.to_string(), said.split(' ').map(String::from).collect()))
        };
        Self { sources: sources.to_string(), said: text.lines().filter_map(line).collect() }
    }

    /// The hash of what a case's result depends on: the sources, its runs, how long they are, over how many seeds, and what is expected.
    pub fn key(&self, case: &Case) -> String {
        let texts = [&case.run, case.other.as_ref().unwrap_or(&case.run)].map(|run| open(run, 1).text());
        let numbers = format!("{} {}", case.claim.steps, case.seeds);
        self.hash(&[&texts[0], &texts[1], &case.claim.expect, &numbers])
    }

    fn hash(&self, texts: &[&str]) -> String {
        let mut all = Sha256::new();
        all.update(&self.sources);
        texts.iter().for_each(|text| all.update(format!("\n{text}")));
        hex(all)
    }

    /// What a case's runs said, if that is known.
    pub fn said(&self, case: &Case) -> Option<&[String]> {
        self.said.get(&self.key(case)).map(Vec::as_slice).filter(|said| said.len() as u64 == case.seeds)
    }

    /// The seed over which a known case is run all the same. Cases of the same runs have the same one, and with other sources it is another.
    pub fn sample(&self, case: &Case) -> u64 {
        let hash = self.hash(&[&case.run, case.other.as_deref().unwrap_or_default()]);
        u64::from_str_radix(&hash[..8], 16).expect("a hash is written in hexadecimal digits") % case.seeds + 1
    }

    /// What the runs of known cases say that is not what the file says of them.
    pub fn complaints(&self, cases: &[Case], looks: &Looks) -> Vec<String> {
        let complaint = |((place, seed), look): (&(usize, u64), &Option<f64>)| {
            let (before, now) = (&self.said(&cases[*place])?[*seed as usize - 1], written(*look));
            (*before != now).then(|| format!("{FILE} has {before} for seed {seed} of {}; it is {now}", cases[*place]))
        };
        looks.iter().filter_map(complaint).collect()
    }

    /// What is known of a case beside what its runs just said.
    pub fn looks(&self, cases: &[Case], place: usize, looks: &Looks) -> Vec<Option<f64>> {
        let now = of(looks, place);
        match self.said(&cases[place]) {
            Some(said) if (now.len() as u64) < cases[place].seeds => {
                said.iter().map(|text| text.parse().ok()).collect()
            }
            _ => now,
        }
    }

    /// The file that has these cases' results and no others.
    pub fn text(&self, cases: &[Case], looks: &Looks) -> String {
        let line = |(place, case): (usize, &Case)| {
            let said: Vec<_> = self.looks(cases, place, looks).into_iter().map(written).collect();
            (self.key(case), said.join(" "))
        };
        let lines: BTreeMap<_, _> = cases.iter().enumerate().map(line).collect();
        lines.iter().map(|(hash, said)| format!("{hash} {said}\n")).collect()
    }
}

/// What one run said. Numbers in this form are read back bit for bit.
fn written(look: Option<f64>) -> String {
    look.map_or("none".into(), |look| look.to_string())
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Every file below a folder, in order. Comments of Rust do not count.
fn feed(folder: &Path, all: &mut Sha256) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            feed(&path, all);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let code = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
            code.for_each(|line| all.update(format!("{line}\n")));
        } else {
            all.update(fs::read(path).unwrap());
        }
    }
}
