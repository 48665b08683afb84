//! The claims, each in its place with its run, and what the runs say.

use pushpull::session::claim::{Claim, Expectation};
use pushpull::session::record::{Look, rounded};
use pushpull::session::{PRESETS, Session};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use std::sync::Mutex;

/// A claim in its place.
pub struct Case {
    /// Which lesson or example, and which step of it.
    pub part: String,
    pub step: String,
    /// Whose text it is, as in texts.rs.
    pub of: String,
    pub claim: Claim,
    /// The state from which its runs differ.
    pub state: String,
    /// The run, and the one that it is compared with.
    pub run: String,
    pub other: Option<String>,
    pub expectation: Expectation,
}

impl Case {
    /// Its key in the record.
    pub fn key(&self) -> String {
        self.claim.key(&self.state)
    }
}

/// The sentence, where it stands, and what is expected of which run.
impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        let Claim { says, expect, .. } = &self.claim;
        write!(f, "{}, step {}: “{says}” [{}; {expect}]", self.part, self.step, self.key())
    }
}

/// A claim of `tests/claims/lists.toml`, and whose text it is.
#[derive(Deserialize)]
struct Listed {
    of: String,
    #[serde(flatten)]
    claim: Claim,
}

fn listed() -> Vec<Listed> {
    #[derive(Deserialize)]
    struct Lists {
        claim: Vec<Listed>,
    }
    let path = "tests/claims/lists.toml";
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{path}: {e}"));
    toml::from_str::<Lists>(&text).unwrap_or_else(|e| panic!("{path}: {e}")).claim
}

fn case((part, step): (&str, &str), of: String, state: &str, claim: Claim) -> Case {
    let expectation = Expectation::parse(&claim.expect).unwrap_or_else(|e| panic!("{part}, “{}”: {e}", claim.says));
    let (run, other) = claim.runs(state);
    Case {
        part: part.to_string(),
        step: step.to_string(),
        of,
        state: state.to_string(),
        run,
        other,
        expectation,
        claim,
    }
}

/// Every claim, in the order of the page. CLAIMS narrows them to lessons and texts with this in their id.
pub fn all() -> Vec<Case> {
    let only = std::env::var("CLAIMS").unwrap_or_default();
    let mut cases = vec![];
    for (number, (id, lesson)) in crate::common::lessons().into_iter().enumerate() {
        if !id.contains(&only) {
            continue;
        }
        let part = format!("{}. {}", number + 1, lesson.title);
        for (place, step) in lesson.places().into_iter().zip(lesson.step) {
            let state = step.state.unwrap_or_default();
            let of = format!("{id}.{place}");
            let claims = step.claim.into_iter();
            cases.extend(claims.map(|claim| case((&part, &place), of.clone(), &state, claim)));
        }
    }
    for act in crate::common::opening().step.into_iter().filter(|_| "opening".contains(&only)) {
        let of = format!("opening.{}", act.id);
        cases.extend(act.claim.into_iter().map(|claim| case(("Opening", &act.id), of.clone(), &act.state, claim)));
    }
    for Listed { of, claim } in listed().into_iter().filter(|listed| listed.of.contains(&only)) {
        let preset = PRESETS.iter().find(|preset| of.strip_prefix("example.") == Some(preset.id));
        let part = preset.map_or(of.clone(), |preset| format!("Example: {}", preset.title));
        cases.push(case((&part, ""), of, preset.map_or("", |preset| preset.text), claim));
    }
    cases
}

/// The run of a text at its start.
pub fn open(run: &str, seed: u64) -> Session {
    let text = if run.is_empty() { format!("seed={seed}") } else { format!("{run}&seed={seed}") };
    Session::open(&text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// What runs say: by the case's place in the list and the seed.
pub type Looks = BTreeMap<(usize, u64), Look>;

/// What the runs of one text and seed say of these cases, the shortest first.
fn look(cases: &[Case], places: &[usize], seed: u64) -> Vec<Look> {
    let first = &cases[places[0]];
    let mut session = open(&first.run, seed);
    let mut beside = first.other.as_ref().map(|other| open(other, seed));
    let mut look = |case: &Case| {
        let missing = case.claim.steps - session.now().min(case.claim.steps);
        session.step(missing);
        if let Some(beside) = &mut beside {
            beside.step(missing);
        }
        rounded(case.expectation.look(&session, beside.as_ref()))
    };
    places.iter().map(|place| look(&cases[*place])).collect()
}

/// What the runs say that are wanted, each a case's place and a seed, over as many threads as there are processors.
pub fn run(cases: &[Case], wanted: impl IntoIterator<Item = (usize, u64)>) -> Looks {
    let mut jobs = BTreeMap::<_, Vec<usize>>::new();
    for (place, seed) in wanted {
        jobs.entry((&cases[place].run, &cases[place].other, seed)).or_default().push(place);
    }
    jobs.values_mut().for_each(|places| places.sort_by_key(|place| cases[*place].claim.steps));
    let jobs = Mutex::new(jobs);
    let found = Mutex::new(Looks::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let job = jobs.lock().expect("no thread panics with it").pop_last();
                    let Some(((_, _, seed), places)) = job else { break };
                    let looks = look(cases, &places, seed);
                    let mut found = found.lock().expect("no thread panics with it");
                    found.extend(places.into_iter().zip(looks).map(|(place, look)| ((place, seed), look)));
                }
            });
        }
    });
    found.into_inner().expect("no thread panics with it")
}

/// What a case's runs said, seed by seed.
pub fn of(looks: &Looks, place: usize) -> impl Iterator<Item = (u64, Look)> {
    looks.range((place, 0)..(place + 1, 0)).map(|((_, seed), look)| (*seed, *look))
}
