//! Data sets: labelled points in any number of dimensions.
//!
//! An entry makes clean data around the origin. [`DatasetSpec::make`] then gives the asked share of points a wrong label, and holds points
//! out from training. Metrics use the true labels, training the given ones.

use super::num::Matrix;
use super::random::{Rng, below, choose, normal, stream};
use super::spec::{Entry, ParamSpec, Params, Scale, has_entry, prose};
use std::cell::OnceCell;

mod blobs;
mod by_hand;
mod checkerboard;
mod contradiction;
mod digits;
mod gaussians;
mod held_out;
mod long_tail;
mod moons;
mod penguins;
mod plane;
mod rings;
mod spirals;
mod standard;
mod subclasses;
mod trio;
mod words;

pub use by_hand::ByHand;
pub use held_out::{FEWEST_SEEN, HELD_OUT, Split, UNSEEN, unseen};
pub use plane::Plane;
pub use standard::{Standard, standardised};

/// Labelled points. Every list has one entry per point, in the same order.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// The features of the points, as columns: features × N.
    pub points: Matrix,
    /// The true class of every point, `0..class_names.len()`.
    pub truth: Vec<usize>,
    /// The subclass of every point, of which neither training nor the usual metrics know: a part of its class, or the class itself.
    pub subclasses: Vec<usize>,
    /// The label that training uses; for noisy labels it differs from the truth.
    pub given: Vec<usize>,
    /// The name of each class.
    pub class_names: Vec<String>,
    /// Width and height in pixels, if every point is a small grey picture.
    pub picture: Option<(usize, usize)>,
    /// The pictures' darkness, 0 … 1: pixels × N, row by row from the top left. Empty without pictures.
    pub ink: Matrix,
    /// A remark for readers on this very set (rows left out, for example), or empty.
    pub note: String,
    /// Changes since the set was made.
    pub by_hand: ByHand,
    /// Which points training sees.
    pub split: Split,
    plane: OnceCell<Plane>,
    pixels: OnceCell<Standard>,
    contradiction: OnceCell<f64>,
}

impl Dataset {
    /// A set without pictures or remarks whose given labels are the true ones and in which nothing is held out.
    pub fn new(points: Matrix, truth: Vec<usize>, class_names: Vec<String>) -> Self {
        let (given, subclasses) = (truth.clone(), truth.clone());
        let (ink, note, by_hand) = (Matrix::zeros(0, 0), String::new(), ByHand::default());
        let (plane, pixels, contradiction) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        let split = Split::of(&truth, vec![false; class_names.len()], 0.0, 0);
        Self {
            points,
            truth,
            subclasses,
            given,
            class_names,
            picture: None,
            ink,
            note,
            by_hand,
            split,
            plane,
            pixels,
            contradiction,
        }
    }

    /// The number of points.
    pub fn len(&self) -> usize {
        self.truth.len()
    }

    /// Whether there is no point.
    pub fn is_empty(&self) -> bool {
        self.truth.is_empty()
    }

    /// Whether a point's given label is not its true class.
    pub fn is_mislabelled(&self, point: usize) -> bool {
        self.given[point] != self.truth[point]
    }

    /// The plane that shows most of the points' variance, computed on first use.
    pub fn plane(&self) -> &Plane {
        self.plane.get_or_init(|| Plane::of(&self.points))
    }

    /// The features of a picture (its darkness, pixel by pixel), as if it were one of the set's.
    pub fn features_of(&self, ink: Vec<f64>) -> Vec<f64> {
        self.standard().apply(Matrix::from_vec(ink.len(), 1, ink)).data.into()
    }

    /// The darkness (pixels × N) of pictures with these features, as far as the features say.
    pub fn ink_of(&self, features: Matrix) -> Matrix {
        self.standard().undo(features)
    }

    fn standard(&self) -> &Standard {
        self.pixels.get_or_init(|| Standard::of(&self.ink))
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.class_names.len()
    }
}

/// A data set, and an entry of [`LIST`].
///
/// # Who calls when
///
/// [`Self::make`] runs once per run and whenever a parameter of the data changes; it calls [`Self::build`] with the stream `data` of the
/// seed and does the rest itself (wrong labels, held-out points). [`Self::size`] calls it, too, for a text to be checked. A built set is
/// then only read; only changes [by hand](ByHand) alter it.
///
/// # What `build` must hold
///
/// * Points are columns, finite, and around the origin at a size of order one; the features of measured data are standardised.
/// * `truth[i] < class_names.len()`, and class names are distinct. `given` equals `truth`, `split` holds out nothing ([`Dataset::new`] sees
///   to both).
/// * The parameters alone determine the number of points, features and classes. They may ask for one class or one point, and for any value
///   that their specs allow; nothing panics.
/// * The generator alone determines the points, bit for bit.
/// * With [`Self::pictures`], `ink` is pixels × N between 0 and 1, and the features are [`standardised`] ink; without, it is empty.
/// * The entry has the parameters [`LABEL_NOISE`], [`HELD_OUT`] and [`unseen`]; a measured set states its source and licence.
///
/// `tests/learn/every/dataset.rs` checks these laws for every entry, and that exactly the asked share of labels is wrong.
/// `tests/session/held_out.rs` checks what is held out.
///
/// # Example
///
/// ```
/// use pushpull_learn::dataset::{LABEL_NOISE, LIST};
/// use pushpull_learn::spec::{Params, find};
///
/// let spec = find(LIST, "blobs").unwrap();
/// let params = Params::defaults(&spec.entry).with("classes", 4.0).with("per_class", 25.0).with(LABEL_NOISE.id, 0.2);
/// let set = spec.make(&params, 7);
///
/// assert_eq!(set.points.shape(), (2, 100));
/// assert_eq!(set.classes(), 4);
/// assert_eq!((0..100).filter(|i| set.given[*i] != set.truth[*i]).count(), 20);
/// assert_eq!(set.points, spec.make(&params, 7).points);
/// ```
pub struct DatasetSpec {
    /// Texts and parameters.
    pub entry: Entry,
    /// What it is called in the sentence that describes a run (`tell/phrase.rs`).
    pub words: &'static str,
    /// Whether its points are pictures.
    pub pictures: bool,
    /// Makes the clean set from the parameters and the generator alone.
    pub build: fn(&Params, &mut Rng) -> Dataset,
}
has_entry!(DatasetSpec, words; MOST);

