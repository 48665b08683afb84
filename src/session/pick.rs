//! Picks: every miner as it could be chosen now, and what it takes for the anchor that is looked at.
//!
//! A miner whose word means different things to different libraries is there once for each meaning.

use super::plan::check;
use super::session::Session;
use crate::learn::compare::Tuples;
use crate::learn::loss::Zone;
use crate::learn::miner::{self, DEFINITIONS, Definition, MineInput, MinerSpec};
use crate::learn::random::stream;
use crate::learn::sight::Sight;
use crate::learn::spec::{ParamSpec, Params, Scale};

/// A miner as it could be chosen.
#[derive(Clone, Copy)]
pub struct Choice {
    /// The miner.
    pub spec: &'static MinerSpec,
    /// What is meant by it, with the parameter that says so, where there is a choice.
    pub meant: Option<(&'static ParamSpec, &'static Definition)>,
}

/// What a miner takes.
pub struct Pick {
    /// The miner.
    pub choice: Choice,
    /// The references that it takes as negatives; empty where it skips the pair.
    pub negatives: Vec<usize>,
}

/// What a definition takes from the whole batch.
pub struct Census {
    /// The definition.
    pub definition: &'static Definition,
    /// All triplets.
    pub triplets: usize,
    /// Those whose negative is no farther than the positive.
    pub hard: usize,
    /// Those whose negative is beyond the margin.
    pub easy: usize,
}

/// The parameter that chooses among [`DEFINITIONS`], where a miner has it.
fn meaning(spec: &'static MinerSpec) -> Option<&'static ParamSpec> {
    let ids = || DEFINITIONS.iter().map(|d| d.entry.id);
    let chooses = |p: &&ParamSpec| matches!(p.scale, Scale::Choice(words) if words.iter().copied().eq(ids()));
    spec.entry.params.iter().find(chooses)
}

/// Everything that can be chosen, in the order of the menus.
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

    /// A stable word for links: `hard`, `semi-hard.openface`.
    pub fn id(&self) -> String {
        match self.meant {
            Some((_, definition)) => format!("{}.{}", self.spec.entry.id, definition.entry.id),
            None => self.spec.entry.id.to_string(),
        }
    }

    /// What it is called: `Hardest negative`, `Semi-hard: OpenFace`.
    pub fn name(&self) -> String {
        match self.meant {
            Some((_, definition)) => format!("{}: {}", self.spec.entry.name, definition.entry.name),
            None => self.spec.entry.name.to_string(),
        }
    }

    /// The same without the miner's own name, where there are several meanings of that.
    pub fn short_name(&self) -> &'static str {
        self.meant.map_or(self.spec.entry.name, |(_, definition)| definition.entry.name)
    }

    /// What it does, for a learner.
    pub fn gist(&self) -> &'static str {
        self.meant.map_or(self.spec.entry.gist, |(_, definition)| definition.entry.gist)
    }

    /// The settings that choose it.
    pub fn edits(&self) -> Vec<(String, String)> {
        let room = || "miner".to_string();
        let word = self.meant.map(|(param, d)| (format!("{}.{}", room(), param.id), d.entry.id.to_string()));
        [(room(), self.spec.entry.id.to_string())].into_iter().chain(word).collect()
    }

    /// Whether it is what a session mines with.
    pub fn in_force(&self, session: &Session) -> bool {
        self.edits().iter().all(|(key, value)| session.config().text_of(key).as_ref() == Some(value))
    }

    /// Its parameters beside the other choices of a session; `None` where it has no meaning beside them.
    fn params(&self, session: &Session) -> Option<Params> {
        let mut config = session.config().clone();
        self.edits().iter().try_for_each(|(key, value)| config.set(key, value)).ok()?;
        check(&config).ok()?;
        Some(config.params("miner"))
    }

    /// The tuples that it takes of what is seen: those of the seen anchor at least. `None` where it could not be chosen now.
    pub fn mine(&self, session: &Session, sight: &Sight) -> Option<Tuples> {
        let only = sight.lens.as_ref().map(|lens| lens.anchor);
        Some((self.spec.build)(&self.params(session)?).mine(&read(session, sight, only), &mut draws(session)))
    }
}

/// What every choice that could be made now takes for the anchor and positive that are seen.
pub fn picks(session: &Session, sight: &Sight) -> Vec<Pick> {
    let Some(lens) = &sight.lens else { return vec![] };
    let pick = |choice: Choice| Some(Pick { choice, negatives: lens.taken(&choice.mine(session, sight)?) });
    choices().into_iter().filter_map(pick).collect()
}

/// What every definition of the miner in force takes from the whole batch that is seen; empty where its word has one meaning only.
pub fn census(session: &Session, sight: &Sight) -> Vec<Census> {
    let trace = sight.trace(session.trace());
    let Some(reach) = sight.lens.as_ref().map(|lens| lens.reach) else { return vec![] };
    let count = |choice: Choice| {
        let (_, definition) = choice.meant?;
        let input = read(session, sight, None);
        let tuples = (choice.spec.build)(&choice.params(session)?).mine(&input, &mut draws(session));
        let zones = tuples.iter().flat_map(|(a, p, negatives)| {
            let at = move |j: usize| trace.distances[(a, j)];
            negatives.iter().map(move |n| (at(*n) <= at(p), reach.zone(at(p), at(*n))))
        });
        let (hard, easy) = zones.fold((0, 0), |(hard, easy), (nearer, zone)| {
            (hard + usize::from(nearer), easy + usize::from(zone == Zone::Easy))
        });
        Some(Census { definition, triplets: tuples.triplets(), hard, easy })
    };
    let room = session.config().choice("miner").id;
    choices().into_iter().filter(|choice| choice.spec.entry.id == room).filter_map(count).collect()
}

/// What a miner reads of what is seen.
fn read<'a>(session: &'a Session, sight: &'a Sight, only: Option<usize>) -> MineInput<'a> {
    let (pipeline, trace) = (session.pipeline(), sight.trace(session.trace()));
    MineInput {
        distances: &trace.distances,
        relations: &trace.relations,
        affinity: pipeline.affinity,
        references: trace.references.as_ref().unwrap_or(&trace.rows),
        step: session.now(),
        only,
    }
}

/// The random numbers that the miner of this step draws.
fn draws(session: &Session) -> crate::learn::random::Rng {
    stream(session.pipeline().seed, "miner", session.now())
}
