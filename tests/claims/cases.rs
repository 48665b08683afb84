//! The claims, each in its place with its run, and what the runs say.

use pushpull::session::claim::{Claim, Expectation};
use pushpull::session::lesson::{run_of, with};
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
    /// The run, and the one that it is compared with.
    pub run: String,
    pub other: Option<String>,
    pub expectation: Expectation,
    pub seeds: u64,
}

impl Case {
    /// What its result depends on: run, steps and expectation, as the table has them.
    pub fn key(&self) -> String {
        let run = if self.run.is_empty() { "the defaults" } else { &self.run };
        let other = self.other.as_ref().map_or(String::new(), |other| format!(", other: `{other}`"));
        format!("`{run}`{other} | {} | {}", self.claim.steps, self.claim.expect)
    }
}

/// The sentence, where it stands, and what is expected of which run.
impl Display for Case {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, step {}: “{}” [{}]", self.part, self.step, self.claim.says, self.key())
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

fn case((part, step): (&str, &str), of: String, state: &str, claim: Claim, seeds: Option<u64>) -> Case {
    let expectation = Expectation::parse(&claim.expect).unwrap_or_else(|e| panic!("{part}, “{}”: {e}", claim.says));
    let run = |config: &str| run_of(&with(state, config));
    Case {
        part: part.to_string(),
        step: step.to_string(),
        of,
        run: run(&claim.config),
        other: claim.other.as_ref().map(|config| run(config)),
        expectation,
        seeds: seeds.unwrap_or(claim.seeds),
        claim,
    }
}

/// Every claim, in the order of the page, over so many seeds or over its own. CLAIMS narrows them to lessons and examples with this in their id.
pub fn all(seeds: Option<u64>) -> Vec<Case> {
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
            cases.extend(claims.map(|claim| case((&part, &place), of.clone(), &state, claim, seeds)));
        }
    }
    for Listed { of, claim } in listed().into_iter().filter(|listed| listed.of.contains(&only)) {
        let preset = PRESETS.iter().find(|preset| of.strip_prefix("example.") == Some(preset.id));
        let part = preset.map_or(of.clone(), |preset| format!("Example: {}", preset.title));
        cases.push(case((&part, ""), of, preset.map_or("", |preset| preset.text), claim, seeds));
    }
    cases
}

/// The run of a text at its start.
pub fn open(run: &str, seed: u64) -> Session {
    let text = if run.is_empty() { format!("seed={seed}") } else { format!("{run}&seed={seed}") };
    Session::open(&text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// What runs say: by the case's place in the list and the seed.
pub type Looks = BTreeMap<(usize, u64), Option<f64>>;

/// What the runs of one text and seed say of these cases, the shortest first.
fn look(cases: &[Case], places: &[usize], seed: u64) -> Vec<Option<f64>> {
    let first = &cases[places[0]];
    let mut session = open(&first.run, seed);
    let mut beside = first.other.as_ref().map(|other| open(other, seed));
    let mut look = |case: &Case| {
        let missing = case.claim.steps - session.now().min(case.claim.steps);
        session.step(missing);
        if let Some(beside) = &mut beside {
            beside.step(missing);
        }
        case.expectation.look(&session, beside.as_ref())
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

/// Every case's runs over all its seeds.
pub fn everything(cases: &[Case]) -> Vec<(usize, u64)> {
    let of = |(place, case): (usize, &Case)| (1..=case.seeds).map(move |seed| (place, seed));
    cases.iter().enumerate().flat_map(of).collect()
}

/// What a case's runs over all its seeds said.
pub fn of(looks: &Looks, place: usize) -> Vec<Option<f64>> {
    looks.range((place, 0)..(place + 1, 0)).map(|(_, look)| *look).collect()
}
