//! Held-out points: points that training never sees, so that generalisation can be told from memorisation.
//!
//! There are two ways to hold out. *Points*: of the n points of each training class, ⌈share · n − ½⌉ are held out (rounded to the nearest,
//! ties down; a class keeps at least one). *Unseen classes*: all points of some classes, leaving at least two classes. Streams: `unseen`
//! for the classes, `held-out` at step c for the points of class c; a greater share holds out the same points and more.

use super::Dataset;
use crate::learn::random::{choose, stream};
use crate::learn::spec::{ParamSpec, Scale, prose};

/// A parameter of every data set.
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
    help: prose(
        "This share of the points of each class is never trained on. How well they are placed shows whether a map was learned, or only these points. A change after step 0 begins a new run.",
    ),
};

/// The id of the parameter that [`unseen`] makes.
pub const UNSEEN: &str = "unseen";

/// The fewest classes to train on: with one there is no negative.
pub const FEWEST_SEEN: usize = 2;

/// A parameter of every data set; `classes` is the greatest number of classes that the set can have.
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
        help: prose(
            "How many whole classes are never trained on, as in face recognition, where the people at the door are not those of the training set. At least two classes remain. After step 0 a change begins the run anew.",
        ),
    }
}

/// Which points training sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Split {
    held_out: Vec<bool>,
    unseen: Vec<bool>,
    parts: [Vec<usize>; 2],
}

impl Split {
    /// For each class whether it is held out: `wanted` classes, or fewer to leave two.
    pub(super) fn unseen(classes: usize, wanted: usize, seed: u64) -> Vec<bool> {
        let mut unseen = vec![false; classes];
        let most = wanted.min(classes.saturating_sub(FEWEST_SEEN));
        choose(&mut stream(seed, "unseen", 0), classes, most).into_iter().for_each(|class| unseen[class] = true);
        unseen
    }

    /// Holds out the unseen classes, and a share of the points of every other class.
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

    /// The points that training does not see, ascending.
    pub fn held_out(&self) -> &[usize] {
        &self.split.parts[1]
    }

    /// Whether a point is held out.
    pub fn is_held_out(&self, point: usize) -> bool {
        self.split.held_out[point]
    }

    /// Whether a class is held out as a whole.
    pub fn is_unseen(&self, class: usize) -> bool {
        self.split.unseen[class]
    }
}
