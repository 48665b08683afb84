//! Picks: every miner that could be chosen now, and what it selects for the spotlit anchor.
//!
//! A miner whose name means different things in different libraries is listed once per meaning.

use crate::learn::compare::Tuples;
use crate::learn::look::sight::Sight;
use crate::learn::loss::Zone;
use crate::learn::miner::{self, DEFINITIONS, Definition, MineInput, MinerSpec};
use crate::learn::order::sort_by_number;
use crate::learn::random::stream;
use crate::learn::spec::{ParamSpec, Params, Scale};
use crate::session::run::plan::check;
use crate::session::run::session::Session;

/// A miner that could be chosen.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The miner.
    pub spec: &'static MinerSpec,
    /// Its definition and the parameter that selects it, if the miner has several.
    pub meant: Option<(&'static ParamSpec, &'static Definition)>,
}

/// What a miner selects.
pub struct Pick {
    /// The miner.
    pub choice: Choice,
    /// The references that it selects as negatives; empty, if it skips the pair.
    pub negatives: Vec<usize>,
}

/// A definition's selection in the whole batch, compared with that of another definition.
pub struct Census {
    /// The definition.
    pub definition: &'static Definition,
    /// Whether this is the definition that the others are compared with.
    pub base: bool,
    /// All triplets.
    pub triplets: usize,
    /// Triplets that only this definition selects.
    pub more: usize,
    /// Triplets that only the other definition selects.
    pub fewer: usize,
    /// Triplets whose negative is no farther than the positive.
    pub hard: usize,
    /// Triplets whose negative is beyond the margin.
    pub easy: usize,
}

/// The parameter that selects one of [`DEFINITIONS`], if the miner has it.
fn meaning(spec: &'static MinerSpec) -> Option<&'static ParamSpec> {
    let ids = || DEFINITIONS.iter().map(|d| d.entry.id);
    let chooses = |p: &&ParamSpec| matches!(p.scale, Scale::Choice(words) if words.iter().copied().eq(ids()));
    spec.entry.params.iter().find(chooses)
}

/// All choices, in the order of the menus.
pub fn choices() -> Vec<Choice> {
    let of = |spec: &'static MinerSpec| match meaning(spec) {
        Some(param) => DEFINITIONS.iter().map(|d| Choice { spec, meant: Some((param, d)) }).collect(),
        None => vec![Choice { spec, meant: None }],
    };
    miner::LIST.iter().flat_map(of).collect()
}

impl Choice {
    /// The choice with this id.
    pub fn find(id: &str) -> Option<Self> {
        choices().into_iter().find(|choice| choice.id() == id)
    }

    /// A stable id for links: `hard`, `semi-hard.openface`.
    pub fn id(&self) -> String {
        match self.meant {
            Some((_, definition)) => format!("{}.{}", self.spec.entry.id, definition.entry.id),
            None => self.spec.entry.id.to_string(),
        }
    }

    /// Its full name: `Hardest negative`, `Semi-hard: OpenFace`.
    pub fn name(&self) -> String {
        match self.meant {
            Some((_, definition)) => format!("{}: {}", self.spec.entry.name, definition.entry.name),
            None => self.spec.entry.name.to_string(),
        }
    }

    /// The name of the meaning alone, if the miner has several.
    pub fn short_name(&self) -> &'static str {
        self.meant.map_or(self.spec.entry.name, |(_, definition)| definition.entry.name)
    }

    /// The settings that select it.
    pub fn edits(&self) -> Vec<(String, String)> {
        let room = || "miner".to_string();
        let word = self.meant.map(|(param, d)| (format!("{}.{}", room(), param.id), d.entry.id.to_string()));
        [(room(), self.spec.entry.id.to_string())].into_iter().chain(word).collect()
    }

    /// Whether the session uses it.
    pub fn in_force(&self, session: &Session) -> bool {
        self.edits().iter().all(|(key, value)| session.config().text_of(key).as_ref() == Some(value))
    }

    /// Its parameters beside the session's other choices; `None`, if they do not go together.
    fn params(&self, session: &Session) -> Option<Params> {
        let mut config = session.config().clone();
        self.edits().iter().try_for_each(|(key, value)| config.set(key, value)).ok()?;
        check(&config).ok()?;
        Some(config.params("miner"))
    }

    /// The tuples that it selects in this sight, at least those of the spotlit anchor. `None`, if it could not be chosen now.
    pub fn mine(&self, session: &Session, sight: &Sight) -> Option<Tuples> {
        let only = sight.lens.as_ref().map(|lens| lens.anchor);
        Some((self.spec.build)(&self.params(session)?).mine(&read(session, sight, only), &mut draws(session)))
    }
}

