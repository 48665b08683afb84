//! Data sets: labelled points in any number of dimensions.
//!
//! An entry makes clean, centred data; [`DatasetSpec::make`] then replaces exactly the asked share of the labels.
//! Measures use the true labels, training sees the given ones.

use super::num::Matrix;
use super::random::{Rng, below, choose, stream};
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry};

mod blobs;

/// Labelled points.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The points as columns: features × N.
    pub points: Matrix,
    /// The true class of every point, `0..class_names.len()`.
    pub truth: Vec<usize>,
    /// The class that training is told, which differs from the truth for noisy labels.
    pub given: Vec<usize>,
    /// What each class is called.
    pub class_names: Vec<String>,
    /// Width and height in pixels where a point is a small grey picture with features row by row, 0 … 1 after [`Self::ink`].
    pub picture: Option<(usize, usize)>,
    /// The picture's darkness, 0 … 1, features × N, before standardisation; empty where there is no picture.
    pub ink: Matrix,
    /// What a reader should know of this very set (left-out rows, for example), or empty.
    pub note: String,
}

impl Dataset {
    /// A set without pictures or notes whose given labels are the true ones.
    pub fn new(points: Matrix, truth: Vec<usize>, class_names: Vec<String>) -> Self {
        let given = truth.clone();
        Self { points, truth, given, class_names, picture: None, ink: Matrix::zeros(0, 0), note: String::new() }
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.truth.len()
    }

    /// Whether there is no point at all.
    pub fn is_empty(&self) -> bool {
        self.truth.is_empty()
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.class_names.len()
    }
}

/// An entry of [`LIST`].
pub struct DatasetSpec {
    /// What it says of itself.
    pub entry: Entry,
    /// Makes the clean set. Deterministic in the generator.
    pub build: fn(&Params, &mut Rng) -> Dataset,
}
has_entry!(DatasetSpec);

impl DatasetSpec {
    /// The set of this seed, with exactly `data.label_noise · N` labels (rounded) replaced by another class.
    pub fn make(&self, params: &Params, seed: u64) -> Dataset {
        let mut set = (self.build)(params, &mut stream(seed, "data", 0));
        let classes = set.classes();
        if classes > 1 {
            let mut rng = stream(seed, "label-noise", 0);
            let wrong = (params.get(LABEL_NOISE.id) * set.len() as f64).round() as usize;
            for i in choose(&mut rng, set.len(), wrong) {
                set.given[i] = (set.truth[i] + 1 + below(&mut rng, classes - 1)) % classes;
            }
        }
        set
    }
}

/// The number of classes, for the generated sets.
pub const fn classes(default: f64, max: u32) -> ParamSpec {
    ParamSpec {
        id: "classes",
        name: "classes",
        symbol: "C",
        unit: "",
        min: 1.0,
        max: max as f64,
        default,
        scale: Scale::Integer { from: 2, to: max, by: 1 },
        follows: None,
        help: "How many classes there are. With a single one there is no negative, and nothing can be learned.",
    }
}

/// Points per class, for the generated sets.
pub const fn per_class(default: f64) -> ParamSpec {
    ParamSpec {
        id: "per_class",
        name: "points each",
        symbol: "",
        unit: "points",
        min: 1.0,
        max: 200.0,
        default,
        scale: Scale::Integer { from: 5, to: 100, by: 5 },
        follows: None,
        help: "How many points each class has.",
    }
}

/// The standard deviation of the noise, for the generated sets.
pub const fn spread(default: f64) -> ParamSpec {
    ParamSpec {
        id: "spread",
        name: "spread",
        symbol: "σ",
        unit: "",
        min: 0.0,
        max: 5.0,
        default,
        scale: Scale::Linear { from: 0.0, to: 1.0, by: 0.05 },
        follows: None,
        help: "The standard deviation of every point around its place. More of it, and the classes overlap.",
    }
}

/// Every data set has it.
pub const LABEL_NOISE: ParamSpec = ParamSpec {
    id: "label_noise",
    name: "wrong labels",
    symbol: "",
    unit: "",
    min: 0.0,
    max: 1.0,
    default: 0.0,
    scale: Scale::Linear { from: 0.0, to: 0.5, by: 0.05 },
    follows: None,
    help: "Exactly this share of the labels is replaced by another class before training. The measures keep using the true labels.",
};

/// All data sets, in the order of the menu.
pub static LIST: &[DatasetSpec] = &[blobs::SPEC];

/// Names for classes that have none of their own: A, B, … Z, AA, AB, ….
pub fn plain_names(classes: usize) -> Vec<String> {
    let letter = |i: usize| char::from(b'A' + i as u8);
    (0..classes)
        .map(|c| if c < 26 { letter(c).to_string() } else { format!("{}{}", letter(c / 26 - 1), letter(c % 26)) })
        .collect()
}
