//! Misfits and idle choices: choices that make no sense together, and choices that have no effect beside others, each with a reason for the
//! learner.
//!
//! Both depend on properties of the entries and never on their ids, so a new entry is covered without a change here.

use super::affinity::{AffinitySpec, Orientation};
use super::dataset::DatasetSpec;
use super::head::HeadSpec;
use super::loss::{Exception, LossSpec, Proxies};
use super::miner::{Geometry, MinerSpec};
use super::pair_matrix::LARGEST_BATCH;
use super::spec::Spec;
use super::step::Pipeline;
use super::views::ViewsSpec;
use std::any::type_name;

/// The fewest points whose coordinates can be compared.
const FEWEST: usize = 4;

/// The choices of a configuration.
pub struct Chosen {
    /// The chosen entry of each room.
    pub specs: Vec<&'static dyn Spec>,
    /// The most rows of a step: points of a batch, or views of them.
    pub rows: usize,
    /// The most rows that the loss and the miner take.
    pub largest: [usize; 2],
    /// Whether the loss has proxies of the classes.
    pub proxies: bool,
    /// Whether the scheme reads labels; else it compares views of points.
    pub labels: bool,
    /// The number of rows that the scheme makes of each point.
    pub views: usize,
    /// Whether rows predict their references.
    pub predicts: bool,
    /// Whether the loss compares coordinates of two views.
    pub coordinates: bool,
    /// Whether the loss reads a teacher's targets, and whether the scheme has a teacher.
    pub targets: [bool; 2],
    /// Whether the encoder reads features.
    pub is_map: bool,
}

impl Chosen {
    /// The chosen entry of the room with specs of this type.
    ///
    /// # Panics
    /// If there is no such room.
    pub fn of<S: Spec>(&self) -> &'static S {
        self.specs.iter().find_map(|spec| spec.of()).unwrap_or_else(|| panic!("no room has a {}", type_name::<S>()))
    }

    fn loss(&self) -> &LossSpec {
        self.of()
    }

    fn affinity(&self) -> &AffinitySpec {
        self.of()
    }

    fn head(&self) -> &HeadSpec {
        self.of()
    }

    fn miner(&self) -> &MinerSpec {
        self.of()
    }

    fn data(&self) -> &DatasetSpec {
        self.of()
    }

    fn views(&self) -> &ViewsSpec {
        self.of()
    }
}

/// A combination that makes no sense.
pub struct Misfit {
    /// The keys of the rooms involved. The reader is advised to choose another entry in the first.
    pub rooms: &'static [&'static str],
    /// The reason, as the end of a sentence.
    pub reason: &'static str,
    /// Whether these choices are such a combination.
    pub holds: fn(&Chosen) -> bool,
}