/// The picks of every possible choice for the spotlit anchor and positive.
pub fn picks(session: &Session, sight: &Sight) -> Vec<Pick> {
    let Some(lens) = &sight.lens else { return vec![] };
    let pick = |choice: Choice| Some(Pick { choice, negatives: lens.taken(&choice.mine(session, sight)?) });
    choices().into_iter().filter_map(pick).collect()
}

/// The choice with several meanings: the previewed one, else the one in use. `None`, if its name has one meaning.
pub fn meant(session: &Session, preview: &str) -> Option<Choice> {
    let in_force = || choices().into_iter().find(|choice| choice.in_force(session));
    Choice::find(preview).or_else(in_force).filter(|choice| choice.meant.is_some())
}

/// The selections of every definition in the whole batch, compared with this one, or with the one in use if that is another definition of
/// the same name.
pub fn census(session: &Session, sight: &Sight, of: Choice) -> Vec<Census> {
    let trace = sight.trace(session.trace());
    let Some(reach) = sight.lens.as_ref().map(|lens| lens.reach) else { return vec![] };
    let same: Vec<Choice> = choices().into_iter().filter(|choice| choice.spec.entry.id == of.spec.entry.id).collect();
    let base = same.iter().find(|choice| choice.in_force(session)).unwrap_or(&of).id();
    let input = read(session, sight, None);
    let take = |choice: &Choice| {
        let tuples = (choice.spec.build)(&choice.params(session)?).mine(&input, &mut draws(session));
        let each =
            |(a, p, negatives): (usize, usize, &[usize])| negatives.iter().map(move |n| [a, p, *n]).collect::<Vec<_>>();
        let mut triplets: Vec<[usize; 3]> = tuples.iter().flat_map(each).collect();
        let columns = trace.distances.shape().1 as f64;
        sort_by_number(&mut triplets, |[a, p, n]| (*a as f64 * columns + *p as f64) * columns + *n as f64);
        Some((choice.meant?.1, choice.id() == base, triplets))
    };
    let taken: Vec<_> = same.iter().filter_map(take).collect();
    let theirs = taken.iter().find(|(_, is_base, _)| *is_base).map_or(&[][..], |(_, _, triplets)| triplets);
    let count = |(definition, base, triplets): &(&'static Definition, bool, Vec<[usize; 3]>)| {
        let shared = triplets.iter().filter(|triplet| theirs.binary_search(triplet).is_ok()).count();
        let at = |i: usize, j: usize| trace.distances[(i, j)];
        let is_hard = |[a, p, n]: &&[usize; 3]| at(*a, *n) <= at(*a, *p);
        let is_easy = |[a, p, n]: &&[usize; 3]| reach.zone(at(*a, *p), at(*a, *n)) == Zone::Easy;
        Census {
            definition,
            base: *base,
            triplets: triplets.len(),
            more: triplets.len() - shared,
            fewer: theirs.len() - shared,
            hard: triplets.iter().filter(is_hard).count(),
            easy: triplets.iter().filter(is_easy).count(),
        }
    };
    taken.iter().map(count).collect()
}

/// The input of a miner, for this sight.
fn read<'a>(session: &'a Session, sight: &'a Sight, only: Option<usize>) -> MineInput<'a> {
    let (pipeline, trace) = (session.pipeline(), sight.trace(session.trace()));
    MineInput {
        distances: &trace.distances,
        relations: &trace.relations,
        affinity: pipeline.affinity,
        references: &trace.references,
        step: session.now(),
        only,
        places: &trace.places,
    }
}

/// The stream of this step's miner.
fn draws(session: &Session) -> crate::learn::random::Rng {
    stream(session.pipeline().seed, "miner", session.now())
}
