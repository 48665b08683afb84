//! Held-out points: points that training never sees, on which one can tell what was learned from what was learned by heart.
//!
//! Two ways to hold out. *Points*: of each class with n points that is trained on, ⌈share · n − ½⌉ are held out (the nearest whole number,
//! the lower of two; a class keeps at least one). *Unseen classes*: all points of so many classes, of which at least two others are left.
//! Streams: `unseen` for the classes, `held-out` at step c for the points of class c; so a greater share holds out more of the same points.

use super::Dataset;
use crate::learn::random::{choose, stream};
use crate::learn::spec::{ParamSpec, Scale};

/// Every data set has it.
pub const HELD_OUT: ParamSpec = ParamSpec {
    id: "held_out",
    name: "held out",
    symbol: "",
    unit: "",
    min: 0.0,
    max: 0.5,
    default: 0.0,
    scale: Scale::Linear { from: 0.0, to: 0.5, by: 0.05 },
    follows: None,
    help: "This share of the points of each class is never trained on. How well they are placed says whether a map was learned, or only the points.",
};

/// The id of the parameter that [`unseen`] makes.
pub const UNSEEN: &str = "unseen";

/// The fewest classes that can be trained on: with one there is no negative.
pub const FEWEST_SEEN: usize = 2;

/// Every data set has it; `classes` is the most that it can have.
pub const fn unseen(classes: u32) -> ParamSpec {
    let most = classes - FEWEST_SEEN as u32;
    ParamSpec {
        id: UNSEEN,
        name: "unseen classes",
        symbol: "",
        unit: "classes",
        min: 0.0,
        max: most as f64,
        default: 0.0,
        scale: Scale::Integer { from: 0, to: most, by: 1 },
        follows: None,
        help: "So many whole classes are never trained on, as in face recognition: the people at the door are not those of the training set. At least two classes stay.",
    }
}

/// Which points are trained on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    held_out: Vec<bool>,
    unseen: Vec<bool>,
    parts: [Vec<usize>; 2],
}

impl Split {
    /// Classes that are not trained on: at most so many that two are left.
    pub(super) fn unseen(classes: usize, wanted: usize, seed: u64) -> Vec<bool> {
        let mut unseen = vec![false; classes];
        let most = wanted.min(classes.saturating_sub(FEWEST_SEEN));
        choose(&mut stream(seed, "unseen", 0), classes, most).into_iter().for_each(|class| unseen[class] = true);
        unseen
    }

    /// Holds out the unseen classes, and a share of the points of each of the others.
    pub(super) fn of(truth: &[usize], unseen: Vec<bool>, share: f64, seed: u64) -> Self {
        let mut held_out: Vec<bool> = truth.iter().map(|class| unseen[*class]).collect();
        for class in (0..unseen.len()).filter(|class| !unseen[*class]) {
            let own: Vec<usize> = (0..truth.len()).filter(|i| truth[*i] == class).collect();
            let count = (share * own.len() as f64 - 0.5).ceil().max(0.0) as usize;
            let chosen = choose(&mut stream(seed, "held-out", class as u64), own.len(), count);
            chosen.into_iter().for_each(|i| held_out[own[i]] = true);
        }
        let part = |wanted: bool| (0..truth.len()).filter(|i| held_out[*i] == wanted).collect();
        Self { parts: [part(false), part(true)], held_out, unseen }
    }
}

impl Dataset {
    /// The points that training sees, ascending.
    pub fn training(&self) -> &[usize] {
        &self.split.parts[0]
    }

    /// The points that it does not, ascending.
    pub fn held_out(&self) -> &[usize] {
        &self.split.parts[1]
    }

    /// Whether training does not see a point.
    pub fn is_held_out(&self, point: usize) -> bool {
        self.split.held_out[point]
    }

    /// Whether training sees no point of a class.
    pub fn is_unseen(&self, class: usize) -> bool {
        self.split.unseen[class]
    }
}
