//! Views: copies of points, changed at random. A scheme without labels says that two views of a point belong together, so to choose how they
//! are changed is to assume what has no influence on the label.

use super::dataset::Dataset;
use super::encoder::Input;
use super::num::Matrix;
use super::random::{Rng, stream};
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry, prose};

mod features;
mod pixels;

/// How a view of a point is made.
///
/// # What must hold
///
/// * A view has as many features as its point, and finite ones.
/// * The point and the generator alone determine it, bit for bit; nothing panics. With every strength at 0 it is the point itself.
///
/// `tests/learn/every/views.rs` checks this, and that every parameter has an effect.
pub trait Augmentation {
    /// The features of a view of a point.
    fn view(&self, data: &Dataset, point: usize, rng: &mut Rng) -> Vec<f64>;
}

/// The streams of a point's two views: independent of each other, the same for every scheme.
const STREAMS: [&str; 2] = ["first views", "second views"];
/// Those of views that are only looked at.
const ASIDE: [&str; 2] = ["first views aside", "second views aside"];

/// The views of one step. Those of a point depend on no other point.
pub struct Views<'a> {
    /// How they are made.
    pub augmentation: &'a dyn Augmentation,
    /// The points.
    pub data: &'a Dataset,
    /// The seed of every random stream.
    pub seed: u64,
    /// The step.
    pub step: u64,
}

impl Views<'_> {
    /// The first (0) or the second (1) view of each of these points.
    pub fn of(&self, which: usize, points: &[usize]) -> Input {
        self.drawn(&stream(self.seed, STREAMS[which], self.step), points)
    }

    /// What they could also have been: as many as wanted, by number. No step sees them.
    pub fn aside(&self, which: usize, points: &[usize], number: u64) -> Input {
        self.drawn(&stream(self.seed, ASIDE[which], number), points)
    }

    /// Views from a stream, of which each point has a part of its own.
    fn drawn(&self, all: &Rng, points: &[usize]) -> Input {
        let view = |point: &usize| {
            let mut own = all.clone();
            own.set_stream(*point as u64);
            self.augmentation.view(self.data, *point, &mut own)
        };
        let features = points.iter().flat_map(view).collect();
        Input { indices: points.to_vec(), features: Matrix::from_vec(self.data.points.nrows(), points.len(), features) }
    }

    /// Both views of each of these points: first all first views, then all second ones.
    pub fn both(&self, points: &[usize]) -> Input {
        self.joined([0, 1], points)
    }

    /// The second views of all of these points, then the first ones.
    pub fn swapped(&self, points: &[usize]) -> Input {
        self.joined([1, 0], points)
    }

    fn joined(&self, order: [usize; 2], points: &[usize]) -> Input {
        let [first, second] = order.map(|which| self.of(which, points));
        let features = [first.features, second.features].iter().flatten().copied().collect();
        let features = Matrix::from_vec(self.data.points.nrows(), 2 * points.len(), features);
        Input { indices: [first.indices, second.indices].concat(), features }
    }
}

/// An entry of [`LIST`].
pub struct ViewsSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Whether it changes pictures, and nothing else.
    pub pictures: bool,
    /// Makes the augmentation.
    pub build: fn(&Params) -> Box<dyn Augmentation>,
}
has_entry!(ViewsSpec, words);

/// All augmentations, in the order of the menu.
pub static LIST: &[ViewsSpec] = &[features::SPEC, pixels::SPEC];

/// The one that is usual for pictures, or for other points.
pub fn usual(pictures: bool) -> &'static ViewsSpec {
    LIST.iter().find(|spec| spec.pictures == pictures).unwrap_or(&LIST[0])
}

/// A strength from 0, which is none.
const fn strength(id: &'static str, name: &'static str, help: &'static str) -> ParamSpec {
    ParamSpec {
        id,
        name,
        symbol: "",
        unit: "",
        min: 0.0,
        max: 10.0,
        default: 0.0,
        scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.05 },
        follows: None,
        help: prose(help),
    }
}

/// A number between −1 and 1.
fn either_way(rng: &mut Rng) -> f64 {
    2.0 * super::random::uniform(rng) - 1.0
}