/// All misfits.
pub static LIST: &[Misfit] = &[
    Misfit {
        rooms: &["affinity", "loss", "head"],
        reason: "away from the unit circle or sphere, two points can be more similar by this measure than two that coincide; their distance is then below 0, and a loss that squares it would push positives apart",
        holds: |c| c.loss().squares_distances && !c.affinity().nearest_at_coincidence && !c.head().unit,
    },
    Misfit {
        rooms: &["affinity", "loss", "head"],
        reason: "this loss adds to the angle between two embeddings, so it needs their cosine: the cosine similarity, or the dot product on the unit circle or sphere",
        holds: |c| {
            let cosine = c.affinity().orientation == Orientation::Similarity
                && (c.affinity().nearest_at_coincidence || c.head().unit);
            c.loss().exceptions.contains(&Exception::OnlyCosines) && !cosine
        },
    },
    Misfit {
        rooms: &["affinity", "miner", "head"],
        reason: "away from the unit circle or sphere this similarity does not say how far apart two points are, which this miner has to know",
        holds: |c| c.miner().geometry != Geometry::Order && !c.affinity().nearest_at_coincidence && !c.head().unit,
    },
    Misfit {
        rooms: &["head", "miner", "affinity"],
        reason: "the weights of this miner are meant for distances between points of unit length",
        holds: |c| {
            let directions = c.affinity().orientation == Orientation::Similarity && c.affinity().nearest_at_coincidence;
            c.miner().geometry == Geometry::UnitLengths && !c.head().unit && !directions
        },
    },
    Misfit {
        rooms: &["views", "data"],
        reason: "only pictures can be shifted, tilted or blurred, and these points are none",
        holds: |c| c.views().pictures && !c.data().pictures,
    },
    Misfit {
        rooms: &["scheme", "encoder"],
        reason: "views of a point differ from it in their features, and this encoder does not read any",
        holds: |c| !c.labels && !c.is_map,
    },
    Misfit {
        rooms: &["scheme", "loss"],
        reason: "this loss compares every point with the proxy of its class, and without labels no class is known",
        holds: |c| !c.labels && c.proxies,
    },
    Misfit {
        rooms: &["loss", "sampler"],
        reason: "this loss compares coordinates over a batch, which needs at least four points",
        holds: |c| c.coordinates && c.rows < FEWEST * c.views,
    },
    Misfit {
        rooms: &["loss", "scheme"],
        reason: "this loss compares the coordinates of two views of each point, and here the rows are not two such views",
        holds: |c| c.coordinates && c.views != 2,
    },
    Misfit {
        rooms: &["loss", "scheme"],
        reason: "this loss compares the coordinates of two views with each other, and here one view is predicted from the other, so the targets would take no part",
        holds: |c| c.coordinates && (c.predicts || c.targets[1]),
    },
    Misfit {
        rooms: &["loss", "scheme"],
        reason: "this loss compares a student’s probabilities with those of a teacher, and here nobody teaches",
        holds: |c| c.targets == [true, false],
    },
    Misfit {
        rooms: &["sampler", "data", "scheme"],
        reason: "a step takes at most 4096 points, or two views of half as many",
        holds: |c| c.rows > LARGEST_BATCH,
    },
    Misfit {
        rooms: &["loss", "sampler", "scheme"],
        reason: "this loss looks at a whole batch together, which takes too long for more than 1024 points, or two views of half as many",
        holds: |c| c.rows > c.largest[0],
    },
    Misfit {
        rooms: &["miner", "sampler", "scheme"],
        reason: "this miner looks at a whole batch together, which takes too long for more than 1024 points, or two views of half as many",
        holds: |c| c.rows > c.largest[1],
    },
];

/// A room whose choice has no effect at present. It is greyed out; the choice is kept for when it has one.
pub struct Idle {
    /// The key of the room.
    pub room: &'static str,
    /// The reason, as a sentence with `@` for the loss.
    pub reason: &'static str,
    /// Whether the room is idle.
    pub holds: fn(&Pipeline) -> bool,
}

/// All rooms that can be idle.
pub static IDLE: &[Idle] = &[
    Idle {
        room: "miner",
        reason: "@ compares every point with the proxies of all classes, so there is nothing to mine.",
        holds: |pipeline| pipeline.loss.learns().proxies != Proxies::None,
    },
    Idle {
        room: "miner",
        reason: "@ compares coordinates instead of points, so there is nothing to mine.",
        holds: |pipeline| pipeline.loss.objective().is_some(),
    },
    Idle {
        room: "miner",
        reason: "@ reads how probable a teacher finds each prototype, so there is nothing to mine.",
        holds: |pipeline| pipeline.loss.reads_targets(),
    },
    Idle {
        room: "reduction",
        reason: "@ says itself how its terms are added up.",
        holds: |pipeline| pipeline.loss.objective().is_some(),
    },
    Idle {
        room: "scheme",
        reason: "@ compares points with class proxies, and not with other points.",
        holds: |pipeline| pipeline.loss.learns().proxies != Proxies::None,
    },
    Idle {
        room: "views",
        reason: "Labels say what belongs together, so no point is changed.",
        holds: |pipeline| pipeline.scheme.reads_labels(),
    },
];

/// Why the choice in a room has no effect in this pipeline; `None`, if it has one.
pub fn idle(pipeline: &Pipeline, room: &str) -> Option<String> {
    let found = IDLE.iter().find(|idle| idle.room == room && (idle.holds)(pipeline))?;
    Some(found.reason.replace('@', pipeline.loss_spec.entry.name))
}