/// The most points of a data set.
const MOST: usize = 20_000;

/// The size of a data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The number of points.
    pub points: usize,
    /// The number of features of each.
    pub features: usize,
    /// The number of classes.
    pub classes: usize,
}

impl DatasetSpec {
    /// The size of the sets that these parameters make with any seed.
    pub fn size(&self, params: &Params) -> Size {
        let set = (self.build)(params, &mut stream(0, "data", 0));
        Size { points: set.len(), features: set.points.nrows(), classes: set.classes() }
    }

    /// The set for this seed. Exactly `data.label_noise · N` labels (rounded) are replaced by that of another class that is trained on, and
    /// the points to hold out are held out.
    pub fn make(&self, params: &Params, seed: u64) -> Dataset {
        let mut set = (self.build)(params, &mut stream(seed, "data", 0));
        let classes = set.classes();
        let unseen = Split::unseen(classes, params.count(UNSEEN), seed);
        if classes > 1 {
            let mut rng = stream(seed, "wrong-labels", 0);
            let wrong = (params.get(LABEL_NOISE.id) * set.len() as f64).round() as usize;
            for i in choose(&mut rng, set.len(), wrong) {
                let others = (1..classes).map(|k| (set.truth[i] + k) % classes).filter(|class| !unseen[*class]);
                let others: Vec<usize> = others.collect();
                set.given[i] = others[below(&mut rng, others.len())];
            }
        }
        set.split = Split::of(&set.truth, unseen, params.get(HELD_OUT.id), seed);
        set
    }
}

/// The number of classes of a generated set.
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
        help: prose("How many classes there are. With a single one there is no negative."),
    }
}

/// The number of points per class of a generated set.
pub const fn per_class(default: f64, max: u32) -> ParamSpec {
    ParamSpec {
        id: "per_class",
        name: "points each",
        symbol: "",
        unit: "points",
        min: 1.0,
        max: max as f64,
        default,
        scale: Scale::Integer { from: 2, to: if max < 100 { max } else { 100 }, by: 2 },
        follows: None,
        help: prose("How many points each class has."),
    }
}

/// The standard deviation of the noise of a generated set.
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
        help: prose("The standard deviation of every point around its place. With more of it, classes overlap."),
    }
}

/// A parameter of every data set.
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
    help: prose(
        "Before training, exactly this share of the labels is replaced by other classes. The measures keep using the true labels.",
    ),
};

/// All data sets, in the order of the menu.
pub static LIST: &[DatasetSpec] = &[
    blobs::SPEC,
    moons::SPEC,
    rings::SPEC,
    spirals::SPEC,
    checkerboard::SPEC,
    subclasses::SPEC,
    long_tail::SPEC,
    gaussians::SPEC,
    digits::SPEC,
    penguins::SPEC,
    trio::SPEC,
];

/// A set in the plane: `per_class` points on each class's curve, each moved by normal noise of deviation `spread`. `place(class, share)` is
/// a place on the curve; the shares are the middles of equal parts of 0 … 1.
fn along_curves(params: &Params, rng: &mut Rng, place: impl Fn(usize, f64) -> [f64; 2]) -> Dataset {
    let (classes, each, spread) = (params.count("classes"), params.count("per_class"), params.get("spread"));
    let mut points = Matrix::zeros(2, classes * each);
    for (i, mut point) in points.column_iter_mut().enumerate() {
        let [x, y] = place(i / each, ((i % each) as f64 + 0.5) / each as f64);
        point[0] = x + spread * normal(rng);
        point[1] = y + spread * normal(rng);
    }
    Dataset::new(points, in_turn(classes, each), plain_names(classes))
}

/// The labels of a set that is made class by class, `each` points at a time.
fn in_turn(classes: usize, each: usize) -> Vec<usize> {
    (0..classes * each).map(|i| i / each).collect()
}

/// Default class names: A, B, … Z, AA, AB, ….
pub fn plain_names(classes: usize) -> Vec<String> {
    let letter = |i: usize| char::from(b'A' + i as u8);
    (0..classes)
        .map(|c| if c < 26 { letter(c).to_string() } else { format!("{}{}", letter(c / 26 - 1), letter(c % 26)) })
        .collect()
}

/// The least distance between two points of different classes.
#[cfg(test)]
fn gap(set: &Dataset) -> f64 {
    let pairs = (0..set.len()).flat_map(|i| (0..i).map(move |j| (i, j)));
    pairs
        .filter(|(i, j)| set.truth[*i] != set.truth[*j])
        .map(|(i, j)| (set.points.column(i) - set.points.column(j)).norm())
        .fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_letters_and_then_pairs_of_letters() {
        let names = plain_names(54);
        assert_eq!([&names[0], &names[25], &names[26], &names[51], &names[52]], ["A", "Z", "AA", "AZ", "BA"]);
    }
}
